// Modules that the bundles load when they are first used, not when the program starts: an esbuild plugin.
// Called by esbuild.mjs.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);

/**
 * Stands in for packages and Node's own modules with an object that loads the real one when a member is first read.
 * `files` gives the bundle, relative to the one that is built, in which a package lies; others stay in this bundle.
 *
 * `members` names those of a package that cannot be loaded here.
 *
 * @param {{
 *   readonly modules?: readonly string[],
 *   readonly files: Readonly<Record<string, string>>,
 *   readonly members?: Readonly<Record<string, readonly string[]>>,
 * }} options
 * @returns {import('esbuild').Plugin}
 */
export function lazyModules({ modules = [], files, members = {} }) {
  const names = [...modules, ...Object.keys(files)];
  const namespace = 'lazy';
  return {
    name: namespace,
    setup({ onResolve, onLoad }) {
      const filter = new RegExp(`^(${names.map((name) => name.replace(/[/.]/g, '\\$&')).join('|')})$`);
      onResolve({ filter }, ({ path, namespace: from }) => {
        // The stand-in itself asks for the real one.
        if (from === namespace) return path.startsWith('node:') ? { path, external: true } : undefined;
        return { path, namespace };
      });
      onResolve({ filter: /^\.\//, namespace }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /.*/, namespace }, ({ path }) => ({
        contents: standIn(members[path] ?? membersOf(path), files[path] ?? path),
        resolveDir: import.meta.dirname,
      }));
    },
  };
}

/** Names are asked of the real one, here and now, so that a bundle sees what it would see otherwise. */
function membersOf(name) {
  return Object.keys(require(name)).filter((member) => member !== 'default');
}

function standIn(members, from) {
  const getters = members.map(
    (member) => `get ${JSON.stringify(member)}() { return load()[${JSON.stringify(member)}]; }`,
  );
  return `let real;
const load = () => (real ??= require(${JSON.stringify(from)}));
module.exports = { __esModule: true, ${getters.join(', ')} };
`;
}
