// Expressions with what Terraform said of them, kept in a file: one of them a line, so that it can be searched and compared.
// Called by expressions.ts and by the replay.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Answer } from './console.ts';

export interface Recorded {
  readonly expression: string;
  readonly answer: Answer;
  /** What it comes to where its unknown parts are known, in the order of `laterOf`. */
  readonly later?: readonly Answer[];
}

const file = path.join(import.meta.dirname, '../fixtures/terraformExpressions.jsonl');

/** All that is recorded. */
export function readRecord(): readonly Recorded[] {
  return readFileSync(file, 'utf8').trimEnd().split('\n').map(recordedOf);
}

/** Puts these in the place of what is recorded. */
export function writeRecord(all: readonly Recorded[]): void {
  writeFileSync(file, all.map((recorded) => `${JSON.stringify(recorded)}\n`).join(''));
}

/** Whether it is worth keeping: short enough to be read, and not only one more refusal. */
export function isWorthKeeping({ expression, answer }: Recorded, position: number): boolean {
  if (expression.length > 300 || (answer.kind === 'error' && position % 2 === 0)) return false;
  return answer.kind !== 'known' || answer.value.length + answer.type.length < 400;
}

function recordedOf(line: string): Recorded {
  const recorded: unknown = JSON.parse(line);
  if (!isRecorded(recorded)) throw new Error(`This is no recorded expression: ${line.slice(0, 80)}`);
  return recorded;
}

function isRecorded(value: unknown): value is Recorded {
  return typeof value === 'object' && value !== null && 'expression' in value && 'answer' in value;
}
