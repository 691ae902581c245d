// What Terraform and the AWS provider make of configurations, row by row: planned with provider 5.100.0, then held against what is
// found in them. Where the plan is refused nothing is made; what is found there is what the text means, because files are half-typed
// more often than they are refused.
// Rows 27 to 49: rule resources, network ACLs, prefix lists and what else rules read. Read by plannedOutcomes.test.ts.
import { members, port22 } from './plannedOutcomes.ts';
import type { Outcome } from './plannedOutcomes.ts';

const everyone = 'cidr_blocks = ["0.0.0.0/0"]';
const rule = (body: string): string =>
  `resource "aws_security_group_rule" "a" {\n security_group_id = "sg-1"\n ${body}\n }`;
const ingress = (body: string): string => rule(`type = "ingress"\n ${port22}\n ${body}`);
const single = (body: string): string =>
  `variable "unknown" {}\n resource "aws_vpc_security_group_ingress_rule" "a" {\n security_group_id = "sg-1"\n ${body}\n }`;
const single22 = (body: string): string => single(`ip_protocol = "tcp"\n from_port = 22\n to_port = 22\n ${body}`);

/** An entry with some of its arguments written otherwise; an empty text leaves one out. */
function entry(others: Readonly<Record<string, string>>, number = 'rule_no', action = 'action'): string {
  const usual = {
    [number]: '100',
    [action]: '"allow"',
    protocol: '"tcp"',
    from_port: '22',
    to_port: '22',
    cidr_block: '"0.0.0.0/0"',
  };
  return Object.entries({ ...usual, ...others })
    .filter(([, text]) => text !== '')
    .map(([name, text]) => `${name} = ${text}`)
    .join('\n');
}

const inAcl = (others: Readonly<Record<string, string>>): string =>
  `resource "aws_network_acl" "a" {\n ingress {\n ${entry(others)}\n }\n }`;
const aclRule = (others: Readonly<Record<string, string>>): string =>
  `resource "aws_network_acl_rule" "a" {\n network_acl_id = "acl-1"\n ${entry(others, 'rule_number', 'rule_action')}\n }`;
const defaultAcl = (body: string): string => `resource "aws_default_network_acl" "a" {\n ${body}\n }`;
const prefixList = (body: string, family = 'IPv4'): string =>
  `resource "aws_ec2_managed_prefix_list" "p" {\n name = "p"\n address_family = "${family}"\n max_entries = 3\n ${body}\n }\n ${ingress('prefix_list_ids = [aws_ec2_managed_prefix_list.p.id]')}`;
const cluster = (config: string): string => `resource "aws_eks_cluster" "a" {\n vpc_config {\n ${config}\n }\n }`;
const called = (variable: string): string =>
  `module "m" {\n source = "./m"\n cidrs = null\n }\n#- m/main.tf\nvariable "cidrs" {\n default = ["0.0.0.0/0"]\n ${variable}\n }\n ${ingress('cidr_blocks = var.cidrs')}`;

const high = 'high-risk-port-open open';
const invalid = 'invalid-rule open';
const acl = 'network-acl-admin-port-open open';

export const rowsOfResources: readonly Outcome[] = [
  [
    27,
    'self = false beside networks is refused, and the networks mean what they say',
    ingress(`self = false\n ${everyone}`),
    [high],
  ],
  [
    28,
    'null beside networks is not written',
    ingress(`self = null\n source_security_group_id = null\n ${everyone}`),
    [high],
  ],
  [29, 'a rule without a source is refused', ingress(''), []],
  [29, 'an empty list is a source for the plan and none for AWS', ingress('cidr_blocks = []'), []],
  [30, 'the direction is in small letters', rule(`type = "INGRESS"\n ${port22}\n ${everyone}`), []],
  [
    31,
    'ports beside -1 are dropped',
    rule(`type = "ingress"\n protocol = "-1"\n from_port = 22\n to_port = 22\n ${everyone}`),
    [high],
  ],
  [32, 'self goes with prefix lists', ingress('self = true\n prefix_list_ids = ["pl-1"]'), []],
  [
    32,
    'and networks with networks',
    ingress(`${everyone}\n ipv6_cidr_blocks = ["::/0"]\n prefix_list_ids = ["pl-1"]`),
    [high, high],
  ],
  [
    33,
    'two sources are one too many, and both mean what they say',
    single22('cidr_ipv4 = "0.0.0.0/0"\n cidr_ipv6 = "::/0"'),
    [high, high],
  ],
  [33, 'none is one too few', single22(''), []],
  [33, 'empty text is written, and no network', single22('cidr_ipv4 = ""\n cidr_ipv6 = "::/0"'), [invalid, high]],
  [34, 'null is not written', single22('cidr_ipv4 = "0.0.0.0/0"\n cidr_ipv6 = null'), [high]],
  [
    34,
    'TCP without ports passes the plan, and EC2 refuses it',
    single('ip_protocol = "tcp"\n cidr_ipv4 = "0.0.0.0/0"'),
    ['unauthorized-port-open possible'],
  ],
  [
    34,
    'so does a protocol that is none',
    single('ip_protocol = "banana"\n from_port = 22\n to_port = 22\n cidr_ipv4 = "0.0.0.0/0"'),
    [invalid, 'high-risk-port-open possible'],
  ],
  [
    35,
    'a list where one network belongs is refused, and means what it says',
    single22('cidr_ipv4 = ["0.0.0.0/0"]'),
    [high],
  ],
  [35, 'so are host bits', single22('cidr_ipv4 = "1.2.3.4/0"'), [high]],
  [35, 'the other family', single22('cidr_ipv4 = "::/0"'), [high]],
  [
    35,
    'and ports past 65535',
    single('ip_protocol = "tcp"\n from_port = 22\n to_port = 70000\n cidr_ipv4 = "0.0.0.0/0"'),
    [invalid, 'unauthorized-port-open possible'],
  ],
  [
    36,
    'for_each over networks makes a rule for each',
    single22('for_each = toset(["10.0.0.0/8", "0.0.0.0/0"])\n cidr_ipv4 = each.key'),
    [high],
  ],
  [
    36,
    'over one that cannot be known it is refused, and the other means what it says',
    single22('for_each = toset(["0.0.0.0/0", tostring(var.unknown)])\n cidr_ipv4 = each.key'),
    [high],
  ],
  [37, 'an action in any case', inAcl({ action: '"ALLOW"' }), [acl]],
  [37, 'a protocol by its number', inAcl({ protocol: '"6"' }), [acl]],
  [37, 'both families', inAcl({ ipv6_cidr_block: '"::/0"' }), [acl, acl]],
  [37, 'and none', inAcl({ cidr_block: '' }), []],
  [38, 'a protocol in capitals is refused, and means what it says', inAcl({ protocol: '"TCP"' }), [acl]],
  [38, 'icmpv6 is called ipv6-icmp here, and has no ports', inAcl({ protocol: '"icmpv6"' }), []],
  [38, 'a number past 32766 is refused, and means what it says', inAcl({ rule_no: '40000' }), [acl]],
  [38, 'so are host bits', inAcl({ cidr_block: '"1.2.3.4/0"' }), [acl]],
  [
    39,
    'an object with six members lacks three, and means what it says',
    `resource "aws_network_acl" "a" {\n ingress = [{ ${entry({}).replaceAll('\n', ', ')} }]\n }`,
    [acl],
  ],
  [40, 'host bits pass here, and mean everyone', aclRule({ cidr_block: '"1.2.3.4/0"' }), [acl]],
  [40, 'the other family passes the plan', aclRule({ cidr_block: '"::/0"' }), [acl]],
  [40, 'host bits of IPv6', aclRule({ cidr_block: '', ipv6_cidr_block: '"::1/0"' }), [acl]],
  [40, 'a number past 32766 passes the plan', aclRule({ rule_number: '40000' }), [acl]],
  [41, 'an action in capitals is refused, and means what it says', aclRule({ rule_action: '"ALLOW"' }), [acl]],
  [41, 'so is a protocol in capitals', aclRule({ protocol: '"TCP"' }), [acl]],
  [41, 'icmpv6 has no ports', aclRule({ protocol: '"icmpv6"' }), []],
  [41, '256 is no protocol', aclRule({ protocol: '"256"' }), []],
  [
    41,
    'empty text beside a network is refused, and the network means what it says',
    aclRule({ ipv6_cidr_block: '""' }),
    [acl],
  ],
  [42, 'a default ACL takes no argument', defaultAcl('ingress = []'), []],
  [42, 'its entries are exempt from EC2.21', defaultAcl(`ingress {\n ${entry({})}\n }`), []],
  [
    42,
    'in dynamic blocks too',
    defaultAcl(`dynamic "ingress" {\n for_each = [1]\n content {\n ${entry({})}\n }\n }`),
    [],
  ],
  [43, 'a default group without rules is as AWS wants it', 'resource "aws_default_security_group" "a" {}', []],
  [
    43,
    'it takes the argument',
    `resource "aws_default_security_group" "a" {\n ingress = [{ ${members} }]\n }`,
    ['default-group-has-rules open', high],
  ],
  [44, 'host bits pass in an entry, and mean everyone', prefixList('entry {\n cidr = "1.2.3.4/0"\n }'), [high]],
  [44, 'the other family passes the plan', prefixList('entry {\n cidr = "::/0"\n }'), [high]],
  [45, 'entries are blocks, and no argument', prefixList('entry = [{ cidr = "0.0.0.0/0" }]'), []],
  [
    45,
    'the family is written as AWS writes it; the entry means what it says',
    prefixList('entry {\n cidr = "0.0.0.0/0"\n }', 'ipv4'),
    [high],
  ],
  [45, 'a zero before an octet makes no network', prefixList('entry {\n cidr = "010.2.3.4/0"\n }'), []],
  [45, 'nor does an address', prefixList('entry {\n cidr = "10.2.3.4"\n }'), []],
  [46, 'a list without entries is not known to be empty, nor to be open', prefixList(''), []],
  [47, 'without networks the endpoint of a cluster is open to everyone', cluster(''), ['eks-endpoint-open open']],
  [48, 'null given to a variable stays null', called(''), []],
  [48, 'unless the variable takes none', called('nullable = false'), [high]],
  [
    49,
    'the network of a VPC is what is written there',
    `resource "aws_vpc" "v" {\n cidr_block = "0.0.0.0/0"\n }\n ${ingress('cidr_blocks = [aws_vpc.v.cidr_block]')}`,
    [high],
  ],
  [
    49,
    'what is cut out of it is narrower',
    `resource "aws_vpc" "v" {\n cidr_block = "10.0.0.0/16"\n }\n ${ingress('cidr_blocks = [cidrsubnet(aws_vpc.v.cidr_block, 8, 1)]')}`,
    [],
  ],
  [
    49,
    'its IPv6 network cannot be known, and is not everyone',
    `resource "aws_vpc" "v" {}\n ${ingress('ipv6_cidr_blocks = [aws_vpc.v.ipv6_cidr_block]')}`,
    [],
  ],
];
