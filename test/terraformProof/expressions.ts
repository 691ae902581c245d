// The proof that expressions come to what Terraform says: many, made by chance, each put to both.
// Called by the script behind `npm run test:terraform`.
import type { Answer } from './console.ts';
import { askConsole, askTerraform } from './console.ts';
import { disagreement, oursText } from './expressionsCompare.ts';
import { expressionOf } from './expressionsGenerator.ts';
import { randomFrom } from './expressionsRandom.ts';
import { contradiction, laterOf } from './expressionsLater.ts';
import { isWorthKeeping, writeRecord } from './expressionsRecord.ts';
import type { Recorded } from './expressionsRecord.ts';
import { ourValue } from './expressionsWorld.ts';

export interface ProofSettings {
  readonly seed: number;
  readonly count: number;
  readonly log: (line: string) => void;
}

export interface ProofResult {
  readonly compared: number;
  /** Expressions that Terraform refuses, among those compared. */
  readonly refused: number;
  /** Differences with a reason, by reason. */
  readonly explained: ReadonlyMap<string, number>;
  readonly disagreements: readonly string[];
}

/** The expressions of a seed; the same for the same seed and count. */
export function generateExpressions(seed: number, count: number): readonly string[] {
  const random = randomFrom(seed);
  const found = new Set<string>();
  while (found.size < count) {
    found.add(expressionOf('any', { random, depth: 1 + random.below(4), names: [], unknowns: random.oneIn(8) }));
  }
  return [...found];
}

/** Writes down what Terraform says of expressions made by chance, `count` of them that are worth keeping. */
export function recordExpressions({ seed, count, log }: ProofSettings): void {
  const expressions = generateExpressions(seed, count * 3);
  const answers = askTerraform(expressions);
  const later = askLater(expressions);
  const all = expressions.flatMap((expression, index): readonly Recorded[] => {
    const answer = answers[index];
    const known = later[index] ?? [];
    return answer === undefined ? [] : [{ expression, answer, ...(known.length === 0 ? {} : { later: known }) }];
  });
  const kept = all.filter(isWorthKeeping).slice(0, count);
  writeRecord(kept);
  log(`Expressions, seed ${seed}: ${kept.length} recorded.`);
}

/** Compares fresh expressions, and logs each that comes to something else. */
export function proveExpressions({ seed, count, log }: ProofSettings): ProofResult {
  const expressions = generateExpressions(seed, count);
  const answers = askTerraform(expressions);
  const later = askLater(expressions);
  const explained = new Map<string, number>();
  const disagreements: string[] = [];
  let refused = 0;
  expressions.forEach((expression, index) => {
    const answer = answers[index];
    if (answer === undefined) return;
    if (answer.kind === 'error') refused += 1;
    const found = disagreement(expression, answer);
    const ruledOut = contradiction(expression, answer, later[index] ?? []);
    if (ruledOut !== undefined) {
      disagreements.push(expression);
      log(`${expression}\n    ${oursText(ourValue(expression))} was said to be sure, and later it is ${ruledOut}`);
      return;
    }
    if (found?.kind === 'explained') explained.set(found.why, (explained.get(found.why) ?? 0) + 1);
    if (found?.kind !== 'disagreement') return;
    disagreements.push(expression);
    log(`${expression}\n    Terraform: ${found.theirs}\n    Portcullis: ${found.ours}`);
  });
  log(`  ${later.filter((known) => known.length > 0).length} with unknown parts were asked again with known ones.`);
  log(
    `Expressions, seed ${seed}: ${count} compared, ${refused} refused by both, ${disagreements.length} disagreements.`,
  );
  log(`  ${consoleDoubts(expressions, answers, log)} answers of the plan differ from those of terraform console.`);
  for (const [why, times] of explained) log(`  ${times} differ with a reason: ${why}`);
  return { compared: count, refused, explained, disagreements };
}

/** What Terraform says of each expression once all is known, in several ways; nothing where all is known already. */
function askLater(expressions: readonly string[]): readonly (readonly Answer[])[] {
  const asked = expressions.map(laterOf);
  const answers = askTerraform(asked.flat());
  let start = 0;
  return asked.map(({ length }) => answers.slice(start, (start += length)));
}

const consoleGroups = 10;
const consoleGroupSize = 40;

/** Puts some hundreds of expressions to the console, too: how many answers are not those of the plan. */
function consoleDoubts(expressions: readonly string[], answers: readonly Answer[], log: ProofSettings['log']): number {
  const known = expressions.flatMap((expression, index) => {
    const answer = answers[index];
    // The console reads one line, knows less of what is not known yet, and writes fractions with more digits than a plan holds.
    if (answer?.kind !== 'known' || /\n|local\.u/.test(expression) || /\d\.\d|\d{19}/.test(answer.value)) return [];
    return [{ expression, value: answer.value }];
  });
  let doubts = 0;
  for (let group = 0; group < consoleGroups; group++) {
    const asked = known.slice(group * consoleGroupSize, (group + 1) * consoleGroupSize);
    const expected = `[${asked.map(({ value }) => value.slice(1, -1)).join(',')}]`;
    const printed = asked.length === 0 ? expected : askConsole(asked.map(({ expression }) => expression));
    // A plan knows no negative zero.
    if (printed?.replace(/(?<=[[,:])-0(?=[\],}])/g, '0') === expected) continue;
    doubts += 1;
    log(`terraform console: ${String(printed)}\n    terraform plan: ${expected}`);
  }
  return doubts;
}
