// Configurations in JSON syntax. What Terraform 1.11 with the AWS provider 5.100 makes of them was tried with `terraform plan`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluate } from '../../server/src/terraform/evaluate.ts';
import { isModuleFile, isVariableFile } from '../../server/src/terraform/moduleFiles.ts';
import { scopeOf } from '../../server/src/terraform/moduleInstance.ts';
import { baseName } from '../../server/src/terraform/path.ts';
import { render } from '../../server/src/messages.ts';
import { findingsIn } from '../support/check.ts';
import { show } from '../support/expression.ts';
import { worldOf } from '../support/world.ts';

const nine =
  '"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"], "ipv6_cidr_blocks": null, "prefix_list_ids": null, "security_groups": null, "self": null, "description": null';
const four = '"from_port": 22, "to_port": 22, "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]';
const group = (body: string): string => `{"resource": {"aws_security_group": {"web": {${body}}}}}`;

test('JSON files are named by both suffixes, and tests and plans are none of them', () => {
  for (const name of ['main.tf.json', 'main.tofu.json', 'override.tf.json']) assert.ok(isModuleFile(name), name);
  for (const name of ['.x.tf.json', 'x.tf.json~', 'x.tftest.json', 'package.json', 'terraform.tfvars.json']) {
    assert.ok(!isModuleFile(name), name);
  }
  for (const name of ['terraform.tfvars.json', 'a.auto.tfvars.json', '.auto.tfvars.json']) {
    assert.ok(isVariableFile(name), name);
  }
  for (const name of ['prod.tfvars.json', 'auto.tfvars.json', 'main.tf.json']) assert.ok(!isVariableFile(name), name);
});

test('x.tofu.json hides x.tf.json, and no file of the other syntax', () => {
  const { root } = worldOf(
    ['a.tf', 'a.tf.json', 'a.tofu.json', 'b.tofu', 'b.tf.json', 'b_override.tf.json'].map(empty).join(''),
  );
  assert.deepEqual(
    root.module.files.map(({ path }) => baseName(path)),
    ['a.tf', 'a.tofu.json', 'b.tf.json', 'b.tofu', 'b_override.tf.json'],
  );
});

test('variable files win in the order of their names, whichever syntax they are in', () => {
  const files = {
    'terraform.tfvars': 'a = 1\nb = 1\nc = 1\nd = 1',
    'terraform.tfvars.json': '{"//": "x", "b": 2, "c": 2, "d": 2}',
    'a.auto.tfvars.json': '{"c": 3, "d": 3}',
    'a.auto.tfvars': 'e = 4\nd = 4',
    'b.auto.tfvars.json': '{"d": "${not a template}"}',
  };
  const declared = ['a', 'b', 'c', 'd', 'e'].map((name) => `variable "${name}" {}`).join('\n');
  const { value } = worldOf(fixtureOf({ 'main.tf': declared, ...files }));
  assert.equal(show(value('[var.a, var.b, var.c, var.d, var.e]')), '[1,2,3,"${not a template}",4]');
});

test('expressions come to what Terraform makes of them', () => {
  const cases: readonly (readonly [string, string])[] = [
    ['"${[local.n]}"', '[5]'],
    ['"a-${local.n}"', '"a-5"'],
    ['"%{if local.n > 4}y%{endif}"', '"y"'],
    ['"$${x} %%{y}"', '"${x} %{y}"'],
    ['"${null}"', 'null'],
    [String.raw`"\u0030.0.0.0/0 ${'${'}\"\\u0041\"} a\\nb"`, String.raw`"0.0.0.0/0 A a\\nb"`],
    ['{"${local.k}": 1, "a-${local.k}": 2, "$${x}": 3, "//": 4}', '{"${x}":3,"//":4,"a-kk":2,"kk":1}'],
    ['[1e3, -0.5, true, null, "05"]', '[1000,-0.5,true,null,"05"]'],
    [String.raw`"x  ${'${'}~ 1 ~}  \n  y"`, '"x1  y"'],
    [String.raw`"a\n%{ for v in [1, 2] ~}\n - ${'${'}v}\n%{ endfor ~}\n  tail"`, String.raw`"a\n - 1\n - 2\n  tail"`],
  ];
  for (const [written, expected] of cases) {
    const { root } = worldOf(fixtureOf({ 'main.tf.json': `{"locals": {"n": 5, "k": "kk", "x": ${written}}}` }));
    const local = root.module.locals.get('x');
    assert.ok(local);
    assert.equal(show(evaluate(scopeOf(root, local.path), local.expression)), expected, written);
  }
});

test('defaults are taken literally and brought into their type', () => {
  const variables = `{"variable": {
    "a": {"type": "list(string)", "default": ["$\${x}", "\${upper(\\"x\\")}", 5]},
    "b": {"type": "string", "default": 5},
    "c": {"type": "object({ a = optional(string, \\"z\\") })", "default": {}},
    "d": {"type": "map(number)", "default": {"\${k}": "1"}},
    "e": {"nullable": false, "default": "x"}
  }}`;
  const { value } = worldOf(fixtureOf({ 'main.tf.json': variables, 'terraform.tfvars.json': '{"e": null}' }));
  assert.equal(
    show(value('[var.a, var.b, var.c, var.d, var.e]')),
    '[["$${x}","${upper(\\"x\\")}","5"],"5",{"a":"z"},{"${k}":1},"x"]',
  );
});

test('a rule in a list is found at the very string that opens it', () => {
  const text = group(`"ingress": [{${nine}}]`);
  const [finding, ...others] = findingsIn(fixtureOf({ 'main.tf.json': text }));
  assert.equal(others.length, 0);
  assert.ok(finding);
  const { start, end } = finding.place.span;
  assert.deepEqual(
    [finding.check, text.slice(start, end), start],
    ['high-risk-port-open', '"0.0.0.0/0"', text.indexOf('"0.0.0.0/0"')],
  );
});

test('a range spelled with escapes is found where it is spelled', () => {
  const spelled = String.raw`"\u0030.0.0.0\/0"`;
  const text = group(`"ingress": [{${nine.replace('"0.0.0.0/0"', spelled)}}]`);
  assert.deepEqual(foundIn({ 'main.tf.json': text }), [`high-risk-port-open ${spelled}`]);
});

test('ingress as one bare object makes no rule, and a computed list is a list', () => {
  assert.deepEqual(foundIn({ 'main.tf.json': group(`"ingress": {${nine}}`) }), []);
  assert.deepEqual(foundIn({ 'main.tf.json': group('"ingress": "${[]}"') }), []);
  assert.deepEqual(foundIn({ 'main.tf.json': group('"ingress": []') }), []);
  assert.deepEqual(foundIn({ 'main.tf.json': group('"ingress": null') }), []);
  const computed = group(
    '"ingress": "${[for port in [22, 443] : { from_port = port, to_port = port, protocol = \\"tcp\\", cidr_blocks = [\\"0.0.0.0/0\\"] }]}"',
  );
  assert.deepEqual(foundIn({ 'main.tf.json': computed }), [String.raw`high-risk-port-open \"0.0.0.0/0\"`]);
});

test('a rule that lacks members is judged by what it says, though Terraform refuses it, as in native syntax', () => {
  assert.deepEqual(foundIn({ 'main.tf.json': group(`"ingress": [{${four}}]`) }), ['high-risk-port-open "0.0.0.0/0"']);
});

test('the content of a dynamic block may lack members, and an array makes several', () => {
  const text = group(
    `"dynamic": {"ingress": [
      {"for_each": [22, 443], "iterator": "r", "content": {"from_port": "\${r.value}", "to_port": "\${r.value}", "protocol": "tcp", "cidr_blocks": ["0.0.0.0/0"]}},
      {"for_each": [], "content": {${four}}},
      {"for_each": {"x": "::/0"}, "content": [{"from_port": 3389, "to_port": 3389, "protocol": "tcp", "ipv6_cidr_blocks": ["\${ingress.value}"]}]}
    ]}`,
  );
  assert.deepEqual(foundIn({ 'main.tf.json': text }), [
    'high-risk-port-open "0.0.0.0/0"',
    'high-risk-port-open ingress.value',
  ]);
});

test('blocks that a provider decides on are read from an object and from a list', () => {
  const entry = (written: string): string =>
    `{"resource": {"aws_ec2_managed_prefix_list": {"p": {"entry": ${written}}}}}`;
  for (const written of ['{"cidr": "0.0.0.0/0"}', '[{"cidr": "0.0.0.0/0"}]']) {
    const { value } = worldOf(fixtureOf({ 'main.tf.json': entry(written) }));
    assert.equal(show(value('aws_ec2_managed_prefix_list.p.entry[*].cidr')), '["0.0.0.0/0"]');
  }
});

const nativeRule = `resource "aws_security_group" "web" {
  ingress {
    from_port   = 443
    to_port     = 443
    protocol    = "tcp"
    cidr_blocks = ["10.0.0.0/8"]
  }
}`;

test('override files go across both syntaxes', () => {
  const open = group(`"ingress": [{${nine}}]`);
  const found = ['high-risk-port-open "0.0.0.0/0"'];
  assert.deepEqual(foundIn({ 'main.tf': nativeRule, 'override.tf.json': open }), found);
  assert.deepEqual(foundIn({ 'main.tf.json': open, 'override.tf': nativeRule }), found);
  assert.deepEqual(foundIn({ 'main.tf.json': open, 'x_override.tf.json': group('"ingress": []') }), []);
  const { value } = worldOf(
    fixtureOf({ 'main.tf': 'locals {\n  a = 1\n  b = 2\n}', 'override.tf.json': '{"locals": {"a": 5}}' }),
  );
  assert.equal(show(value('[local.a, local.b]')), '[5,2]');
});

test('where JSON means blocks, those of an override file in native syntax stand in for them', () => {
  const text = '{"resource": {"aws_ec2_managed_prefix_list": {"p": {"entry": [{"cidr": "0.0.0.0/0"}]}}}}';
  const over = 'resource "aws_ec2_managed_prefix_list" "p" {\n  entry {\n    cidr = "1.0.0.0/8"\n  }\n}';
  const { root } = worldOf(fixtureOf({ 'main.tf.json': text, 'override.tf': over }));
  const body = root.module.resources[0]?.body;
  assert.deepEqual(
    body?.blocks.map(({ type }) => type),
    ['entry'],
  );
  assert.deepEqual(body.attributes[0]?.asBlocks, []);
});

test('the same configuration in JSON has the same findings', () => {
  const twins: readonly { readonly native: string; readonly json: string }[] = [
    {
      native: `
        resource "aws_security_group_rule" "ssh" {
          type              = "ingress"
          security_group_id = "sg-1"
          protocol          = "tcp"
          from_port         = 22
          to_port           = 22
          cidr_blocks       = ["10.0.0.0/8", "0.0.0.0/0"]
        }`,
      json: '{"resource": {"aws_security_group_rule": {"ssh": {"type": "ingress", "security_group_id": "sg-1", "protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["10.0.0.0/8", "0.0.0.0/0"]}}}}',
    },
    {
      native: `
        variable "cidrs" {
          type    = list(string)
          default = ["0.0.0.0/0"]
        }
        resource "aws_vpc_security_group_ingress_rule" "db" {
          for_each          = toset(var.cidrs)
          security_group_id = "sg-1"
          ip_protocol       = "tcp"
          from_port         = 5432
          to_port           = 5432
          cidr_ipv4         = each.value
        }`,
      json: `{
        "variable": {"cidrs": {"type": "list(string)", "default": ["0.0.0.0/0"]}},
        "resource": {"aws_vpc_security_group_ingress_rule": {"db": {
          "for_each": "\${toset(var.cidrs)}", "security_group_id": "sg-1", "ip_protocol": "tcp",
          "from_port": 5432, "to_port": 5432, "cidr_ipv4": "\${each.value}"}}}}`,
    },
    {
      native: `
        variable "public" {
          type = bool
        }
        locals {
          anywhere = "0.0.0.0/0"
        }
        resource "aws_security_group" "web" {
          count = var.public ? 1 : 0
          dynamic "ingress" {
            for_each = { rdp = 3389, web = 443 }
            content {
              from_port   = ingress.value
              to_port     = ingress.value
              protocol    = "tcp"
              cidr_blocks = concat(["10.0.0.0/8"], [local.anywhere])
            }
          }
        }`,
      json: `{
        "variable": {"public": {"type": "bool"}},
        "locals": {"anywhere": "0.0.0.0/0"},
        "resource": {"aws_security_group": {"web": {
          "count": "\${var.public ? 1 : 0}",
          "dynamic": {"ingress": {
            "for_each": {"rdp": 3389, "web": 443},
            "content": {
              "from_port": "\${ingress.value}", "to_port": "\${ingress.value}", "protocol": "tcp",
              "cidr_blocks": "\${concat([\\"10.0.0.0/8\\"], [local.anywhere])}"}}}}}}}`,
    },
  ];
  for (const { native, json } of twins) {
    const expected = whatIsSaid({ 'main.tf': native });
    assert.notEqual(expected.length, 0);
    assert.deepEqual(whatIsSaid({ 'main.tf.json': json }), expected);
  }
});

test('modules call each other across both syntaxes', () => {
  const call = '{"module": {"web": {"source": "./web", "cidrs": ["0.0.0.0/0"]}}}';
  const web = `{"variable": {"cidrs": {}}, "resource": {"aws_security_group": {"web": {"ingress": [{${nine.replace('["0.0.0.0/0"]', '"${var.cidrs}"')}}]}}}}`;
  const found = foundIn({ 'main.tf.json': call, 'web/main.tf.json': web });
  assert.deepEqual(found, ['high-risk-port-open var.cidrs']);
  const native = 'module "web" {\n  source = "./web"\n  cidrs  = ["0.0.0.0/0"]\n}';
  assert.deepEqual(foundIn({ 'main.tf': native, 'web/main.tf.json': web }), found);
});

test('a "//" with an ignore comment speaks for the object it stands in, even where a file is one line', () => {
  const ignored = `{"//": "portcullis:ignore agreed with the customer", ${nine}}`;
  const text = group(`"ingress": [${ignored}, {${nine.replaceAll('22', '3389')}}]`);
  const findings = findingsIn(fixtureOf({ 'main.tf.json': text }));
  assert.deepEqual(
    findings.map(({ suppressedBy }) => suppressedBy !== undefined),
    [true, false],
  );
});

test('a broken file keeps what is whole', () => {
  const half = `{"resource": {"aws_security_group": {"a": {"ingress": [{${nine}}]}, "b": {"description": }, "c": {"name": "`;
  assert.deepEqual(foundIn({ 'main.tf.json': half }), ['high-risk-port-open "0.0.0.0/0"']);
});

function foundIn(files: Readonly<Record<string, string>>): readonly string[] {
  return findingsIn(fixtureOf(files)).map(({ check, place }) => {
    const name = place.path.slice('/w/'.length);
    return `${check} ${files[name]?.slice(place.span.start, place.span.end)}`;
  });
}

/** Check, verdict and message of each finding, in order of the message. */
function whatIsSaid(files: Readonly<Record<string, string>>): readonly string[] {
  return findingsIn(fixtureOf(files))
    .map(({ check, verdict, message }) => `${check} ${verdict} ${render(message, 'en')}`)
    .toSorted();
}

function fixtureOf(files: Readonly<Record<string, string>>): string {
  return Object.entries(files)
    .map(([name, text]) => `#- ${name}\n${text}\n`)
    .join('');
}

function empty(name: string): string {
  return `#- ${name}\n${name.endsWith('.json') ? '{}' : ''}\n`;
}
