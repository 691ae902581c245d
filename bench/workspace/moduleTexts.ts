// The texts of one module's files: what every module has, what it is full of, and its rules.
import { fillers } from './fillers.ts';
import { smallestModule, type PlannedModule } from './plan.ts';
import type { Random } from './random.ts';
import { ruleBlocks } from './rules.ts';
import type { Shape } from './shape.ts';

/** The files of a module by their name, with their texts. */
export function moduleTexts(module: PlannedModule, shape: Shape, random: Random): ReadonlyMap<string, string> {
  const texts = new Map<string, string>([
    ['main.tf', mainText(module, random)],
    ['variables.tf', variablesText(random)],
    ['outputs.tf', outputsText(module)],
    ['versions.tf', versionsText(module)],
  ]);
  if (!module.isShared) texts.set('terraform.tfvars', assignmentsText(module, random));
  for (let file = 0; file < module.ruleFiles; file++) {
    const name = file === 0 ? 'security_groups' : `security_groups_${file}`;
    texts.set(`${name}.tf`, repeated(name.replace('security_groups', 'access'), ruleBlocks, shape, random));
  }
  const others = module.files - smallestModule(module) - module.ruleFiles;
  for (let file = 0; file < others; file++) {
    const [kind, filler] = random.pick(fillers);
    const name = texts.has(`${kind}.tf`) ? `${kind}_${file}` : kind;
    texts.set(`${name}.tf`, repeated(name, filler, shape, random));
  }
  return texts;
}

/** Blocks until the file is as large as chance wants it: most files are small, few are many times the average. */
function repeated(name: string, block: (name: string, random: Random) => string, shape: Shape, random: Random): string {
  const wanted = shape.fileBytes * (random.chance(0.06) ? 4 + random.below(6) : (1 + random.below(16)) / 8);
  const blocks: string[] = [];
  for (let bytes = 0; blocks.length === 0 || bytes < wanted;) {
    const text = block(`${name}_${blocks.length}`, random);
    blocks.push(text);
    bytes += text.length;
  }
  return blocks.join('\n');
}

function mainText(module: PlannedModule, random: Random): string {
  const calls = module.calls.map((called, index) => callText(module, called, index, random));
  const locals = `locals {
  tags = merge(var.tags, {
    Environment = var.environment
    ManagedBy   = "terraform"
  })
  internal_cidrs = [${random.chance(0.5) ? '"10.0.0.0/8"' : '"10.10.0.0/16", "10.20.0.0/16"'}]
}
`;
  return [locals, ...calls].join('\n');
}

function callText(module: PlannedModule, called: PlannedModule, index: number, random: Random): string {
  const up = '../'.repeat(module.dir.split('/').length);
  const cidrs = random.pick(['var.allowed_cidrs', 'local.internal_cidrs', '["192.0.2.0/24"]', 'var.allowed_cidrs']);
  return `module "part_${index}" {
  source = "${up}${called.dir}"

  name          = "\${var.name}-${index}"
  environment   = var.environment
  vpc_id        = var.vpc_id
  subnet_ids    = var.subnet_ids
  allowed_cidrs = ${random.chance(0.03) ? '["0.0.0.0/0"]' : cidrs}
  ingress_ports = [${random.pick([443, 8443, 5432])}]
  tags          = local.tags
}
`;
}

function variablesText(random: Random): string {
  const more = Array.from({ length: random.below(5) }, (_, index) =>
    variableText(`extra_${index}`, 'string', '"none"'),
  );
  return [
    variableText('name', 'string', undefined),
    variableText('environment', 'string', undefined),
    variableText('vpc_id', 'string', undefined),
    variableText('subnet_ids', 'list(string)', '[]'),
    variableText('allowed_cidrs', 'list(string)', '["10.0.0.0/8"]'),
    variableText('ingress_ports', 'list(number)', '[443]'),
    variableText('tags', 'map(string)', '{}'),
    ...more,
  ].join('\n');
}

function variableText(name: string, type: string, value: string | undefined): string {
  const lines = [`  description = "Handed down to the resources as ${name}."`, `  type        = ${type}`];
  if (value !== undefined) lines.push(`  default     = ${value}`);
  return `variable "${name}" {\n${lines.join('\n')}\n}\n`;
}

function outputsText({ calls }: PlannedModule): string {
  const ids = calls.map((_, index) => `module.part_${index}.name`);
  return `output "name" {
  description = "The name that everything here begins with."
  value       = var.name
}

output "parts" {
  description = "The names of what this is made of."
  value       = [${ids.join(', ')}]
}
`;
}

function versionsText({ isShared, dir }: PlannedModule): string {
  const backend = `
  backend "s3" {
    bucket = "example-terraform-state"
    key    = "${dir}/terraform.tfstate"
    region = "eu-west-1"
  }
`;
  return `terraform {
  required_version = ">= 1.5"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.0"
    }
  }
${isShared ? '' : backend}}
${isShared ? '' : '\nprovider "aws" {\n  region = "eu-west-1"\n}\n'}`;
}

function assignmentsText({ dir }: PlannedModule, random: Random): string {
  const cidrs = random.chance(0.02) ? '["0.0.0.0/0"]' : '["10.0.0.0/8", "192.168.0.0/16"]';
  return `name          = "${dir.split('/').slice(1).join('-')}"
environment   = "${dir.split('/').at(-1) ?? ''}"
vpc_id        = "vpc-${random.below(1_000_000)}"
subnet_ids    = ["subnet-${random.below(1_000_000)}", "subnet-${random.below(1_000_000)}"]
allowed_cidrs = ${cidrs}
`;
}
