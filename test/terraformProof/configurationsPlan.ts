// Asks the real Terraform, with the real AWS provider, what it would create. Offline, without an account, in a temporary folder.
// Many configurations go into one plan, each as a module of one root; one with variable files is planned by itself, because
// Terraform reads those in the folder it runs in alone.
// Called by configurationsProof.ts.
import { spawn } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Configuration } from './configurations.ts';
import { plannedOf } from './configurationsPlanned.ts';
import type { Planned } from './configurationsPlanned.ts';

export type Outcome =
  | { readonly kind: 'planned'; readonly planned: Planned }
  /** Terraform or the provider will not have it. */
  | { readonly kind: 'refused'; readonly why: string };

/** A Terraform that is ready to plan. */
export interface Terraform {
  /** What each of the configurations comes to, in their order. */
  readonly plan: (configurations: readonly Configuration[]) => Promise<readonly Outcome[]>;
  /** Removes the temporary folder. */
  readonly close: () => void;
}

/**
 * Finds Terraform on the path and the AWS provider in a folder that holds `registry.terraform.io/`: `TF_PLUGIN_DIR`, or one of
 * the folders that Terraform itself searches. Answers with a sentence where one of them is missing.
 */
export async function findTerraform(): Promise<Terraform | string> {
  const plugins = pluginFolders().find((folder) => existsSync(join(folder, 'registry.terraform.io/hashicorp/aws')));
  if (plugins === undefined) return 'The AWS provider was not found; name its folder in TF_PLUGIN_DIR.';
  const home = mkdtempSync(join(tmpdir(), 'portcullis-plan-'));
  const base = join(home, 'base');
  mkdirSync(base);
  writeFileSync(join(home, 'terraform.rc'), '');
  writeFileSync(join(base, 'provider.tf'), providerText);
  const made = await run(home, base, ['init', `-plugin-dir=${plugins}`, '-no-color', '-input=false']);
  if (made.status !== 0) {
    rmSync(home, { recursive: true, force: true });
    return `Terraform cannot be started: ${made.output.trim()}`;
  }
  let runs = 0;
  const close = (): void => {
    for (const pid of running) endGroup(pid);
    rmSync(home, { recursive: true, force: true });
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      close();
      process.exit(1);
    });
  }
  return {
    plan: (configurations) => planAll(home, configurations, () => join(home, `run${runs++}`)),
    close,
  };
}

function pluginFolders(): readonly string[] {
  const named = process.env['TF_PLUGIN_DIR'];
  const searched = [
    join(homedir(), '.terraform.d/plugins'),
    join(homedir(), '.terraform.d/plugin-cache'),
    ...(process.env['TF_PLUGIN_CACHE_DIR'] === undefined ? [] : [process.env['TF_PLUGIN_CACHE_DIR']]),
    '/usr/local/share/terraform/plugins',
    '/usr/share/terraform/plugins',
  ];
  // Where packages that no package manager knows are put by hand.
  const byHand = existsSync('/opt') ? readdirSync('/opt').map((name) => join('/opt', name)) : [];
  return [...(named === undefined ? [] : [named]), ...searched, ...byHand];
}

const providerText = `terraform {
  required_providers {
    aws = { source = "hashicorp/aws" }
  }
}

provider "aws" {
  region                      = "eu-west-1"
  access_key                  = "x"
  secret_key                  = "x"
  skip_credentials_validation = true
  skip_requesting_account_id  = true
  skip_metadata_api_check     = true
}
`;

async function planAll(
  home: string,
  configurations: readonly Configuration[],
  newFolder: () => string,
): Promise<readonly Outcome[]> {
  const outcomes = new Map<Configuration, Outcome>();
  const together = configurations.filter(({ hasVariableFiles }) => !hasVariableFiles);
  const alone = configurations.filter(({ hasVariableFiles }) => hasVariableFiles);
  // Two at a time: a plan waits for its provider for most of it.
  await Promise.all([planTogether(home, together, newFolder, outcomes), planEach(home, alone, newFolder, outcomes)]);
  return configurations.map((configuration) => outcomes.get(configuration) ?? { kind: 'refused', why: 'not planned' });
}

async function planEach(
  home: string,
  configurations: readonly Configuration[],
  newFolder: () => string,
  outcomes: Map<Configuration, Outcome>,
): Promise<void> {
  for (const configuration of configurations) {
    outcomes.set(configuration, await planAlone(home, configuration, newFolder()));
  }
}

async function planAlone(home: string, { files }: Configuration, folder: string): Promise<Outcome> {
  prepare(home, folder);
  writeFiles(folder, files);
  const planned = await planFolder(home, folder);
  rmSync(folder, { recursive: true, force: true });
  return planned.kind === 'planned'
    ? { kind: 'planned', planned: plannedOf(planned.json, '') }
    : { kind: 'refused', why: planned.complaints.join('\n') };
}

/** Leaves out what is refused and tries again, until the rest is planned. */
async function planTogether(
  home: string,
  configurations: readonly Configuration[],
  newFolder: () => string,
  outcomes: Map<Configuration, Outcome>,
): Promise<void> {
  if (configurations.length === 0) return;
  const folder = newFolder();
  prepare(home, folder);
  const calls = configurations.map((_, index) => `module "c${index}" {\n  source = "./c${index}"\n}\n`);
  writeFileSync(join(folder, 'main.tf'), calls.join('\n'));
  for (const [index, { files }] of configurations.entries()) writeFiles(join(folder, `c${index}`), files);
  const result = await planFolder(home, folder);
  rmSync(folder, { recursive: true, force: true });
  if (result.kind === 'planned') {
    for (const [index, configuration] of configurations.entries()) {
      outcomes.set(configuration, { kind: 'planned', planned: plannedOf(result.json, `module.c${index}.`) });
    }
    return;
  }
  const refused = new Map<Configuration, string>();
  for (const complaint of result.complaints) {
    for (const [, index] of complaint.matchAll(/\bc(\d+)\/[\w./-]+/g)) {
      const configuration = configurations[Number(index)];
      if (configuration !== undefined) refused.set(configuration, complaint);
    }
  }
  for (const [configuration, why] of refused) outcomes.set(configuration, { kind: 'refused', why });
  const rest = configurations.filter((configuration) => !refused.has(configuration));
  if (refused.size > 0) return planTogether(home, rest, newFolder, outcomes);
  const [only] = rest;
  if (rest.length === 1 && only !== undefined) {
    outcomes.set(only, { kind: 'refused', why: result.complaints.join('\n') });
    return;
  }
  const half = Math.ceil(rest.length / 2);
  await planTogether(home, rest.slice(0, half), newFolder, outcomes);
  await planTogether(home, rest.slice(half), newFolder, outcomes);
}

/** With the provider and its lock file, which `init` has put into the base folder. */
function prepare(home: string, folder: string): void {
  cpSync(join(home, 'base'), folder, { recursive: true, verbatimSymlinks: true });
}

function writeFiles(folder: string, files: Configuration['files']): void {
  for (const [path, text] of Object.entries(files)) {
    const whole = join(folder, path);
    mkdirSync(dirname(whole), { recursive: true });
    writeFileSync(whole, text);
  }
}

type PlanResult =
  | { readonly kind: 'planned'; readonly json: unknown }
  | { readonly kind: 'refused'; readonly complaints: readonly string[] };

async function planFolder(home: string, folder: string): Promise<PlanResult> {
  const got = await run(home, folder, ['get', '-no-color']);
  if (got.status !== 0) return { kind: 'refused', complaints: [got.output] };
  const planned = await run(home, folder, ['plan', '-refresh=false', '-input=false', '-json', '-out=plan']);
  if (planned.status !== 0) return { kind: 'refused', complaints: complaintsOf(planned.output) };
  const shown = await run(home, folder, ['show', '-json', 'plan']);
  const json: unknown = JSON.parse(shown.output.slice(shown.output.indexOf('{"format_version"')));
  return { kind: 'planned', json };
}

/** What went wrong, each with the file it is about. */
function complaintsOf(output: string): readonly string[] {
  const complaints = output.split('\n').flatMap((line) => {
    if (!line.startsWith('{') || !line.includes('"@level":"error"')) return [];
    const read: unknown = JSON.parse(line);
    if (typeof read !== 'object' || read === null || !('diagnostic' in read)) return [line];
    const { summary, detail, range, address } = read.diagnostic as Record<string, unknown>;
    const place = typeof range === 'object' && range !== null ? JSON.stringify(range) : String(address);
    const module = /module\.(c\d+)/.exec(String(address))?.[1];
    return [`${String(summary)}: ${String(detail)} (${place}${module === undefined ? '' : `, ${module}/`}x)`];
  });
  return complaints.length > 0 ? complaints : [output];
}

interface Ran {
  readonly status: number;
  readonly output: string;
}

function run(home: string, folder: string, args: readonly string[]): Promise<Ran> {
  const env = {
    ...process.env,
    TF_CLI_CONFIG_FILE: join(home, 'terraform.rc'),
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
  };
  return new Promise((resolve) => {
    // A group of its own, so that a provider that Terraform leaves behind can be ended with it.
    const child = spawn('terraform', args, { cwd: folder, env, stdio: ['ignore', 'pipe', 'pipe'], detached: true });
    running.add(child.pid);
    const chunks: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
    child.on('error', (error) => resolve({ status: -1, output: error.message }));
    child.on('exit', () => endGroup(child.pid));
    child.on('close', (status) => resolve({ status: status ?? -1, output: Buffer.concat(chunks).toString('utf8') }));
  });
}

const running = new Set<number | undefined>();

function endGroup(pid: number | undefined): void {
  running.delete(pid);
  if (pid === undefined || process.platform === 'win32') return;
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // Nothing is left of the group.
  }
}
