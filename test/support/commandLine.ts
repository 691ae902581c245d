// The command line in a world of its own: files are in memory, the current folder is /w.
import { run } from '../../server/src/cli/cli.ts';
import type { CliWorld } from '../../server/src/cli/cliWorld.ts';
import * as grammar from './grammar.ts';
import { referee } from './hclReferee.ts';
import { memoryFileSystem } from './memoryFileSystem.ts';

/** A security group with port 22 open to the internet on line 7. */
export const openSsh = `resource "aws_security_group" "web" {
  ingress {
    description = "日本語"
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}
`;

/** Runs it with some words; what it writes is put into `files`. */
export async function portcullis(files: Record<string, string>, ...words: string[]) {
  let out = '';
  let error = '';
  const exitCode = await run(words, {
    ...commandLineWorld(files),
    write: (text) => void (out += text),
    writeError: (text) => void (error += text),
  });
  return { exitCode, out, error };
}

/** The world that it runs in; nothing is to be seen of what it writes to a terminal. */
export function commandLineWorld(files: Record<string, string>): CliWorld {
  return {
    fileSystem: memoryFileSystem(new Map(Object.entries(files))),
    parsers: grammar,
    referee,
    environment: { LANG: 'en_US.UTF-8' },
    absolute: (path) => (path === '.' ? '/w' : path.startsWith('/') ? path : `/w/${path}`),
    version: '1.2.3',
    now: new Date(2026, 10, 30),
    writeFile: (path, text) => {
      if (path.startsWith('/read-only/')) return 'EROFS';
      files[path] = text;
      return undefined;
    },
    write: () => undefined,
    writeError: () => undefined,
    colors: false,
    errorIsTerminal: false,
  };
}
