// The places in a workspace where the benchmark types: a file of about 3 KB with an open range, and one of 160 KB beside it.
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Condition } from './editor.ts';
import { portcullis } from './processes.ts';
import { membersOf, recordOf } from './record.ts';
import { terraformFiles } from './walk.ts';
import { fillers } from './workspace/fillers.ts';
import { randomOf } from './workspace/random.ts';
import { ruleBlocks } from './workspace/rules.ts';

/** A document to type in. */
export interface Probe {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  /** Where an open range ends, before its closing quote; lines and characters count from 0. */
  readonly at: { readonly line: number; readonly character: number };
}

export interface Probes {
  /** On disk, of the files with an open range the one nearest to 3 KB; in the editor only where there is none. */
  readonly small: Probe;
  /** In the editor only, in the same module, so that the workspace stays as it is. */
  readonly large: Probe;
  /** How many findings the workspace has while the small one is open. */
  readonly findings: number;
}

const smallBytes = 3_000;
const largeBytes = 160_000;

/** Asks the command line where something is open; where nothing is, one rule is open in the editor alone. */
export function probesIn(folder: string): Probes {
  const shown = findingsOf(portcullis('check', folder, '--format', 'json').stdout);
  const candidates = shown
    .filter(({ isGrave }) => isGrave)
    .flatMap(({ file, line }) => probeAt(join(folder, file), line - 1) ?? [])
    .toSorted((a, b) => distance(a) - distance(b));
  const [onDisk] = candidates;
  if (onDisk !== undefined)
    return { small: onDisk, large: writtenBeside(onDisk.path, 'large'), findings: shown.length };
  const [first] = terraformFiles(folder);
  if (first === undefined) throw new Error(`${folder} holds no Terraform.`);
  return {
    small: writtenBeside(first, 'small'),
    large: writtenBeside(first, 'large'),
    findings: shown.length + 1,
  };
}

/** Whether the open range of a probe is marked, moved down by so many lines. */
export function isOpenAt({ at }: Probe, down = 0): Condition {
  return (diagnostics) =>
    diagnostics.some(
      ({ range, code, severity }) =>
        (severity === 1 || severity === 2) &&
        code !== 'invalid-rule' &&
        range.start.line === at.line + down &&
        range.start.character <= at.character &&
        range.end.character >= at.character,
    );
}

interface Shown {
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** Whether the range is open for certain. */
  readonly isGrave: boolean;
}

function findingsOf(json: string): readonly Shown[] {
  const { findings } = recordOf(json);
  if (!Array.isArray(findings)) throw new Error('The report of portcullis check has no findings.');
  return findings
    .map(membersOf)
    .filter((finding) => finding['suppressed'] === false)
    .map((finding) => ({ file: String(finding['file']), line: Number(finding['line']), isGrave: isGrave(finding) }));
}

function isGrave({ verdict, severity, check }: Readonly<Record<string, unknown>>): boolean {
  return verdict === 'open' && (severity === 'error' || severity === 'warning') && check !== 'invalid-rule';
}

function distance({ text }: Probe): number {
  return Math.abs(text.length - smallBytes);
}

function probeAt(path: string, line: number): Probe | undefined {
  const text = readFileSync(path, 'utf8');
  return path.endsWith('.tf') ? probeOf(path, text, line) : undefined;
}

function probeOf(path: string, text: string, line: number): Probe | undefined {
  const character = /"(0\.0\.0\.0\/0|::\/0)"/.exec(text.split('\n')[line] ?? '');
  return character === null
    ? undefined
    : { path, text, at: { line, character: character.index + character[0].length - 1 } };
}

/** Rules and other resources in turn, as in the one file into which some teams put everything; the last rule is open. */
function writtenBeside(other: string, size: 'small' | 'large'): Probe {
  const random = randomOf(160);
  const blocks: string[] = [];
  for (let bytes = 0; bytes < largeBytes;) {
    const [, filler] = random.pick(fillers);
    const text = (size === 'large' && blocks.length % 2 === 0 ? ruleBlocks : filler)(
      `benchmark_${blocks.length}`,
      random,
    );
    blocks.push(text);
    bytes += text.length;
  }
  const text = [...blocks, openRule].join('\n');
  const path = join(dirname(other), `portcullis_benchmark_${size}.tf`);
  const probe = probeOf(path, text, text.split('\n').length - 1 - openRuleLinesAfter);
  if (probe === undefined) throw new Error('The text has no open range where it should.');
  return probe;
}

const openRule = `resource "aws_security_group_rule" "benchmark_open" {
  type              = "ingress"
  from_port         = 22
  to_port           = 22
  protocol          = "tcp"
  security_group_id = "sg-0123456789abcdef0"
  cidr_blocks       = ["0.0.0.0/0"]
}
`;
/** Lines of the rule that follow its open range, the empty one at the end among them. */
const openRuleLinesAfter = 2;
