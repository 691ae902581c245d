// A long day with the real server: what users do, by chance, over a workspace; then its findings are held against a fresh check,
// and its memory and open files against those of the beginning.
import { existsSync, readdirSync } from 'node:fs';
import { relative } from 'node:path';
import type { Diagnostic } from 'vscode-languageserver/node';
import { Editor } from '../editor.ts';
import { portcullis } from '../processes.ts';
import { membersOf, recordOf } from '../record.ts';
import { median } from '../statistics.ts';
import { terraformFiles } from '../walk.ts';
import { randomOf } from '../workspace/random.ts';
import { act, closeAll, type Scene } from './actions.ts';

export interface SoakOptions {
  /** It is changed; nobody else should need it. */
  readonly folder: string;
  readonly seed: number;
  /** Whether to go on, told how many things have been done. */
  readonly goesOn: (done: number) => boolean;
  /** After so many things the server is left to finish, and looked at. */
  readonly sampleEvery: number;
  readonly log: (line: string) => void;
}

/** The server when it had nothing left to do. */
export interface Sample {
  readonly bytes: number;
  /** Open files, sockets and pipes; undefined where the system does not tell. */
  readonly handles: number | undefined;
}

export interface SoakOutcome {
  readonly done: number;
  readonly samples: readonly Sample[];
  /** Findings that one of the two shows and the other does not; empty where they agree. */
  readonly differences: readonly string[];
  readonly findings: number;
}

/** Runs until it is told to stop. */
export async function soak({ folder, seed, goesOn, sampleEvery, log }: SoakOptions): Promise<SoakOutcome> {
  const [first, ...others] = [...terraformFiles(folder)].map((path) => relative(folder, path)).toSorted();
  if (first === undefined) throw new Error(`${folder} holds no Terraform.`);
  const editor = await Editor.start(folder);
  try {
    await editor.scanned();
    const scene: Scene = { editor, folder, files: [first, ...others], open: new Map(), random: randomOf(seed) };
    const samples: Sample[] = [];
    let done = 0;
    for (; goesOn(done); done++) {
      await act(scene);
      if (done % sampleEvery !== 0) continue;
      samples.push(await sampleOf(editor));
      log(`${done} done, ${sampleText(samples.at(-1))}`);
    }
    await closeAll(scene);
    samples.push(await sampleOf(editor));
    const [shown, fresh] = [shownBy(editor, folder), freshIn(folder)];
    return { done, samples, differences: differencesOf(shown, fresh), findings: fresh.length };
  } finally {
    await editor.stop();
  }
}

/** What speaks against a server that goes on for ever; empty where nothing does. */
export function complaintsOf({ samples, differences }: SoakOutcome): readonly string[] {
  const complaints = differences.map((each) => `The server and a fresh check differ: ${each}`);
  const quarter = Math.max(1, Math.floor(samples.length / 4));
  const [early, late] = [samples.slice(quarter, 2 * quarter), samples.slice(-quarter)];
  if (early.length === 0) return complaints;
  const [before, after] = [median(early.map(({ bytes }) => bytes)), median(late.map(({ bytes }) => bytes))];
  // The heap breathes; what grows without end grows past this.
  if (after > before * 1.25 + 16 * 1024 * 1024)
    complaints.push(`Memory grew from ${megabytes(before)} to ${megabytes(after)}.`);
  const handles = (list: readonly Sample[]): number => median(list.map((sample) => sample.handles ?? 0));
  if (handles(late) > handles(early) + 3)
    complaints.push(`Open handles grew from ${handles(early)} to ${handles(late)}.`);
  return complaints;
}

async function sampleOf(editor: Editor): Promise<Sample> {
  await editor.settled();
  const descriptors = `/proc/${editor.pid}/fd`;
  return {
    bytes: editor.memory(),
    handles: existsSync(descriptors) ? readdirSync(descriptors).length : undefined,
  };
}

function sampleText(sample: Sample | undefined): string {
  return sample === undefined ? '' : `${megabytes(sample.bytes)}, ${sample.handles ?? 'unknown'} handles`;
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1024 / 1024)} MB`;
}

function shownBy(editor: Editor, folder: string): readonly string[] {
  const remarks = new Set(['expired-ignore', 'unreasoned-ignore', 'useless-ignore']);
  const isFinding = ({ code }: Diagnostic): boolean => code !== undefined && !remarks.has(String(code));
  return [...editor.shown].flatMap(([uri, list]) =>
    list.filter(isFinding).map(({ range: { start }, message }) => {
      const name = relative(folder, editor.pathOf(uri)).replaceAll('\\', '/');
      return `${name}:${start.line + 1}:${start.character + 1}: ${typeof message === 'string' ? message : message.value}`;
    }),
  );
}

function freshIn(folder: string): readonly string[] {
  const { findings } = recordOf(portcullis('check', folder, '--format', 'json', '--lang', 'en').stdout);
  if (!Array.isArray(findings)) throw new Error('The report of portcullis check has no findings.');
  return findings
    .map(membersOf)
    .filter(({ suppressed }) => suppressed === false)
    .map(({ file, line, column, message }) => `${String(file)}:${String(line)}:${String(column)}: ${String(message)}`);
}

function differencesOf(shown: readonly string[], fresh: readonly string[]): readonly string[] {
  const [inShown, inFresh] = [new Set(shown), new Set(fresh)];
  return [
    ...fresh.filter((each) => !inShown.has(each)).map((each) => `only the check has ${each}`),
    ...shown.filter((each) => !inFresh.has(each)).map((each) => `only the server has ${each}`),
  ].toSorted();
}
