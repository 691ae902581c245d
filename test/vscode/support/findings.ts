// What the command line finds in a folder: the list that the editor is held against.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Language } from '../../../scripts/embeddedCode.ts';

/** A place in a file relative to the folder, with forward slashes; lines and columns from 1, in UTF-16 units. */
export interface ListedPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** The part of a finding of `portcullis check --format json` that an editor can show. */
export interface ListedFinding extends ListedPlace {
  readonly endLine: number;
  readonly endColumn: number;
  readonly severity: string;
  readonly message: string;
  /** Both ends inclusive; empty where the ports are not known, or the protocol has none. */
  readonly ports: readonly { readonly from: number; readonly to: number }[];
  readonly origin: readonly ListedPlace[];
}

/** The findings that are not suppressed, in the order of `comparePlaces`. Throws when the command could not run. */
export function listFindings(folder: string, language: Language): readonly ListedFinding[] {
  return parseFindings(commandOutput(folder, language));
}

/** The same from the text that the command printed. */
export function parseFindings(output: string): readonly ListedFinding[] {
  const parsed: unknown = JSON.parse(output);
  assert.ok(isRecord(parsed) && Array.isArray(parsed['findings']), 'The command line printed no list of findings.');
  return parsed['findings']
    .filter((finding) => isRecord(finding) && finding['suppressed'] !== true)
    .map(readFinding)
    .toSorted(comparePlaces);
}

/** What `portcullis check FOLDER --format json` prints. */
export function commandOutput(folder: string, language: Language): string {
  const command = join(dirname(dirname(dirname(import.meta.dirname))), 'dist', 'cli.js');
  const args = [command, 'check', folder, '--format', 'json', '--lang', language];
  const run = spawnSync(process.execPath, args, { encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  assert.ok(
    run.status === 0 || run.status === 1,
    `portcullis check ended with ${run.status ?? 'a signal'}: ${run.stderr}`,
  );
  return run.stdout;
}

/** The first finding on port 22 alone with `0.0.0.0/0` written in its rule. Throws when the folder has none. */
export function literalSshFinding(folder: string, findings: readonly ListedFinding[]): ListedFinding {
  const ssh = findings.find((finding) => {
    const line = readFileSync(join(folder, finding.file), 'utf8').split(/\r?\n/)[finding.line - 1] ?? '';
    const text = line.slice(finding.column - 1, finding.endColumn - 1);
    return (
      text.includes('0.0.0.0/0') &&
      finding.ports.length === 1 &&
      finding.ports.every(({ from, to }) => from === 22 && to === 22)
    );
  });
  assert.ok(ssh, 'The example has no rule that opens SSH with 0.0.0.0/0 written in it.');
  return ssh;
}

/** Orders by file, then line, then column. */
export function comparePlaces(a: ListedPlace, b: ListedPlace): number {
  if (a.file !== b.file) return a.file < b.file ? -1 : 1;
  return a.line - b.line || a.column - b.column;
}

/** `file:line:column`, to compare places and to name them in a failing test. */
export function placeName(place: ListedPlace): string {
  return `${place.file}:${place.line}:${place.column}`;
}

function readFinding(value: unknown): ListedFinding {
  assert.ok(isRecord(value));
  const origin = Array.isArray(value['origin']) ? value['origin'] : [];
  const ports = Array.isArray(value['ports']) ? value['ports'] : [];
  return {
    ...readPlace(value),
    endLine: Number(value['endLine']),
    endColumn: Number(value['endColumn']),
    severity: String(value['severity']),
    message: String(value['message']),
    ports: ports.map(readPorts),
    origin: origin.map(readPlace),
  };
}

function readPorts(value: unknown): { from: number; to: number } {
  assert.ok(isRecord(value));
  return { from: Number(value['from']), to: Number(value['to']) };
}

function readPlace(value: unknown): ListedPlace {
  assert.ok(isRecord(value));
  return { file: String(value['file']), line: Number(value['line']), column: Number(value['column']) };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
