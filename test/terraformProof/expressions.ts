// The proof that expressions come to what Terraform says: many, made by chance, each put to both.
// Called by the script behind `npm run test:terraform`.
import { askTerraform } from './console.ts';
import { disagreement } from './expressionsCompare.ts';
import { expressionOf } from './expressionsGenerator.ts';
import { randomFrom } from './expressionsRandom.ts';
import { isWorthKeeping, writeRecord } from './expressionsRecord.ts';

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
  const all = expressions.flatMap((expression, index) => {
    const answer = answers[index];
    return answer === undefined ? [] : [{ expression, answer }];
  });
  const kept = all.filter(isWorthKeeping).slice(0, count);
  writeRecord(kept);
  log(`Expressions, seed ${seed}: ${kept.length} recorded.`);
}

/** Compares fresh expressions, and logs each that comes to something else. */
export function proveExpressions({ seed, count, log }: ProofSettings): ProofResult {
  const expressions = generateExpressions(seed, count);
  const answers = askTerraform(expressions);
  const explained = new Map<string, number>();
  const disagreements: string[] = [];
  let refused = 0;
  expressions.forEach((expression, index) => {
    const answer = answers[index];
    if (answer === undefined) return;
    if (answer.kind === 'error') refused += 1;
    const found = disagreement(expression, answer);
    if (found?.kind === 'explained') explained.set(found.why, (explained.get(found.why) ?? 0) + 1);
    if (found?.kind !== 'disagreement') return;
    disagreements.push(expression);
    log(`${expression}\n    Terraform: ${found.theirs}\n    Portcullis: ${found.ours}`);
  });
  log(
    `Expressions, seed ${seed}: ${count} compared, ${refused} refused by both, ${disagreements.length} disagreements.`,
  );
  for (const [why, times] of explained) log(`  ${times} differ with a reason: ${why}`);
  return { compared: count, refused, explained, disagreements };
}
