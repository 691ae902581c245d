// Other tools on the same workspace, where they are on the path.
import { existsSync, globSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { providerFolder, terraform } from '../../test/support/terraform.ts';
import { run } from '../processes.ts';
import { milliseconds, type Figure, type Measurement } from '../row.ts';
import { median } from '../statistics.ts';

const absent: Figure = { text: 'not on this machine', isMet: undefined };

interface Peer {
  readonly program: string;
  readonly words: (folder: string) => readonly string[];
}

const peers: readonly Peer[] = [
  { program: 'trivy', words: (folder) => ['config', '--quiet', '--skip-check-update', folder] },
  {
    program: 'checkov',
    words: (folder) => ['--directory', folder, '--framework', 'terraform', '--quiet', '--compact'],
  },
  { program: 'tfsec', words: (folder) => [folder, '--no-color', '--soft-fail'] },
];

export const peerTools: readonly Measurement[] = [
  ...peers.map(({ program, words }): Measurement => ({
    name: program,
    rows: [{ what: `${program}, whole process`, target: '' }],
    measure: ({ folder, runs }) => Promise.resolve([timed(program, words(folder), folder, runs)]),
  })),
  {
    name: 'terraform',
    rows: [{ what: '`terraform validate` of one root module', target: '' }],
    measure: ({ smallFolder, runs }) => Promise.resolve([validated(smallFolder, runs)]),
  },
];

function timed(program: string, words: readonly string[], folder: string, runs: number): Figure {
  if (!isOnPath(program)) return absent;
  const times = Array.from({ length: runs }, () => run(program, words, folder).milliseconds);
  const time = median(times);
  return { text: milliseconds(time), milliseconds: time, isMet: undefined };
}

/** Terraform judges one root module at a time, and needs it initialized: done in the made-up workspace only, out of its own provider. */
function validated(folder: string | undefined, runs: number): Figure {
  const provider = providerFolder();
  if (!isOnPath('terraform') || provider === undefined) return absent;
  const root = folder === undefined ? undefined : rootWithCalls(folder);
  if (root === undefined) return { text: 'not initialized', isMet: undefined };
  const started = terraform(root, 'init', '-backend=false', `-plugin-dir=${provider}`);
  if (started.status !== 0) throw new Error(`terraform init failed: ${started.output}`);
  const times = Array.from({ length: runs }, () => {
    const startMs = performance.now();
    const { status, output } = terraform(root, 'validate');
    if (status !== 0) throw new Error(`terraform validate failed: ${output}`);
    return performance.now() - startMs;
  });
  const time = median(times);
  return { text: milliseconds(time), milliseconds: time, isMet: undefined };
}

function rootWithCalls(folder: string): string | undefined {
  const mains = globSync('live/**/main.tf', { cwd: folder }).toSorted();
  const main = mains.find((path) => readFileSync(join(folder, path), 'utf8').includes('module "'));
  return main === undefined ? undefined : join(folder, dirname(main));
}

/** Whether a program can be started by its name. */
function isOnPath(program: string): boolean {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return folders.some((folder) => ['', '.exe', '.cmd'].some((end) => existsSync(join(folder, program + end))));
}
