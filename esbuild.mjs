// Builds everything that ships into dist/: the client, the server and the command line, the worker, and three wasm files.
import { build } from 'esbuild';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { lazyModules } from './scripts/lazyModules.mjs';

const root = dirname(fileURLToPath(import.meta.url));
const dist = join(root, 'dist');
const modules = join(root, 'node_modules');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

rmSync(dist, { recursive: true, force: true });
mkdirSync(join(dist, 'hcl'), { recursive: true });

const common = {
  absWorkingDir: root,
  bundle: true,
  format: 'cjs',
  platform: 'node',
  target: 'node20',
  minify: true,
  keepNames: true,
  sourcemap: false,
  legalComments: 'none',
  metafile: true,
  logLevel: 'warning',
  // The ES module form of web-tree-sitter asks for its own file's URL, which a CommonJS bundle has not.
  // The other form of jsonc-parser loads its parts by names that a bundle does not have.
  alias: {
    'web-tree-sitter': join(modules, 'web-tree-sitter', 'web-tree-sitter.cjs'),
    'jsonc-parser': join(modules, 'jsonc-parser', 'lib', 'esm', 'main.js'),
  },
  define: { 'process.env.PORTCULLIS_VERSION': JSON.stringify(version) },
};

// Packages that few workspaces need, and those that the command line never needs: a file each, loaded on first use.
const packages = {
  yaml: './packages/yaml.js',
  'csv-parse/sync': './packages/csvParse.js',
  re2js: './packages/re2js.js',
  'vscode-languageserver/node': './packages/languageServer.js',
};
const lazy = lazyModules({ modules: ['node:crypto', 'node:zlib', 'node:worker_threads', 'ip-num'], files: packages });

// The extension is activated by a small file; the protocol is loaded when the server is started.
const clientPackages = { 'vscode-languageclient/node': './packages/languageClient.js' };
const lazyClient = lazyModules({
  files: clientPackages,
  members: { 'vscode-languageclient/node': ['LanguageClient', 'TransportKind'] },
});

// The server, the command line and the threads of both are one bundle with three doors; behind a door nothing runs before it is opened.
const doors = `exports.server = () => require('./server/src/main.ts');
exports.cli = () => require('./server/src/cliMain.ts');
exports.worker = () => require('./server/src/workerMain.ts');
`;

const bundles = await Promise.all([
  build({
    ...common,
    entryPoints: ['client/src/extension.ts'],
    outfile: 'dist/extension.js',
    external: ['vscode'],
    plugins: [lazyClient],
  }),
  build({
    ...common,
    stdin: { contents: doors, resolveDir: root, sourcefile: 'doors.cjs' },
    outfile: 'dist/portcullis.js',
    // Kept names are set anew on every closure that is made while it runs, which costs a twelfth of a scan.
    keepNames: false,
    plugins: [lazy],
  }),
  ...Object.entries({ ...packages, ...clientPackages }).map(([name, file]) =>
    build({
      ...common,
      stdin: { contents: `module.exports = require(${JSON.stringify(name)});`, resolveDir: root },
      outfile: join('dist', file),
      external: ['vscode'],
    }),
  ),
  build({
    ...common,
    entryPoints: ['server/src/hcl/hcl2jsonWorker.ts'],
    outfile: 'dist/hcl/hcl2jsonWorker.js',
    external: ['performance'],
  }),
]);

writeFileSync(join(dist, 'server.js'), "require('./portcullis.js').server();\n");
writeFileSync(join(dist, 'analysisWorker.js'), "require('./portcullis.js').worker();\n");
writeFileSync(join(dist, 'cli.js'), "#!/usr/bin/env node\nrequire('./portcullis.js').cli();\n");
for (const [from, to] of [
  ['web-tree-sitter/web-tree-sitter.wasm', 'web-tree-sitter.wasm'],
  ['@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-hcl.wasm', 'tree-sitter-hcl.wasm'],
  // hcl2json looks for its parser one folder above the file that loads it.
  ['@cdktf/hcl2json/main.wasm.gz', 'main.wasm.gz'],
]) {
  copyFileSync(join(modules, from), join(dist, to));
}
chmodSync(join(dist, 'cli.js'), 0o755);
// Which files went into the bundles: the third-party notices are made from it.
mkdirSync(join(root, 'out'), { recursive: true });
writeFileSync(join(root, 'out', 'bundles.json'), JSON.stringify(bundles.map(({ metafile }) => metafile.outputs)));
// Whatever the project's own package says, what is in dist/ is CommonJS.
writeFileSync(join(dist, 'package.json'), '{ "type": "commonjs" }\n');
