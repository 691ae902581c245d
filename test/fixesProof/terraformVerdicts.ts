// What Terraform itself makes of many texts and many configurations, asked for all of them together because each answer costs
// seconds: `terraform fmt` of a folder full of texts, `terraform validate` of a configuration that calls every one as a module.
// Called by scripts/testFixes.ts.
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { providerFolder, terraform } from '../support/terraform.ts';

/** Of these texts those that `terraform fmt` would change. They must be valid. */
export function unformatted(texts: ReadonlySet<string>): ReadonlySet<string> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-fmt-'));
  try {
    const byName = new Map([...texts].map((text, index) => [`t${index}.tf`, text]));
    for (const [name, text] of byName) writeFileSync(join(folder, name), text);
    const { output } = terraform(folder, 'fmt', '-check', '-list=true');
    return new Set(output.split('\n').flatMap((line) => byName.get(line.trim()) ?? []));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A configuration to be validated: files by absolute path below /w, and the folder of its root. */
export interface Configuration {
  readonly files: ReadonlyMap<string, string>;
  readonly root: string;
}

/** What Terraform has against each configuration, by its number; those that are valid are left out. Undefined without a provider. */
export function invalid(configurations: readonly Configuration[]): ReadonlyMap<number, string> | undefined {
  const plugins = providerFolder();
  if (plugins === undefined) return undefined;
  const faults = new Map<number, string>();
  for (let start = 0; start < configurations.length; start += batchSize) {
    const batch = configurations.slice(start, start + batchSize);
    validateBatch(new Map(batch.map((each, index) => [start + index, each])), plugins, faults);
  }
  return faults;
}

const batchSize = 150;

/** What fails is taken out, and the others are asked for again, until Terraform has nothing to say. */
function validateBatch(batch: Map<number, Configuration>, plugins: string, faults: Map<number, string>): void {
  while (batch.size > 0) {
    const found = validateOnce(batch, plugins);
    if (found.size === 0) return;
    for (const [index, fault] of found) {
      faults.set(index, fault);
      batch.delete(index);
    }
  }
}

function validateOnce(batch: ReadonlyMap<number, Configuration>, plugins: string): ReadonlyMap<number, string> {
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-validate-'));
  try {
    const calls: string[] = [];
    for (const [index, { files, root }] of batch) {
      for (const [path, text] of files) {
        if (path.includes('/.terraform/')) continue;
        const file = join(folder, `p${index}`, path.slice('/w/'.length));
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      const given = requiredVariables(files, root).map((name) => `  ${name} = var.unknown\n`);
      calls.push(
        `module "p${index}" {\n  source = "./${join(`p${index}`, root.slice('/w'.length))}"\n${given.join('')}}\n`,
      );
    }
    writeFileSync(join(folder, 'main.tf'), `variable "unknown" {\n  type = any\n}\n${calls.join('')}`);
    const init = terraform(folder, 'init', '-input=false', '-no-color', `-plugin-dir=${plugins}`);
    if (init.status !== 0) return blamed(batch, faultsOfInit(init.output));
    const { output } = terraform(folder, 'validate', '-json');
    return diagnosticsOf(output, batch);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Each error with the first place that it names. */
function faultsOfInit(output: string): readonly (readonly [number, string])[] {
  return output
    .split(/^Error: /m)
    .slice(1)
    .map((error) => {
      const index = /\bon p(\d+)\//.exec(error)?.[1] ?? /\bp(\d+)\b/.exec(error)?.[1] ?? -1;
      return [Number(index), error.split('\n')[0] ?? error];
    });
}

function diagnosticsOf(output: string, batch: ReadonlyMap<number, Configuration>): ReadonlyMap<number, string> {
  const report: unknown = JSON.parse(output);
  if (typeof report !== 'object' || report === null || !('diagnostics' in report) || !Array.isArray(report.diagnostics))
    throw new Error(`terraform validate said: ${output}`);
  const errors = report.diagnostics.filter((each: unknown) => /"severity":"error"/.test(JSON.stringify(each)));
  if (errors.length === 0) return new Map();
  return blamed(
    batch,
    errors.map((each: unknown) => {
      const text = JSON.stringify(each);
      const index = /"filename":"p(\d+)\//.exec(text)?.[1] ?? /module "p(\d+)"/.exec(text)?.[1];
      return [Number(index ?? -1), /"summary":"((?:[^"\\]|\\.)*)"/.exec(text)?.[1] ?? text];
    }),
  );
}

/** Where Terraform does not say whose fault it is, all are to blame: no fault is overlooked. */
function blamed(
  batch: ReadonlyMap<number, Configuration>,
  faults: readonly (readonly [number, string])[],
): ReadonlyMap<number, string> {
  const known = new Map(faults.filter(([index]) => batch.has(index)));
  if (known.size > 0) return known;
  return new Map([...batch.keys()].map((index) => [index, `not told apart: ${faults[0]?.[1] ?? 'no reason'}`]));
}

/** The variables of a root that must be given: those whose block has no default. */
function requiredVariables(files: ReadonlyMap<string, string>, root: string): readonly string[] {
  const inRoot = [...files].filter(([path]) => dirname(path) === root && path.endsWith('.tf')).map(([, text]) => text);
  return inRoot.flatMap((text) =>
    [...text.matchAll(/^variable\s+"?([\w-]+)"?\s*\{(.*\}\s*$|[\s\S]*?^\})/gm)].flatMap(([, name = '', body = '']) =>
      /\bdefault\s*=/.test(body) ? [] : [name],
    ),
  );
}

/** Whether a configuration can be asked for offline: no provider but AWS, no module from elsewhere, nothing for roots alone. */
export function canBeValidated(files: ReadonlyMap<string, string>): boolean {
  for (const [path, text] of files) {
    if (path.endsWith('.tf.json') || path.endsWith('.tofu')) return false;
    if (!path.endsWith('.tf')) continue;
    for (const [, type = ''] of text.matchAll(/^\s*(?:resource|data|ephemeral)\s+"(\w+)"/gm))
      if (!type.startsWith('aws_')) return false;
    for (const [, source = ''] of text.matchAll(/\bsource\s*=\s*"([^"]+)"/g))
      if (!/^(?:\.|hashicorp\/aws$)/.test(source)) return false;
    if (/^\s*(?:import|provider\s+"(?!aws")|check)\b.*\{/m.test(text) || /\bcloud\s*\{/.test(text)) return false;
  }
  return true;
}
