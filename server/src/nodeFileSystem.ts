// The disk, for lsp/ and cli/. The only importer of node:fs; it lists and reads, it never writes.
import { isUtf8 } from 'node:buffer';
import {
  closeSync,
  existsSync,
  fstatSync,
  openSync,
  readFileSync,
  readSync,
  readdirSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { message } from './messages.ts';
import type { Entry, FileSystem, ReadAnswer } from './workspace/fileSystem.ts';

/** Larger files are left out: no Terraform file that a person wrote comes near it. In bytes. */
export const maximumFileSize = 5 * 1024 * 1024;

/** The real file system. Every failure is an answer, none is thrown. */
export const nodeFileSystem: FileSystem = { list, read, isPresent: existsSync, realPath };

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
    const { name } = entry;
    if (entry.isFile()) found.push({ name, kind: 'file' });
    else if (entry.isDirectory()) found.push({ name, kind: 'folder' });
    else if (entry.isSymbolicLink()) found.push(...linked(dir, name));
  }
  return found.sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** What a symbolic link leads to, where that is a file or a folder. */
function linked(dir: string, name: string): readonly Entry[] {
  const stat = statSync(`${dir}/${name}`, { throwIfNoEntry: false });
  if (stat?.isFile() === true) return [{ name, kind: 'file' }];
  return stat?.isDirectory() === true ? [{ name, kind: 'folder', isLink: true }] : [];
}

/** What most files fit into, kept to read them with few calls. */
const buffer = Buffer.allocUnsafeSlow(256 * 1024);

function read(path: string): ReadAnswer {
  let descriptor;
  try {
    descriptor = openSync(path, 'r');
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : unreadable(path, error);
  }
  try {
    const length = readSync(descriptor, buffer, 0, buffer.length, 0);
    // What is shorter than the buffer is a file read to its end; only of the others it must be asked what they are.
    if (length > 0 && length < buffer.length) return decode(path, buffer, length);
    const stat = fstatSync(descriptor);
    if (!stat.isFile()) return { kind: 'missing' };
    if (stat.size > maximumFileSize)
      return { kind: 'refused', message: message('workspace.fileTooLarge', { path, limit: 5 }) };
    const bytes = length === 0 ? buffer : readFileSync(path);
    return decode(path, bytes, length === 0 ? 0 : bytes.length);
  } catch (error) {
    return isMissing(error) ? { kind: 'missing' } : unreadable(path, error);
  } finally {
    closeSync(descriptor);
  }
}

/** A folder cannot be read as a file, and is none. */
function isMissing(error: unknown): boolean {
  return ['ENOENT', 'ENOTDIR', 'EISDIR'].includes(codeOf(error));
}

/** The first bytes as text; a byte-order mark stays, so that offsets are those of the file. */
function decode(path: string, bytes: Buffer, length: number): ReadAnswer {
  const text = bytes.toString('utf8', 0, length);
  if (text.includes('\0')) return { kind: 'refused', message: message('workspace.fileBinary', { path }) };
  // This character stands for bytes that mean nothing; and now and then for itself.
  const isDoubtful = text.includes('\ufffd');
  if (isDoubtful && !isUtf8(bytes.subarray(0, length)))
    return { kind: 'refused', message: message('workspace.fileNotUtf8', { path }) };
  return { kind: 'text', text };
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
