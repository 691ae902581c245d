// Asks Terraform itself what expressions come to, a thousand at a time.
// Each expression is an output in a file of its own: a plan names every file that fails, and once those are gone its plan file
// holds the types and values of all others, exact to the last digit. `terraform console` evaluates the same way, but answers one
// line a process; `askConsole` is there to see that both say the same.
// It writes into a temporary folder and removes it. Called by expressions.ts.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { jsonText, readExactly } from './expressionsJson.ts';
import { outputOf } from './expressionsOutput.ts';
import { laterLocals } from './expressionsLater.ts';
import { configuration } from './expressionsWorld.ts';

/**
 * What Terraform says. The type is in its own JSON notation, the value JSON text with all digits and sorted keys; both are those
 * of a tuple around the expression. `infinite` is a value that Terraform computes but cannot write down.
 */
export type Answer =
  | { readonly kind: 'error' }
  | { readonly kind: 'infinite' }
  | { readonly kind: 'known'; readonly type: string; readonly value: string }
  /** `unknown` is true, or has the shape of the value and `true` in it where the value is unknown. */
  | { readonly kind: 'unknown'; readonly value: string; readonly unknown: string };

/** Whether there is a `terraform` to ask. Its version, such as `1.11.4`, or undefined. */
export function terraformVersion(): string | undefined {
  const { status, stdout } = spawnSync('terraform', ['version', '-json'], { encoding: 'utf8' });
  if (status !== 0) return undefined;
  const read: unknown = JSON.parse(stdout);
  return isRecord(read) ? String(read['terraform_version']) : undefined;
}

/** What each expression comes to. */
export function askTerraform(expressions: readonly string[]): readonly Answer[] {
  const answers: Answer[] = [];
  for (let start = 0; start < expressions.length; start += batchSize) {
    answers.push(...askBatch(expressions.slice(start, start + batchSize)));
  }
  return answers;
}

/** The value of a tuple of expressions as the console prints it as JSON; undefined where the console refuses one of them. */
export function askConsole(expressions: readonly string[]): string | undefined {
  return inFolder((folder) => {
    // In base64 the console's way of writing strings does not matter.
    const input = `base64encode(jsonencode([${expressions.join(', ')}]))\n`;
    const { status, stdout } = terraform(folder, ['console'], input);
    if (status !== 0) return undefined;
    return jsonText(readExactly(Buffer.from(stdout.trim().replaceAll('"', ''), 'base64').toString('utf8')));
  });
}

const batchSize = 1000;

/** Where Terraform cannot write down a plan, without saying why, halves of it are tried: one value in it is infinite. */
function askBatch(expressions: readonly string[]): readonly Answer[] {
  const answers = answersTo(expressions);
  if (answers !== undefined) return answers;
  if (expressions.length === 1) return [{ kind: 'infinite' }];
  const half = expressions.length >> 1;
  return [...askBatch(expressions.slice(0, half)), ...askBatch(expressions.slice(half))];
}

function answersTo(expressions: readonly string[]): readonly Answer[] | undefined {
  return inFolder((folder) => {
    const answers = new Map<number, Answer>();
    expressions.forEach((expression, index) => writeFileSync(fileOf(folder, index), outputOf(index, expression)));
    for (;;) {
      const refused = planRefusals(folder);
      if (refused.size === 0) break;
      for (const [index, answer] of refused) {
        answers.set(index, answer);
        rmSync(fileOf(folder, index), { force: true });
      }
    }
    const shown = terraform(folder, ['show', '-json', 'plan']);
    if (shown.status !== 0) return undefined;
    const plan = readExactly(shown.stdout);
    return expressions.map((expression, index) => {
      const answer = answers.get(index) ?? answerIn(plan, index);
      if (answer === undefined) throw new Error(`Terraform says nothing of: ${expression}`);
      return answer;
    });
  });
}

/** Plans, and says which outputs stand in the way. */
function planRefusals(folder: string): ReadonlyMap<number, Answer> {
  const { stdout, stderr } = terraform(folder, ['plan', '-input=false', '-json', '-refresh=false', '-out=plan']);
  const refused = new Map<number, Answer>();
  for (const line of stdout.trim().split('\n')) {
    const entry: unknown = JSON.parse(line);
    const diagnostic = isRecord(entry) ? entry['diagnostic'] : undefined;
    if (!isRecord(diagnostic) || diagnostic['severity'] !== 'error') continue;
    const range = diagnostic['range'];
    const file = isRecord(range) ? /^e(\d+)\.tf$/.exec(String(range['filename'])) : null;
    const infinite = /output value "e(\d+)": cannot serialize infinity/.exec(String(diagnostic['detail']));
    if (file !== null) refused.set(Number(file[1]), { kind: 'error' });
    else if (infinite !== null) refused.set(Number(infinite[1]), { kind: 'infinite' });
    else throw new Error(`Terraform cannot plan: ${JSON.stringify(diagnostic)}\n${stderr}`);
  }
  return refused;
}

function answerIn(plan: unknown, index: number): Answer | undefined {
  const output = at(plan, ['planned_values', 'outputs', `e${index}`]);
  const change = at(plan, ['output_changes', `e${index}`]);
  if (!isRecord(output) || !isRecord(change)) return undefined;
  if ('type' in output) return { kind: 'known', type: jsonText(output['type']), value: jsonText(output['value']) };
  return { kind: 'unknown', value: jsonText(change['after']), unknown: jsonText(change['after_unknown']) };
}

function inFolder<Result>(work: (folder: string) => Result): Result {
  const folder = mkdtempSync(path.join(tmpdir(), 'portcullis-expressions-'));
  try {
    const files = { ...configuration('terraform_data.x.id'), 'later.tf': laterLocals() };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(folder, name)), { recursive: true });
      writeFileSync(path.join(folder, name), text);
    }
    terraform(folder, ['init', '-input=false']);
    return work(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function terraform(
  folder: string,
  args: readonly string[],
  input = '',
): { status: number | null; stdout: string; stderr: string } {
  const env = { ...process.env, CHECKPOINT_DISABLE: '1', TF_CLI_ARGS: '', TF_IN_AUTOMATION: '1', NO_COLOR: '1' };
  const run = spawnSync('terraform', args, { cwd: folder, env, input, encoding: 'utf8', maxBuffer: 2 ** 30 });
  if (run.error !== undefined) throw run.error;
  return run;
}

function fileOf(folder: string, index: number): string {
  return path.join(folder, `e${index}.tf`);
}

function at(value: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>((inside, step) => (isRecord(inside) ? inside[step] : undefined), value);
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
