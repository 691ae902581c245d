// The disk, for lsp/ and cli/. The only importer of node:fs; it lists and reads, it never writes.
import { closeSync, fstatSync, openSync, readFileSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { message } from './messages.ts';
import type { Entry, FileSystem, ReadAnswer } from './workspace/fileSystem.ts';

/** Larger files are left out: no Terraform file that a person wrote comes near it. In bytes. */
export const maximumFileSize = 5 * 1024 * 1024;

/** The real file system. Every failure is an answer, none is thrown. */
export const nodeFileSystem: FileSystem = { list, read, realPath };

function list(dir: string): readonly Entry[] {
  let entries;
  try {
    entries = readdirSync(dir, { withFileTypes: true });
  } catch {
    // A folder that vanished or may not be read has nothing to say; the scan goes on.
    return [];
  }
  const found: Entry[] = [];
  for (const entry of entries) {
    const kind = entry.isSymbolicLink() ? kindOf(`${dir}/${entry.name}`) : kindOfEntry(entry);
    if (kind !== undefined) found.push({ name: entry.name, kind });
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function kindOfEntry(entry: { isFile(): boolean; isDirectory(): boolean }): Entry['kind'] | undefined {
  if (entry.isFile()) return 'file';
  return entry.isDirectory() ? 'folder' : undefined;
}

function kindOf(path: string): Entry['kind'] | undefined {
  const stat = statSync(path, { throwIfNoEntry: false });
  return stat === undefined ? undefined : kindOfEntry(stat);
}

function read(path: string): ReadAnswer {
  let descriptor;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR' ? { kind: 'missing' } : unreadable(path, error);
  }
  try {
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { kind: 'missing' };
    if (stat.size > maximumFileSize)
      return { kind: 'refused', message: message('workspace.fileTooLarge', { path, limit: 5 }) };
    return decode(path, readFileSync(descriptor));
  } catch (error) {
    return unreadable(path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** The bytes as text; a byte-order mark stays, so that offsets are those of the file. */
function decode(path: string, bytes: Buffer): ReadAnswer {
  if (bytes.includes(0)) return { kind: 'refused', message: message('workspace.fileBinary', { path }) };
  try {
    return { kind: 'text', text: new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch {
    return { kind: 'refused', message: message('workspace.fileNotUtf8', { path }) };
  }
}

function unreadable(path: string, error: unknown): ReadAnswer {
  return { kind: 'refused', message: message('workspace.fileUnreadable', { path, code: codeOf(error) }) };
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : String(error);
}

function realPath(path: string): string {
  try {
    return realpathSync.native(path).replaceAll('\\', '/');
  } catch {
    return path;
  }
}
