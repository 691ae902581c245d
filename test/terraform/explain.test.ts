import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../../server/src/cli/cli.ts';
import * as grammar from '../support/grammar.ts';
import { referee } from '../support/hclReferee.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';

function explainLine(files: Record<string, string>, target: string): string {
  let out = '';
  const exitCode = run(['explain', target, '--lang', 'en'], {
    fileSystem: memoryFileSystem(new Map(Object.entries(files))),
    parsers: grammar,
    referee,
    environment: {},
    absolute: (path) => (path === '.' ? '/w' : `/w/${path}`),
    now: new Date(2026, 10, 30),
    writeFile: () => 'not here',
    version: '1',
    write: (text) => void (out += text),
    writeError: (text) => void (out += text),
    colors: false,
    errorIsTerminal: false,
  });
  assert.equal(exitCode, 0, out);
  return out;
}

test('a range that comes through a variable file, a module argument, a local and concat shows its whole chain', () => {
  const files = {
    '/w/main.tf': `variable "office" {
  type = list(string)
}

module "web" {
  source = "./web"
  cidrs  = var.office
}
`,
    '/w/terraform.tfvars': 'office = ["0.0.0.0/0"]\n',
    '/w/web/main.tf': `variable "cidrs" {
  type = list(string)
}

locals {
  sources = concat(var.cidrs, ["10.0.0.0/8"])
}

resource "aws_security_group" "web" {
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = local.sources
  }
}
`,
  };
  assert.equal(
    explainLine(files, 'web/main.tf:14'),
    `web/main.tf:14:19  local.sources = ["0.0.0.0/0", "10.0.0.0/8"]
  web/main.tf:6:13  concat(var.cidrs, ["10.0.0.0/8"]) = ["0.0.0.0/0", "10.0.0.0/8"]
    web/main.tf:6:20  var.cidrs = ["0.0.0.0/0"]
      main.tf:7:12  var.office = ["0.0.0.0/0"]
        terraform.tfvars:1:10  ["0.0.0.0/0"]
`,
  );
});

test('what cannot be known is a question mark with its reason', () => {
  const files = {
    '/w/main.tf': `variable "cidrs" {
  type = list(string)
}

locals {
  all = concat(var.cidrs, ["10.0.0.0/8"])
}
`,
  };
  const out = explainLine(files, 'main.tf:6');
  assert.match(out, /^main\.tf:6:9 {2}concat\(var\.cidrs, \["10\.0\.0\.0\/8"\]\) = \?/);
  assert.match(out, /var\.cidrs = \? \(The variable cidrs has no default and no value\.\)/);
});

test('a line without an argument is said to hold none', () => {
  assert.match(explainLine({ '/w/main.tf': 'locals {\n  a = 1\n}\n' }, 'main.tf:3'), /holds no argument/);
});

test('each instance of a for_each has its own explanation', () => {
  const files = {
    '/w/main.tf': `resource "aws_security_group_rule" "r" {
  for_each    = toset(["10.0.0.0/8", "192.0.2.0/24"])
  cidr_blocks = [each.value]
}
`,
  };
  const out = explainLine(files, 'main.tf:3');
  assert.match(out, /\["10\.0\.0\.0\/8"\]/);
  assert.match(out, /\["192\.0\.2\.0\/24"\]/);
});
