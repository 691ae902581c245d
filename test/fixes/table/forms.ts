// How each form of a rule is written, for the table of fixes.
// Called by fixtures.ts.

/** The ports that a rule opens: SSH, HTTPS where nothing is authorized, or all of them. */
export type Ports = 'ssh' | 'https' | 'all';

export interface Asked {
  /** The expression of the source: a list, or one network where the form takes one. */
  readonly source: string;
  readonly ports: Ports;
  /** Where the rules are made by a `dynamic` block. */
  readonly dynamic: boolean;
  /** Where the resource is made once for each of two keys. */
  readonly forEach: boolean;
}

export interface Form {
  readonly name: string;
  readonly takes: 'list' | 'one';
  /** Whether its rules are blocks, which a `dynamic` block can make. */
  readonly hasBlocks: boolean;
  readonly write: (asked: Asked) => string;
}

type Lines = readonly (readonly [name: string, value: string])[];

const range = { ssh: ['22', '22'], https: ['443', '443'], all: ['0', '65535'] } as const;
const namedRule = { ssh: 'ssh-tcp', https: 'https-443-tcp', all: 'all-tcp' } as const;

/** Arguments with their `=` in line; a value over several lines ends a row of them, as for `terraform fmt`. */
function lined(lines: Lines, indent: string): string {
  const short = lines.filter(([, value]) => !value.includes('\n'));
  const width = Math.max(...short.map(([name]) => name.length));
  const pad = ([name, value]: Lines[number]): string => (value.includes('\n') ? name : name.padEnd(width));
  return lines.map((line) => `${indent}${pad(line)} = ${line[1].replaceAll('\n', `\n${indent}`)}\n`).join('');
}

function resource(type: string, { forEach }: Asked, lines: Lines, blocks = ''): string {
  const head = forEach ? '  for_each = toset(["a", "b"])\n\n' : '';
  const between = lines.length > 0 && blocks !== '' ? '\n' : '';
  return `resource "${type}" "app" {\n${head}${lines.length > 0 ? lined(lines, '  ') : ''}${between}${blocks}}\n`;
}

function block(type: string, { dynamic }: Asked, lines: Lines): string {
  if (!dynamic) return `  ${type} {\n${lined(lines, '    ')}  }\n`;
  return `  dynamic "${type}" {\n    for_each = ["rule"]\n\n    content {\n${lined(lines, '      ')}    }\n  }\n`;
}

function ports(asked: Asked): Lines {
  const [from, to] = range[asked.ports];
  return [
    ['from_port', from],
    ['to_port', to],
    ['protocol', '"tcp"'],
  ];
}

function aclLines(asked: Asked): Lines {
  return [['rule_no', '100'], ['action', '"allow"'], ...ports(asked), ['cidr_block', asked.source]];
}

const group: Lines = [['security_group_id', 'aws_security_group.other.id']];

/** Every form that the table has. */
export const forms: readonly Form[] = [
  {
    name: 'aws_security_group: block',
    takes: 'list',
    hasBlocks: true,
    write: (asked) =>
      resource(
        'aws_security_group',
        asked,
        [['vpc_id', 'aws_vpc.main.id']],
        block('ingress', asked, [...ports(asked), ['cidr_blocks', asked.source]]),
      ),
  },
  {
    name: 'aws_security_group: list',
    takes: 'list',
    hasBlocks: false,
    write: (asked) => {
      const rest = ['ipv6_cidr_blocks', 'prefix_list_ids', 'security_groups'].map((name) => [name, '[]'] as const);
      const rule = lined(
        [...ports(asked), ['cidr_blocks', asked.source], ['description', '""'], ['self', 'false'], ...rest],
        '    ',
      );
      return resource('aws_security_group', asked, [['vpc_id', 'aws_vpc.main.id']], `  ingress = [{\n${rule}  }]\n`);
    },
  },
  {
    name: 'aws_default_security_group',
    takes: 'list',
    hasBlocks: true,
    write: (asked) =>
      resource(
        'aws_default_security_group',
        asked,
        [['vpc_id', 'aws_vpc.main.id']],
        block('ingress', asked, [...ports(asked), ['cidr_blocks', asked.source]]),
      ),
  },
  {
    name: 'aws_security_group_rule',
    takes: 'list',
    hasBlocks: false,
    write: (asked) =>
      resource('aws_security_group_rule', asked, [
        ['type', '"ingress"'],
        ...group,
        ...ports(asked),
        ['cidr_blocks', asked.source],
      ]),
  },
  {
    name: 'aws_vpc_security_group_ingress_rule',
    takes: 'one',
    hasBlocks: false,
    write: (asked) => {
      const lines = ports(asked).map(([name, value]) => [name === 'protocol' ? 'ip_protocol' : name, value] as const);
      return resource('aws_vpc_security_group_ingress_rule', asked, [...group, ...lines, ['cidr_ipv4', asked.source]]);
    },
  },
  {
    name: 'aws_network_acl',
    takes: 'one',
    hasBlocks: true,
    write: (asked) =>
      resource('aws_network_acl', asked, [['vpc_id', 'aws_vpc.main.id']], block('ingress', asked, aclLines(asked))),
  },
  {
    name: 'aws_default_network_acl',
    takes: 'one',
    hasBlocks: true,
    write: (asked) =>
      resource(
        'aws_default_network_acl',
        asked,
        [['default_network_acl_id', 'aws_vpc.main.default_network_acl_id']],
        block('ingress', asked, aclLines(asked)),
      ),
  },
  {
    name: 'aws_network_acl_rule',
    takes: 'one',
    hasBlocks: false,
    write: (asked) =>
      resource('aws_network_acl_rule', asked, [
        ['network_acl_id', '"acl-0123456789abcdef0"'],
        ['rule_number', '100'],
        ['rule_action', '"allow"'],
        ...ports(asked),
        ['cidr_block', asked.source],
      ]),
  },
  {
    name: 'aws_ec2_managed_prefix_list',
    takes: 'one',
    hasBlocks: true,
    write: (asked) =>
      `${resource(
        'aws_ec2_managed_prefix_list',
        asked,
        [
          ['name', '"app"'],
          ['address_family', '"IPv4"'],
          ['max_entries', '5'],
        ],
        block('entry', asked, [['cidr', asked.source]]),
      )}\n${prefixListRule(asked, asked.forEach ? 'aws_ec2_managed_prefix_list.app["a"].id' : 'aws_ec2_managed_prefix_list.app.id')}`,
  },
  {
    name: 'aws_ec2_managed_prefix_list_entry',
    takes: 'one',
    hasBlocks: false,
    write: (asked) =>
      `resource "aws_ec2_managed_prefix_list" "list" {
  name           = "app"
  address_family = "IPv4"
  max_entries    = 5
}

${resource('aws_ec2_managed_prefix_list_entry', asked, [
  ['prefix_list_id', 'aws_ec2_managed_prefix_list.list.id'],
  ['cidr', asked.source],
])}
${prefixListRule(asked, 'aws_ec2_managed_prefix_list.list.id')}`,
  },
  {
    name: 'terraform-aws-modules/security-group',
    takes: 'list',
    hasBlocks: false,
    write: (asked) =>
      call(asked, 'terraform-aws-modules/security-group/aws', '5.3.1', [
        ['ingress_rules', `["${namedRule[asked.ports]}"]`],
        ['ingress_cidr_blocks', asked.source],
      ]),
  },
  {
    name: 'cloudposse/security-group',
    takes: 'list',
    hasBlocks: false,
    write: (asked) => {
      const rule = lined([['type', '"ingress"'], ...ports(asked), ['cidr_blocks', asked.source]], '    ');
      return call(asked, 'cloudposse/security-group/aws', '2.2.0', [
        ['rules', `[{\n${rule.replaceAll(/^ {2}/gm, '')}}]`],
      ]);
    },
  },
];

function prefixListRule(asked: Asked, list: string): string {
  const lines = ports(asked).map(([name, value]) => [name === 'protocol' ? 'ip_protocol' : name, value] as const);
  const plain = { ...asked, forEach: false };
  return resource('aws_vpc_security_group_ingress_rule', plain, [...group, ...lines, ['prefix_list_id', list]]);
}

function call({ forEach }: Asked, source: string, version: string, lines: Lines): string {
  const head = forEach ? '  for_each = toset(["a", "b"])\n\n' : '';
  return `module "app" {\n${head}  source  = "${source}"\n  version = "${version}"\n\n${lined(lines, '  ')}}\n`;
}
