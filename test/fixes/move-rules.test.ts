// Inline rules become resources of their own.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';

const title = 'Move the inline ingress rules of aws_security_group.web to resources of their own';

const group = (rules: string, head = '', egress = ''): string => `
    resource "aws_security_group" "web" {
${head}      name = "web"
${rules}${egress}    }
`;

const egress = `
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
`;

const ssh = `
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
`;

/** A rule's resource; lines are aligned as `terraform fmt` does. */
function resource(name: string, lines: readonly (readonly [string, string])[], meta = '', above = ''): string {
  const width = Math.max(...lines.map(([argument]) => argument.length));
  const body = lines.map(([argument, value]) => `      ${argument.padEnd(width)} = ${value}`).join('\n');
  return `
${above}    resource "aws_vpc_security_group_ingress_rule" "${name}" {
${meta === '' ? '' : `      ${meta}\n\n`}${body}
    }
`;
}

const id = ['security_group_id', 'aws_security_group.web.id'] as const;

const tcp = (
  port: number,
  ...source: readonly (readonly [string, string])[]
): readonly (readonly [string, string])[] => [
  id,
  ['ip_protocol', '"tcp"'],
  ['from_port', String(port)],
  ['to_port', String(port)],
  ...source,
];

test('a block becomes a resource, and what is beside it stays', async () => {
  const fix = await checkFix(
    group(ssh, '', egress),
    title,
    group('', '', egress) + resource('web_ssh', tcp(22, ['cidr_ipv4', '"0.0.0.0/0"'])),
  );
  assert.equal(fix.kind, 'refactor.rewrite');
  assert.equal(fix.warning?.id, 'fixes.moveRulesWarning');
  assert.equal(fix.preferred, false);
});

test('each source has a resource, named after it', async () => {
  const rule = `
      ingress {
        description      = "app" # of the team
        from_port        = 8080
        to_port          = 8081
        protocol         = "tcp"
        cidr_blocks      = ["0.0.0.0/0", "10.0.0.0/8"]
        ipv6_cidr_blocks = ["::/0"]
        prefix_list_ids  = ["pl-1"]
        security_groups  = [aws_security_group.lb.id]
        self             = true
      }
`;
  const lb = '\n    resource "aws_security_group" "lb" {\n    }\n';
  const each = (name: string, ...source: readonly (readonly [string, string])[]): string =>
    resource(
      `web_8080_8081_${name}`,
      [id, ['description', '"app"'], ['ip_protocol', '"tcp"'], ['from_port', '8080'], ['to_port', '8081'], ...source],
      '',
      name === 'anywhere' ? '    # of the team\n' : '',
    );
  await checkFix(
    group(rule) + lb,
    title,
    group('') +
      each('anywhere', ['cidr_ipv4', '"0.0.0.0/0"']) +
      each('10_0_0_0_8', ['cidr_ipv4', '"10.0.0.0/8"']) +
      each('anywhere_ipv6', ['cidr_ipv6', '"::/0"']) +
      each('pl-1', ['prefix_list_id', '"pl-1"']) +
      each('lb', ['referenced_security_group_id', 'aws_security_group.lb.id']) +
      each('self', ['referenced_security_group_id', 'aws_security_group.web.id']) +
      lb,
  );
});

test('comments go with their rules, several rules leave no gap', async () => {
  const two = `
      # For people.
      ingress {
        from_port   = 443
        to_port     = 443
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
${ssh}`;
  await checkFix(
    group(two, '', egress),
    title,
    group('', '', egress) +
      resource('web_https', tcp(443, ['cidr_ipv4', '"0.0.0.0/0"']), '', '    # For people.\n') +
      resource('web_ssh', tcp(22, ['cidr_ipv4', '"0.0.0.0/0"'])),
  );
});

test('every protocol has no ports, names that are taken get a number', async () => {
  const all = ssh.replaceAll('22', '0').replace('"tcp"', '"-1"');
  const taken = resource('web_all', [id, ['ip_protocol', '"-1"'], ['cidr_ipv4', '"10.0.0.0/8"']]);
  await checkFix(
    group(all) + taken,
    title,
    group('') + resource('web_all_2', [id, ['ip_protocol', '"-1"'], ['cidr_ipv4', '"0.0.0.0/0"']]) + taken,
  );
});

test('a list that is not written out takes a for_each', async () => {
  const variable = '\n    variable "cidrs" {\n      default = ["0.0.0.0/0", "10.0.0.0/8"]\n    }\n';
  await checkFix(
    group(ssh.replace('["0.0.0.0/0"]', 'var.cidrs')) + variable,
    title,
    group('') + resource('web_ssh', tcp(22, ['cidr_ipv4', 'each.value']), 'for_each = toset(var.cidrs)') + variable,
  );
});

test('of several groups each has the rule', async () => {
  const count = resource('web_ssh', tcp(22, ['cidr_ipv4', '"0.0.0.0/0"']), 'count = 2');
  await checkFix(
    group(ssh, '      count = 2\n\n'),
    title,
    group('', '      count = 2\n\n') + count.replace('.web.id', '.web[count.index].id'),
  );
  const each = resource('web_ssh', tcp(22, ['cidr_ipv4', '"0.0.0.0/0"']), 'for_each = toset(["a", "b"])');
  await checkFix(
    group(ssh, '      for_each = toset(["a", "b"])\n\n'),
    title,
    group('', '      for_each = toset(["a", "b"])\n\n') + each.replace('.web.id', '.web[each.key].id'),
  );
});

test('a list of objects', async () => {
  const list = `
      ingress = [
        # For administrators.
        { from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], self = false, security_groups = null },
        { from_port = 53, to_port = 53, protocol = "udp", cidr_blocks = ["10.0.0.0/8"], ipv6_cidr_blocks = [] },
      ]
`;
  const dns = tcp(53, ['cidr_ipv4', '"10.0.0.0/8"']).map(
    ([name, value]) => [name, value.replace('tcp', 'udp')] as const,
  );
  await checkFix(
    group(list),
    title,
    group('') +
      resource('web_ssh', tcp(22, ['cidr_ipv4', '"0.0.0.0/0"']), '', '    # For administrators.\n') +
      resource('web_dns_udp', dns),
  );
});

test('Windows line ends stay', async () => {
  const windows = (text: string): string => text.replaceAll('\n', '\r\n');
  await checkFix(
    windows(group(ssh, '', egress)),
    title,
    windows(group('', '', egress) + resource('web_ssh', tcp(22, ['cidr_ipv4', '"0.0.0.0/0"']))),
  );
});

test('where one rule has to stay inside, all stay', () => {
  const dynamic = `${ssh}
      dynamic "ingress" {
        for_each = [80]

        content {
          from_port   = ingress.value
          to_port     = ingress.value
          protocol    = "tcp"
          cidr_blocks = ["10.0.0.0/8"]
        }
      }
`;
  const unknown = ssh.replace('"tcp"', 'var.protocol');
  const listed = ssh.replace('["0.0.0.0/0"]', '[for cidr in ["0.0.0.0/0"] : cidr]');
  const lifecycle = `${ssh}\n      lifecycle {\n        ignore_changes = [ingress]\n      }\n`;
  for (const rules of [dynamic, unknown, listed, lifecycle])
    checkNoFix(`${group(rules)}\n    variable "protocol" {\n      default = "tcp"\n    }\n`, 'move-rules');
});

test('default groups, and rules that are resources already, have nothing to move', () => {
  checkNoFix(
    group(ssh).replace('aws_security_group', 'aws_default_security_group').replace('name = "web"', ''),
    'move-rules',
  );
  checkNoFix(resource('ssh', tcp(22, ['cidr_ipv4', '"0.0.0.0/0"'])), 'move-rules');
});
