// What Terraform and the AWS provider make of configurations, row by row: planned with provider 5.100.0, then held against what is
// found in them. Where the plan is refused nothing is made; what is found there is what the text means, because files are half-typed
// more often than they are refused.
// Rows 1 to 26: rules inside a group. Read by plannedOutcomes.test.ts.
import { group, inBlock, members, port22, tcp22 } from './plannedOutcomes.ts';
import type { Outcome } from './plannedOutcomes.ts';

const everyone = 'cidr_blocks = ["0.0.0.0/0"]';
const dynamic = (collection: string): string =>
  group(`dynamic "ingress" {\n for_each = ${collection}\n content {\n ${port22}\n ${everyone}\n }\n }`);
const json = (ingress: string): string => `#- main.tf.json\n{"resource": {"aws_security_group": {"a": {${ingress}}}}}`;
const jsonRule = '{"protocol": "tcp", "from_port": 22, "to_port": 22, "cidr_blocks": ["0.0.0.0/0"]}';
const withProtocol = (protocol: string): string =>
  inBlock(`protocol = ${protocol}\n from_port = 22\n to_port = 22\n ${everyone}`);
const reader = (networks: string): string =>
  `${inBlock(`${port22}\n ${everyone}`)}\n resource "aws_security_group_rule" "b" {\n type = "ingress"\n security_group_id = "sg-2"\n ${port22}\n cidr_blocks = ${networks}\n }`;
const high = 'high-risk-port-open open';
const invalid = 'invalid-rule open';
const unclear = 'unauthorized-port-open possible';

export const rowsOfGroups: readonly Outcome[] = [
  [1, 'no ingress leaves the rules as they are', group(''), []],
  [1, 'so does null', group('ingress = null'), []],
  [1, 'and a dynamic block over nothing', dynamic('[]'), []],
  [2, 'an empty list takes all rules out', group('ingress = []'), []],
  [
    3,
    'text is a port where it is a number, and a protocol in any case',
    inBlock(`from_port = "22"\n to_port = "22"\n protocol = "TCP"\n ${everyone}`),
    [high],
  ],
  [4, '6 is TCP', withProtocol('6'), [high]],
  [4, '"06" too', withProtocol('"06"'), [high]],
  [4, '58 is ICMPv6, which has no ports', withProtocol('"58"'), []],
  [4, 'ALL is every protocol, beside which the provider wants no ports', withProtocol('"ALL"'), [invalid, high]],
  [4, 'EC2 knows esp by its number only', withProtocol('"esp"'), [invalid, 'high-risk-port-open possible']],
  [4, 'and no 256', withProtocol('256'), [invalid, 'high-risk-port-open possible']],
  [
    5,
    'ports beside -1 open everything all the same',
    inBlock(`protocol = "-1"\n from_port = 22\n to_port = 80\n ${everyone}`),
    [invalid, high],
  ],
  [6, 'a protocol of null is missing', withProtocol('null'), ['high-risk-port-open possible']],
  [6, 'so is a port that is not written', inBlock(`protocol = "tcp"\n to_port = 22\n ${everyone}`), [unclear]],
  [
    7,
    'half a port is none',
    inBlock(`protocol = "tcp"\n from_port = 22.5\n to_port = 23\n ${everyone}`),
    [invalid, unclear],
  ],
  [
    7,
    'nor is 90000, which passes the plan',
    inBlock(`protocol = "tcp"\n from_port = 90000\n to_port = 90000\n ${everyone}`),
    [invalid, unclear],
  ],
  [8, 'a network where a list belongs is refused, and means what it says', tcp22('cidr_blocks = "0.0.0.0/0"'), [high]],
  [9, 'a set is a list', tcp22('cidr_blocks = toset(["0.0.0.0/0"])'), [high]],
  [10, 'null in the list is refused, and the other network stays', tcp22('cidr_blocks = ["0.0.0.0/0", null]'), [high]],
  [11, 'host bits under /0 are refused, and mean everyone', tcp22('cidr_blocks = ["1.2.3.4/0"]'), [high]],
  [11, 'so is the other family', tcp22('cidr_blocks = ["::/0"]'), [high]],
  ...['000.0.0.0/0', ' 0.0.0.0/0', '0.0.0.0', ''].map((text): Outcome => [
    11,
    `"${text}" is no network`,
    tcp22(`cidr_blocks = ["${text}"]`),
    [invalid],
  ]),
  [12, 'a length may have zeros before it', tcp22('cidr_blocks = ["0.0.0.0/00"]'), [high]],
  [12, 'and IPv4 may be written in IPv6', tcp22('cidr_blocks = ["::ffff:0.0.0.0/96"]'), [high]],
  [13, 'IPv6 has many spellings', tcp22('ipv6_cidr_blocks = ["0::0/0"]'), [high]],
  [13, 'of which this is the longest', tcp22('ipv6_cidr_blocks = ["0:0:0:0:0:0:0:0/0"]'), [high]],
  [14, 'IPv4 is refused among IPv6, and means everyone', tcp22('ipv6_cidr_blocks = ["0.0.0.0/0"]'), [high]],
  [14, 'however it is written', tcp22('ipv6_cidr_blocks = ["::ffff:0.0.0.0/96"]'), [high]],
  [
    15,
    'an object with four members lacks five, and means what it says',
    group('ingress = [{ protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["0.0.0.0/0"] }]'),
    [high],
  ],
  [16, 'one member too many is dropped', group(`ingress = [{ ${members}, extra = 1 }]`), [high]],
  [17, 'an object without a list is refused, and means what it says', group(`ingress = { ${members} }`), [high]],
  [18, 'JSON: an object is refused, and makes no rule', json(`"ingress": ${jsonRule}`), []],
  [18, 'a list of one with four members is refused, and means what it says', json(`"ingress": [${jsonRule}]`), [high]],
  [18, 'an empty list may be an expression', json('"ingress": "${[]}"'), []],
  [
    19,
    'in a dynamic block four members are enough',
    json(`"dynamic": {"ingress": {"for_each": [1], "content": ${jsonRule}}}`),
    [high],
  ],
  [
    20,
    'an empty list beside a block is refused, and the block means what it says',
    group(`ingress = []\n ingress {\n ${port22}\n ${everyone}\n }`),
    [high],
  ],
  [20, 'so is null', group(`ingress = null\n ingress {\n ${port22}\n ${everyone}\n }`), [high]],
  [
    21,
    'objects of one list may differ in their types',
    group(
      `ingress = [for p in [{ port = "80", from = [] }, { port = 22, from = ["0.0.0.0/0"] }] : { protocol = "tcp", from_port = p.port, to_port = p.port, cidr_blocks = p.from }]`,
    ),
    [high],
  ],
  [21, 'a list by name', group(`ingress = tolist([{ ${members} }])`), [high]],
  [
    21,
    'two that are the same but for the case are one rule with two texts',
    group(`ingress = toset([{ ${members} }, { ${members.replace('"tcp"', '"TCP"')} }])`),
    [high, high],
  ],
  [
    22,
    'a dynamic block over a map makes a rule for each key, beside the one that is written',
    group(
      `dynamic "ingress" {\n for_each = { a = 22, b = 23 }\n iterator = r\n content {\n protocol = "tcp"\n from_port = r.value\n to_port = r.value\n ${everyone}\n }\n }\n ingress {\n protocol = "tcp"\n from_port = 25\n to_port = 25\n ${everyone}\n }`,
    ),
    [high, high, high],
  ],
  [
    23,
    'over null a dynamic block is refused, and may be mended either way',
    dynamic('null'),
    ['high-risk-port-open possible'],
  ],
  [23, 'over text too', dynamic('"a"'), ['high-risk-port-open possible']],
  [24, 'one member that cannot be known is still one rule', dynamic('toset([tostring(var.unknown)])'), [high]],
  [25, 'a collection that cannot be known may make none', dynamic('var.set'), ['high-risk-port-open possible']],
  // Terraform refuses the index, because the rules of a group are a set: here it is taken for what is meant.
  [
    26,
    'the rules of a group are a set, which has no first',
    reader('aws_security_group.a.ingress[0].cidr_blocks'),
    [high, high],
  ],
  [26, 'a splat goes over them', reader('flatten(aws_security_group.a.ingress[*].cidr_blocks)'), [high, high]],
  [
    26,
    'so does a for expression',
    reader('flatten([for i in aws_security_group.a.ingress : i.cidr_blocks])'),
    [high, high],
  ],
];
