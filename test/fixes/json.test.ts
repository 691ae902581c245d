// What holds for files in JSON syntax, whichever fix would edit them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addIgnoreComment } from '../../server/src/fixes/add-ignore-comment.ts';
import { proposeFixes } from '../../server/src/fixes/index.ts';
import { findingsIn } from '../support/check.ts';
import { checkFix } from '../support/checkFix.ts';
import { parse } from '../support/grammar.ts';

const rule = (cidrs: string): string =>
  `{"resource": {"aws_security_group_rule": {"ssh": {"type": "ingress", "security_group_id": "sg-1", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ${cidrs}}}}}`;

test('a producer that knows nothing of JSON cannot get through', () => {
  const text = rule('["0.0.0.0/0"]');
  const [finding] = findingsIn(`#- main.tf.json\n${text}\n`);
  assert.ok(finding);
  const file = parse('/w/main.tf.json', `${text}\n`);
  const context = { module: () => undefined, file: () => file, callers: () => [], isFree: () => true };
  assert.equal(proposeFixes(finding, context, [addIgnoreComment]).fixes.length, 1);
  assert.deepEqual(proposeFixes(finding, context, [{ ...addIgnoreComment, writesJson: false }]).fixes, []);
});

/** A rule in a file of its own, two spaces to a level. */
function ruleFile(sources: string, comment = ''): string {
  return `#- main.tf.json
{
  "resource": {
    "aws_security_group_rule": {
      "ssh": {${comment}
        "type": "ingress",
        "security_group_id": "sg-1",
        "protocol": "tcp",
        "from_port": 22,
        "to_port": 22,
        "cidr_blocks": ${sources}
      }
    }
  }
}
`;
}

const declareTitle = 'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs';
const passTitle = `${declareTitle}, passed in by every module call`;
const removeTitle = 'Remove 0.0.0.0/0 from the list';
const target = 'the management ports';

/** The members of a declaration in JSON, each on a line of its own. */
const members = (indent: string, name = 'allowed_management_cidrs'): string =>
  [
    `"description": "CIDR blocks that may reach ${target}.",`,
    '"type": "list(string)",',
    '"validation": {',
    `  "condition": "\${alltrue([for cidr in var.${name} : !can(regex(\\"/0+$\\", cidr))])}",`,
    `  "error_message": "List the networks that need access: a /0 would open ${target} to everyone."`,
    '}',
  ]
    .map((line) => indent + line)
    .join('\n');

const newFile = `#- variables.tf.json
{
  "variable": {
    "allowed_management_cidrs": {
${members('      ')}
    }
  }
}
`;

const closed = '"${var.allowed_management_cidrs}"';

test('an open network gives way to a variable, declared in a new file in JSON where all files are', async () => {
  await checkFix(ruleFile('["0.0.0.0/0"]'), declareTitle, ruleFile(closed) + newFile);
  const beside = '"${concat(var.allowed_management_cidrs, [\\"10.0.0.0/8\\", local.office])}"';
  await checkFix(ruleFile('["10.0.0.0/8", "0.0.0.0/0", "${local.office}"]'), declareTitle, ruleFile(beside) + newFile);
});

test('the variable joins those that are there, in native syntax or in JSON, on one line where they are', async () => {
  const native = '#- variables.tf\nvariable "a" {}\n';
  const declared = `
variable "allowed_management_cidrs" {
  description = "CIDR blocks that may reach ${target}."
  type        = list(string)

  validation {
    condition     = alltrue([for cidr in var.allowed_management_cidrs : !can(regex("/0+$", cidr))])
    error_message = "List the networks that need access: a /0 would open ${target} to everyone."
  }
}
`;
  await checkFix(ruleFile('["0.0.0.0/0"]') + native, declareTitle, ruleFile(closed) + native + declared);
  const lines = (added: string): string => `#- variables.tf.json
{
\t"variable": {
\t\t"a": {
\t\t\t"type": "string"
\t\t}${added}
\t}
}
`;
  const tabs = members('\t\t\t').replace('  "condition', '\t"condition').replace('  "error', '\t"error');
  await checkFix(
    ruleFile('["0.0.0.0/0"]') + lines(''),
    declareTitle,
    ruleFile(closed) + lines(`,\n\t\t"allowed_management_cidrs": {\n${tabs}\n\t\t}`),
  );
  const line = (added: string): string => `#- variables.tf.json\n{"variable":{"a":{"type":"string"}${added}}}\n`;
  const dense = JSON.stringify(JSON.parse(`{${members('')}}`));
  await checkFix(
    ruleFile('["0.0.0.0/0"]') + line(''),
    declareTitle,
    ruleFile(closed) + line(`,"allowed_management_cidrs":${dense}`),
  );
});

test('every call in JSON is given the argument', async () => {
  const call = (added: string): string => `#- main.tf.json
{
    "module": {
        "web": {
            "source": "./web"${added}
        }
    }
}
`;
  const own = (sources: string): string => ruleFile(sources).replace('main.tf.json', 'web/main.tf.json');
  await checkFix(
    call('') + own('["0.0.0.0/0"]'),
    passTitle,
    call(`,\n            "allowed_management_cidrs": ${closed}`) +
      own(closed) +
      newFile.replace('#- ', '#- web/') +
      newFile,
  );
});

test('what stands in an expression within a text is replaced there', async () => {
  const written = (list: string): string => `"\${concat(${list}, [\\"192.0.2.0/24\\"])}"`;
  await checkFix(
    ruleFile(written('[\\"0.0.0.0/0\\"]')),
    declareTitle,
    ruleFile(written('var.allowed_management_cidrs')) + newFile,
  );
  await checkFix(
    ruleFile(written('[\\"10.0.0.0/8\\", \\"0.0.0.0/0\\"]')),
    removeTitle,
    ruleFile(written('[\\"10.0.0.0/8\\"]')),
  );
});

test('the open element leaves the list, of a rule, a default, a variable file, with Windows line ends too', async () => {
  for (const [before, after] of [
    ['["10.0.0.0/8", "0.0.0.0/0"]', '["10.0.0.0/8"]'],
    ['["0.0.0.0/0","10.0.0.0/8"]', '["10.0.0.0/8"]'],
    ['[\n  "10.0.0.0/8",\n  "0.0.0.0/0"\n]', '[\n  "10.0.0.0/8"\n]'],
  ] as const) {
    await checkFix(ruleFile(before), removeTitle, ruleFile(after));
    const windows = (fixture: string): string => fixture.replaceAll('\n', '\r\n');
    await checkFix(windows(ruleFile(before)), removeTitle, windows(ruleFile(after)));
    const variable = (value: string): string =>
      `${ruleFile('"${var.admins}"')}#- variables.tf.json\n{"variable": {"admins": {"default": ${value}}}}\n`;
    await checkFix(variable(before), removeTitle, variable(after));
    const file = (value: string): string =>
      `${ruleFile('"${var.admins}"')}#- variables.tf\nvariable "admins" {}\n#- terraform.tfvars.json\n{"admins": ${value}}\n`;
    await checkFix(file(before), removeTitle, file(after));
  }
});

test('a comment beside the networks stays', async () => {
  const comment = '\n        "//": "everyone, for the demo",';
  await checkFix(ruleFile('["0.0.0.0/0"]', comment), declareTitle, ruleFile(closed, comment) + newFile);
});
