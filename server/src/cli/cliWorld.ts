// What the command line may touch of the world outside, handed in so that tests have worlds of their own.
import type { Referee } from '../hcl/hcl2json.ts';
import type { WorkerHost } from '../workspace/workerHost.ts';
import type { FileSystem } from '../workspace/fileSystem.ts';
import type { Parsers } from '../workspace/workspace.ts';

/** Nothing was found; something was; it could not run. */
export type ExitCode = 0 | 1 | 2;

export interface CliWorld {
  readonly fileSystem: FileSystem;
  readonly parsers: Parsers;
  /** Threads to share much work with; the command line does all by itself where there are none. */
  readonly workers?: WorkerHost;
  readonly referee: Referee;
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** The absolute native path for one that may be relative. */
  readonly absolute: (path: string) => string;
  readonly version: string;
  /** The date that ignore comments are held against. */
  readonly now: Date;
  /** Replaces a file or makes it; why it could not, where it could not. `portcullis baseline` and `portcullis fix` alone write. */
  readonly writeFile: (path: string, text: string) => string | undefined;
  readonly write: (text: string) => void;
  readonly writeError: (text: string) => void;
  /** Whether the terminal shows colors. */
  readonly colors: boolean;
  /** Whether the error stream is a terminal, on which a line can be written over. */
  readonly errorIsTerminal: boolean;
}
