// The world's files as the workspace needs them: listing and reading, nothing else.
// It never writes. Implemented by nodeFileSystem.ts and, in memory, by tests.
import type { Message } from '../messages.ts';

/** Paths are absolute with forward slashes. */
export interface FileSystem {
  /** The entries of a folder; empty where it does not exist or may not be read. Symbolic links are what they point to. */
  readonly list: (dir: string) => readonly Entry[];
  /** The text of a file, or why it is left out. A byte-order mark is kept in the text. */
  readonly read: (path: string) => ReadAnswer;
  /** Whether something is at a path: cheaper than reading what most often is missing. */
  readonly isPresent: (path: string) => boolean;
  /** The path with symbolic links resolved, to see loops; the path itself where it cannot be told. */
  readonly realPath: (path: string) => string;
}

export interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder';
  /** Of a folder, whether it is a symbolic link that leads to one. */
  readonly isLink?: true;
}

export type ReadAnswer =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing' }
  /** Too large, binary, not UTF-8 or unreadable: one sentence for the user. */
  | { readonly kind: 'refused'; readonly message: Message };
