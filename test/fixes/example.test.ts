// The example workspace, mended: what is left is clean to `terraform fmt` and, where the provider is at hand, valid.
import assert from 'node:assert/strict';
import { globSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { test } from 'node:test';
import { withPreferredFixes } from '../support/checkFix.ts';
import { hasTerraform, providerFolder, terraform } from '../support/terraform.ts';

const example = join(import.meta.dirname, '../../examples/three-tier');

/** The files after all preferred fixes, written to a folder that goes with the test. */
function mended(after: (cleanUp: () => void) => void): string {
  const names = globSync('**/*.{tf,tfvars}', { cwd: example });
  const before = new Map(
    names.map((name) => [`/w/${name.replaceAll('\\', '/')}`, readFileSync(join(example, name), 'utf8')]),
  );
  const folder = mkdtempSync(join(tmpdir(), 'portcullis-mended-'));
  after(() => rmSync(folder, { recursive: true, force: true }));
  for (const [path, text] of withPreferredFixes(before)) {
    const file = join(folder, path.slice('/w/'.length));
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return folder;
}

test('after all preferred fixes the example is as terraform fmt would write it', (context) => {
  const folder = mended((cleanUp) => context.after(cleanUp));
  const declared = readFileSync(join(folder, 'variables.tf'), 'utf8');
  assert.match(declared, /variable "allowed_management_cidrs" \{/);
  assert.match(declared, /variable "allowed_management_ipv6_cidrs?" \{/);
  if (!hasTerraform) {
    context.diagnostic('terraform is not on this machine: its own verdict is not asked');
    return;
  }
  const { status, output } = terraform(folder, 'fmt', '-check', '-recursive', '-diff');
  assert.equal(status, 0, output);
});

test('after all preferred fixes the example is valid to terraform and the AWS provider', (context) => {
  const folder = mended((cleanUp) => context.after(cleanUp));
  const plugins = providerFolder();
  if (!hasTerraform || plugins === undefined) {
    assert.ok(readdirSync(folder).includes('variables.tf'));
    context.diagnostic('terraform and the AWS provider are not on this machine: their verdict is not asked');
    return;
  }
  const init = terraform(folder, 'init', '-input=false', `-plugin-dir=${plugins}`);
  assert.equal(init.status, 0, init.output);
  const validate = terraform(folder, 'validate', '-no-color');
  assert.equal(validate.status, 0, validate.output);
});
