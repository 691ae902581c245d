// A disk in memory, for tests of the workspace.
import type { Entry, FileSystem } from '../../server/src/workspace/fileSystem.ts';

/** Files by absolute path; changing the map changes the disk. */
export function memoryFileSystem(files: Map<string, string>): FileSystem & { readonly reads: string[] } {
  const reads: string[] = [];
  return {
    reads,
    list: (dir) => {
      const entries = new Map<string, Entry>();
      const base = dir.endsWith('/') ? dir : `${dir}/`;
      for (const path of files.keys()) {
        if (!path.startsWith(base)) continue;
        const [name = '', ...below] = path.slice(base.length).split('/');
        entries.set(name, { name, kind: below.length === 0 ? 'file' : 'folder' });
      }
      return [...entries.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
    },
    read: (path) => {
      reads.push(path);
      const text = files.get(path);
      return text === undefined ? { kind: 'missing' } : { kind: 'text', text };
    },
    isPresent: (path) => files.has(path),
    realPath: (path) => path,
  };
}
