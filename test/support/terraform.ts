// Terraform itself, where this machine has it: tests that ask it also keep what it answered, for machines that lack it.
import { spawnSync } from 'node:child_process';
import { globSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';

/** Whether `terraform` can be run. */
export const hasTerraform = spawnSync('terraform', ['version'], { encoding: 'utf8' }).status === 0;

/** Runs terraform in a folder, with an empty configuration of its own and no network. */
export function terraform(folder: string, ...words: string[]): { status: number | null; output: string } {
  const configuration = join(folder, '.empty.tfrc');
  writeFileSync(configuration, '');
  const environment = {
    ...process.env,
    TF_CLI_CONFIG_FILE: configuration,
    CHECKPOINT_DISABLE: '1',
    TF_IN_AUTOMATION: '1',
  };
  const { status, stdout, stderr } = spawnSync('terraform', words, { cwd: folder, encoding: 'utf8', env: environment });
  return { status, output: stdout + stderr };
}

/**
 * The folder to give to `terraform init -plugin-dir`: where a copy of the AWS provider lies, by its name, in the places that
 * Terraform and packages use, or in PORTCULLIS_TERRAFORM_PLUGINS. Undefined on most machines.
 */
export function providerFolder(): string | undefined {
  const named = [process.env['PORTCULLIS_TERRAFORM_PLUGINS'], process.env['TF_PLUGIN_CACHE_DIR']].flatMap(
    (folder) => folder ?? [],
  );
  const usual = [join(homedir(), '.terraform.d/plugins'), join(homedir(), '.terraform.d/plugin-cache')];
  const shared = ['/usr/share/terraform/plugins', '/usr/local/share/terraform/plugins', '/opt/*'];
  for (const folder of [...named, ...usual, ...shared]) {
    const [provider] = globSync(join(folder, 'registry.terraform.io/hashicorp/aws/*/*/terraform-provider-aws*'));
    if (provider !== undefined) return join(dirname(provider), '../../../../..');
  }
  return undefined;
}
