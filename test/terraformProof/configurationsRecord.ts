// Configurations with what Terraform planned for them, kept in a file: one of them a line, so that it can be searched and compared.
// Called by configurationsProof.ts and by the replay.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Configuration } from './configurations.ts';
import type { Planned } from './configurationsPlanned.ts';

export interface Recorded {
  /** What the configuration was made from; the files are kept too, because the generator changes. */
  readonly seed: number;
  readonly files: Configuration['files'];
  readonly planned: Planned;
}

const path = join(import.meta.dirname, '../fixtures/plannedConfigurations.jsonl');

/** All that is recorded. */
export function readRecord(): readonly Recorded[] {
  return readFileSync(path, 'utf8').trimEnd().split('\n').map(recordedOf);
}

/** Puts these in the place of what is recorded. */
export function writeRecord(all: readonly Recorded[]): void {
  writeFileSync(path, all.map((recorded) => `${JSON.stringify(recorded)}\n`).join(''));
}

function recordedOf(line: string): Recorded {
  const recorded: unknown = JSON.parse(line);
  if (!isRecorded(recorded)) throw new Error(`This is no recorded configuration: ${line.slice(0, 80)}`);
  return recorded;
}

function isRecorded(value: unknown): value is Recorded {
  return typeof value === 'object' && value !== null && 'seed' in value && 'files' in value && 'planned' in value;
}
