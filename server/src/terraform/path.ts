// Arithmetic on absolute paths with forward slashes: `/w/net`, `c:/w/net`, `//server/share/net`.
// It asks no disk: symbolic links are taken as written.
// Used by this room and by all that deal with paths above it.

/** Whether a module's source is a folder beside the caller: only what begins with `./` or `../` is, with either slash. */
export function isLocalSource(source: string): boolean {
  return /^\.\.?[\\/]/.test(source);
}

/** The absolute path of `relative` seen from the folder `dir`; one that is absolute already stays itself. No slash at the end. */
export function joinPath(dir: string, relative: string): string {
  const target = relative.replaceAll('\\', '/');
  const whole = isAbsolute(target) ? target : `${dir}/${target}`;
  const { root, parts } = split(whole);
  const kept: string[] = [];
  for (const part of parts) {
    if (part === '' || part === '.') continue;
    if (part === '..') kept.pop();
    else kept.push(part);
  }
  return root + kept.join('/');
}

/** The way from one folder to another, as `path.module` has it: `.`, `modules/web`, `../web`; absolute across drives. */
export function relativePath(from: string, to: string): string {
  const start = split(from);
  const end = split(to);
  if (start.root.toLowerCase() !== end.root.toLowerCase()) return to;
  let shared = 0;
  while (shared < start.parts.length && start.parts[shared] === end.parts[shared]) shared++;
  const up = start.parts.slice(shared).map(() => '..');
  return [...up, ...end.parts.slice(shared)].join('/') || '.';
}

/** The last part of a path: the file's or the folder's own name. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** The folder that holds a file. */
export function folderOf(path: string): string {
  const folder = path.slice(0, Math.max(0, path.lastIndexOf('/')));
  return folder === '' || folder.endsWith(':') || notAsIs.test(path) ? joinPath(path, '..') : folder;
}

/** Empty parts, `.` and `..`. */
const notAsIs = /\/\.{0,2}(?:\/|$)/;

function isAbsolute(path: string): boolean {
  return path.startsWith('/') || /^[A-Za-z]:\//.test(path);
}

function split(path: string): { readonly root: string; readonly parts: readonly string[] } {
  const root = /^(?:[A-Za-z]:\/|\/\/|\/)/.exec(path)?.[0] ?? '';
  return {
    root,
    parts: path
      .slice(root.length)
      .split('/')
      .filter((part) => part !== ''),
  };
}

/** A path as Windows and the shell write it becomes ours: forward slashes, small drive letter, no slash at the end. */
export function fromNativePath(nativePath: string): string {
  const path = nativePath.replaceAll('\\', '/').replace(/^[A-Z]:/, (drive) => drive.toLowerCase());
  return path.length > 1 && path.endsWith('/') && !/^[a-z]:\/$/.test(path) ? path.slice(0, -1) : path;
}
