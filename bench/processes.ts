// Runs the programs that are measured, each in a process of its own.
import { spawnSync } from 'node:child_process';
import { dirname, join } from 'node:path';
import { recordOf } from './record.ts';

/** The project's folder. */
export const root = dirname(import.meta.dirname);

/** What a program left behind. */
export interface Run {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
  /** From the start of the process to its end. */
  readonly milliseconds: number;
}

const longestMs = 10 * 60_000;

/** Runs a program to its end. Throws where it cannot be started, or goes on for ten minutes. */
export function run(program: string, words: readonly string[], folder: string = root): Run {
  const startMs = performance.now();
  const child = spawnSync(program, words, {
    cwd: folder,
    encoding: 'utf8',
    timeout: longestMs,
    maxBuffer: 1024 * 1024 * 1024,
  });
  const milliseconds = performance.now() - startMs;
  if (child.error !== undefined) throw child.error;
  return { status: child.status, stdout: child.stdout, stderr: child.stderr, milliseconds };
}

/** The built command line, as a user runs it. */
export function portcullis(...words: readonly string[]): Run {
  return run(process.execPath, [join(root, 'dist', 'cli.js'), ...words]);
}

/** How long walking and reading all files takes a fresh process, without the start of Node. */
export function floorOf(folder: string): { files: number; bytes: number; milliseconds: number } {
  const { stdout } = run(process.execPath, [join(root, 'bench', 'floorProcess.ts'), folder]);
  const { files, bytes, milliseconds } = recordOf(stdout);
  return { files: Number(files), bytes: Number(bytes), milliseconds: Number(milliseconds) };
}
