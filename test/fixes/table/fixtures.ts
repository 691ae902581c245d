// The texts of the table of fixes: each form in each way of writing it.
// Called by table.test.ts.
import assert from 'node:assert/strict';
import { referee } from '../../support/hclReferee.ts';
import { forms, type Asked, type Form, type Ports } from './forms.ts';

export const variations = [
  'list with others',
  'single',
  'template',
  'JSON',
  'CRLF',
  'tabs',
  'comments inside',
  'dynamic',
  'for_each',
  'module argument',
  'variable default',
  'variable file',
] as const;

export type Variation = (typeof variations)[number];

/** Files by absolute path; or why there is no such text. */
export type TableFixture = ReadonlyMap<string, string> | string;

const context = `resource "aws_vpc" "main" {
  cidr_block = "10.0.0.0/16"
}

resource "aws_security_group" "web" {
  name   = "web"
  vpc_id = aws_vpc.main.id
}

resource "aws_security_group" "other" {
  name   = "app"
  vpc_id = aws_vpc.main.id
}
`;

/** A form written in one way. */
export async function fixtureOf(form: Form, variation: Variation, ports: Ports): Promise<TableFixture> {
  const one = '"0.0.0.0/0"';
  const others = `["10.0.0.0/8", ${one}]`;
  const usual = form.takes === 'list' ? others : one;
  const asked: Asked = { source: usual, ports, dynamic: false, forEach: false };
  const file = (more: Partial<Asked>, rest = ''): string => `${context}\n${rest}${form.write({ ...asked, ...more })}`;
  const alone = (text: string): TableFixture => new Map([['/w/main.tf', text]]);
  switch (variation) {
    case 'list with others':
      return form.takes === 'list' ? alone(file({})) : 'the argument takes one network, not a list';
    case 'single':
      return alone(file({ source: form.takes === 'list' ? `[${one}]` : one }));
    case 'template': {
      const template = '"${local.everyone}/0"';
      const source = form.takes === 'list' ? `[${template}]` : template;
      return alone(file({ source }, 'locals {\n  everyone = "0.0.0.0"\n}\n\n'));
    }
    case 'JSON':
      return inJson(file({}));
    case 'CRLF':
      return alone(file({}).replaceAll('\n', '\r\n'));
    case 'tabs':
      return alone(file({}).replaceAll(/^(?: {2})+/gm, (indent) => '\t'.repeat(indent.length / 2)));
    case 'comments inside': {
      const list = '[\n  "10.0.0.0/8", # the office\n  # Everyone, for now.\n  "0.0.0.0/0",\n]';
      return alone(file({ source: form.takes === 'list' ? list : `${one} # Everyone, for now.` }));
    }
    case 'dynamic':
      return form.hasBlocks ? alone(file({ dynamic: true })) : 'its rules are no blocks';
    case 'for_each':
      return alone(file({ forEach: true }));
    case 'variable default':
    case 'variable file': {
      const [name, type] = form.takes === 'list' ? ['cidrs', 'list(string)'] : ['cidr', 'string'];
      const inFile = variation === 'variable file';
      const value = inFile ? `  type = ${type}\n` : `  type    = ${type}\n  default = ${usual}\n`;
      const main = file({ source: `var.${name}` }, `variable "${name}" {\n${value}}\n\n`);
      const assigned = [['/w/terraform.tfvars', `${name} = ${usual}\n`]] as const;
      return new Map([['/w/main.tf', main], ...(inFile ? assigned : [])]);
    }
    case 'module argument': {
      const [name, type] = form.takes === 'list' ? ['cidrs', 'list(string)'] : ['cidr', 'string'];
      return new Map([
        ['/w/main.tf', `module "app" {\n  source = "./app"\n\n  ${name} = ${usual}\n}\n`],
        ['/w/app/main.tf', file({ source: `var.${name}` }, `variable "${name}" {\n  type = ${type}\n}\n\n`)],
      ]);
    }
  }
}

/** As HashiCorp's own parser turns native syntax into JSON. */
async function inJson(text: string): Promise<TableFixture> {
  const converted = await referee.convert('main.tf', text);
  assert.ok(converted.kind === 'converted', JSON.stringify(converted));
  return new Map([['/w/main.tf.json', `${JSON.stringify(converted.json, undefined, 2)}\n`]]);
}

export function formNames(): readonly string[] {
  return forms.map(({ name }) => name);
}
