// A range shrinks to the authorized ports in it.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';

const title = 'Open only the authorized ports: 80, 443';

const team = (ports: string): string => `    #- .portcullis.yaml
    ${ports}
`;

const ingress = (from: number | string, to: number | string, protocol = '"tcp"', first = ''): string => `
      ${first}ingress {
        description = "web" # for all
        from_port   = ${from}
        to_port     = ${to}
        protocol    = ${protocol}
        cidr_blocks = ["0.0.0.0/0"]
      }
`;

const group = (...blocks: readonly string[]): string => `
    resource "aws_security_group" "web" {
      name = "web"
${blocks.join('')}
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
`;

test('a block becomes one for each authorized port, with all else that it says', async () => {
  await checkFix(
    group(ingress(0, 65535, '"tcp"', '# What people read.\n      ')),
    title,
    group(ingress(80, 80, '"tcp"', '# What people read.\n      '), ingress(443, 443)),
  );
});

test('every protocol becomes TCP', async () => {
  await checkFix(group(ingress(0, 0, '"-1"')), title, group(ingress(80, 80), ingress(443, 443)));
});

test('ports that are not in the range stay out', async () => {
  await checkFix(group(ingress(400, 500)), 'Open only the authorized ports: 443', group(ingress(443, 443)));
});

test('authorized neighbors are one range, and UDP has ports of its own', async () => {
  const settings = team('authorizedTcpPorts: [443, "8443-8445", 8446]\n    authorizedUdpPorts: [443]');
  await checkFix(
    group(ingress(0, 0, '"-1"')) + settings,
    'Open only the authorized ports: 443, 8443-8446, 443/udp',
    group(ingress(443, 443), ingress(8443, 8446), ingress(443, 443, '"udp"')) + settings,
  );
});

test('an authorized port that is of high risk is not opened by itself', async () => {
  const settings = team('authorizedTcpPorts: [443, 8080]');
  await checkFix(
    group(ingress(0, 65535)) + settings,
    'Open only the authorized ports: 443',
    group(ingress(443, 443)) + settings,
  );
});

test('ports that are texts or references are written out', async () => {
  const rest = '\n    variable "from" {\n      default = 0\n    }\n';
  await checkFix(group(ingress('var.from', '"65535"')) + rest, title, group(ingress(80, 80), ingress(443, 443)) + rest);
});

test('Windows line ends and tabs stay', async () => {
  const odd = (text: string): string =>
    text
      .replaceAll(/^( {4})((?: {2})+)/gm, (_, own: string, rest: string) => own + '\t'.repeat(rest.length / 2))
      .replaceAll('\n', '\r\n');
  await checkFix(odd(group(ingress(0, 65535))), title, odd(group(ingress(80, 80), ingress(443, 443))));
});

test('a dynamic block is repeated as a whole', async () => {
  const dynamic = (from: number, to: number): string => `
      dynamic "ingress" {
        for_each = ["0.0.0.0/0"]

        content {
          from_port   = ${from}
          to_port     = ${to}
          protocol    = "tcp"
          cidr_blocks = [ingress.value]
        }
      }
`;
  await checkFix(group(dynamic(0, 65535)), title, group(dynamic(80, 80), dynamic(443, 443)));
});

test('an element of a list of rules', async () => {
  const object = (from: number, to: number): string => `{
        from_port   = ${from}
        to_port     = ${to}
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }`;
  const list = (objects: string): string => `
    resource "aws_security_group" "web" {
      ingress = [${objects}]
    }
`;
  await checkFix(list(object(0, 65535)), title, list(`${object(80, 80).replace(/}$/, '  }')}, ${object(443, 443)}`));
  const three = `${object(80, 80).replace(/}$/, '  }')}, ${object(443, 443).replace(/}$/, '  }')}, ${object(8443, 8443)}`;
  const settings = team('authorizedTcpPorts: "80,443,8443"');
  await checkFix(list(object(0, 65535)) + settings, `${title}, 8443`, list(three) + settings);
  const lines = (objects: string): string => list(`\n        ${objects.replaceAll('\n', '\n  ')},\n      `);
  await checkFix(lines(object(0, 65535)), title, lines(`${object(80, 80)},\n      ${object(443, 443)}`));
});

const rule = (name: string, from: number, to: number, protocol = '"tcp"'): string => `
    resource "aws_security_group_rule" "${name}" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = ${protocol}
      from_port         = ${from}
      to_port           = ${to}
      cidr_blocks       = ["0.0.0.0/0"]
      ipv6_cidr_blocks  = ["::/0"]
    }
`;

test('a resource keeps its name, the others get names of their own', async () => {
  await checkFix(rule('web', 0, 0, '"-1"'), title, rule('web', 80, 80) + rule('web_443', 443, 443));
  const taken = rule('web_443', 443, 443);
  await checkFix(rule('web', 0, 65535) + taken, title, rule('web', 80, 80) + rule('web_443_2', 443, 443) + taken);
});

test('a rule without ports gets them', async () => {
  const single = (name: string, lines: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "${name}" {
      for_each = toset(["a", "b"])

      security_group_id = each.key
      ip_protocol       = ${lines}
      cidr_ipv4         = "0.0.0.0/0"
      # For the web.
      tags = { Name = "web" }
    }
`;
  const ports = (port: number): string => `"tcp"\n      from_port         = ${port}\n      to_port           = ${port}`;
  await checkFix(single('web', '"-1"'), title, single('web', ports(80)) + single('web_443', ports(443)));
});

test('the rules of a module', async () => {
  const maps = (items: string): string => `
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "6.0.0"

      ingress_rules = {
        ${items}
      }
    }
`;
  await checkFix(
    maps('web = { from_port = 0, to_port = 65535, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }'),
    title,
    maps(
      'web     = { from_port = 80, to_port = 80, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }\n        web_443 = { from_port = 443, to_port = 443, ip_protocol = "tcp", cidr_ipv4 = "0.0.0.0/0" }',
    ),
  );
  const lists = (items: string): string => `
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"

      ingress_with_cidr_blocks = [
        ${items},
      ]
    }
`;
  const item = (from: number, to: number): string =>
    `{ from_port = ${from}, to_port = ${to}, protocol = "tcp", cidr_blocks = "0.0.0.0/0" }`;
  await checkFix(lists(item(0, 65535)), title, lists(`${item(80, 80)},\n        ${item(443, 443)}`));
});

test('whoever else the rule lets in keeps the ports', () => {
  checkNoFix(group(ingress(0, 65535)).replace('["0.0.0.0/0"]', '["0.0.0.0/0", "10.0.0.0/8"]'), 'narrow-ports');
});

test('where no port in it is authorized, or one block makes several, nothing is narrowed', () => {
  checkNoFix(group(ingress(22, 22)), 'narrow-ports');
  checkNoFix(group(ingress(0, 65535)) + team('authorizedTcpPorts: []'), 'narrow-ports');
  const dynamic = `
      dynamic "ingress" {
        for_each = [65535, 1024]

        content {
          from_port   = 0
          to_port     = ingress.value
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
`;
  checkNoFix(group(dynamic), 'narrow-ports');
});
