// A rule goes as a whole, in every form; what others need stays.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';

const title = 'Remove this rule';
const login = 'Remove this rule and log in with Session Manager or EC2 Instance Connect Endpoint';

/** `ingress` blocks of a group; a name is that of a port, which has a comment of its own. */
function group(...rules: readonly string[]): string {
  return `
    resource "aws_security_group" "a" {
      name = "a"

      ${rules.join('\n\n').split('\n').join('\n      ')}
    }
    `.replaceAll(/^ +$/gm, '');
}

function ingress(port: number, sources: string, above = ''): string {
  return `${above}ingress {
  from_port   = ${port}
  to_port     = ${port}
  protocol    = "tcp"
  ${sources}
}`;
}

const open = 'cidr_blocks = ["0.0.0.0/0"]';
const inside = ingress(443, 'cidr_blocks = ["10.0.0.0/8"]');

test('a block goes with the comment above it, and no blank line is left over', async () => {
  const odd = ingress(8081, `${open} # everyone`, '# For the demo.\n# Of 2024.\n');
  await checkFix(group(odd, inside), title, group(inside));
  await checkFix(group(inside, odd), title, group(inside));
  await checkFix(group(inside, odd, inside), title, group(inside, inside));
  for (const text of [group(odd, inside), group(inside, odd)]) {
    const windows = (fixture: string): string => fixture.replaceAll('\n', '\r\n');
    await checkFix(windows(text), title, windows(group(inside)));
  }
});

test('the last block gives way to an empty list, because without a rule written Terraform keeps those that are there', async () => {
  await checkFix(group(ingress(8081, open)), title, group('ingress = []'));
  await checkFix(
    group(ingress(8081, open)).replaceAll('  ', '\t'),
    title,
    group('ingress = []').replaceAll('  ', '\t'),
  );
});

test('a block beside the argument of its name goes, and the argument stays', async () => {
  await checkFix(group('ingress = []', ingress(8081, open)), title, group('ingress = []'));
});

test('SSH and RDP have better ways in', async () => {
  for (const port of [22, 3389]) await checkFix(group(ingress(port, open), inside), login, group(inside));
});

test('an element of a list of rules', async () => {
  const rules = (elements: string): string => `
    resource "aws_security_group" "a" {
      ingress = [${elements}]
    }
    `;
  const element = (port: number, cidr: string): string =>
    `{
        description      = ""
        from_port        = ${port}
        to_port          = ${port}
        protocol         = "tcp"
        cidr_blocks      = ["${cidr}"]
        ipv6_cidr_blocks = []
        prefix_list_ids  = []
        security_groups  = []
        self             = false
      }`;
  const two = `$0${element(8081, '0.0.0.0/0')}, ${element(443, '10.0.0.0/8')}`;
  await checkFix(
    rules(two.replace('$0', '').replace('"0.0.0.0/0"', '$0"0.0.0.0/0"')),
    title,
    rules(element(443, '10.0.0.0/8')),
  );
  await checkFix(rules(element(8081, '$00.0.0.0/0')), title, rules(''));
});

const ruleResource = `resource "aws_security_group_rule" "open" {
      type              = "ingress"
      security_group_id = aws_security_group.a.id
      protocol          = "tcp"
      from_port         = 8081
      to_port           = 8081
      cidr_blocks       = ["0.0.0.0/0"]
    }`;
const emptyGroup = 'resource "aws_security_group" "a" {}';

test('a rule resource goes where nothing refers to it', async () => {
  await checkFix(
    `
    ${emptyGroup}

    # Everyone.
    ${ruleResource}

    output "group" {
      value = aws_security_group.a.id
    }
    `,
    title,
    `
    ${emptyGroup}

    output "group" {
      value = aws_security_group.a.id
    }
    `,
  );
  await checkFix(
    `
    ${ruleResource
      .replace('"aws_security_group_rule"', '"aws_vpc_security_group_ingress_rule"')
      .replace(/ {6}type.*\n/, '')
      .replace('protocol         ', 'ip_protocol      ')
      .replace('cidr_blocks       = ["0.0.0.0/0"]', 'cidr_ipv4         = "0.0.0.0/0"')}
    ${emptyGroup}
    `,
    title,
    `
    ${emptyGroup}
    `,
  );
});

test('a rule resource stays where something refers to it, where it is several, and where it is protected', () => {
  const refers = `resource "null_resource" "a" {\n      depends_on = [aws_security_group_rule.open]\n    }\n`;
  checkNoFix(`\n    ${ruleResource}\n    ${refers}`, 'remove-rule');
  const several = ruleResource.replace('{', '{\n      for_each          = toset(["a", "b"])');
  checkNoFix(`\n    ${several}\n`, 'remove-rule');
  const kept = ruleResource.replace(/\}$/, '\n      lifecycle {\n        prevent_destroy = true\n      }\n    }');
  checkNoFix(`\n    ${kept}\n`, 'remove-rule');
});

test('a rule stays where it lets others in, or where a variable decides whom', () => {
  checkNoFix(group(ingress(8081, 'cidr_blocks = ["0.0.0.0/0", "10.0.0.0/8"]')), 'remove-rule');
  checkNoFix(group(ingress(8081, `${open}\n  self        = true`)), 'remove-rule');
  checkNoFix(group(ingress(8081, `${open}\n  prefix_list_ids = ["pl-1"]`)), 'remove-rule');
  const variable = 'variable "admins" {\n      default = ["0.0.0.0/0"]\n    }\n';
  checkNoFix(`${group(ingress(8081, 'cidr_blocks = var.admins'))}${variable}`, 'remove-rule');
});

test('a rule of a dynamic block stays, because the block makes the others too', () => {
  const dynamic = `dynamic "ingress" {
  for_each = [443, 8081]
  content {
    from_port   = ingress.value
    to_port     = ingress.value
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }
}`;
  checkNoFix(group(dynamic), 'remove-rule');
});

test('a rule that opens through a local value goes without it', async () => {
  const locals = 'locals {\n      anywhere = ["0.0.0.0/0"]\n    }\n';
  const odd = ingress(8081, 'cidr_blocks = local.anywhere');
  await checkFix(`${group(odd, inside)}${locals}`, title, `${group(inside)}${locals}`);
});

test('an entry of a network ACL', async () => {
  const acl = (rest: string): string => `
    resource "aws_network_acl" "a" {
      vpc_id = "vpc-1"
${rest}    }
    `;
  const entry = (port: number): string => `
      ingress {
        rule_no    = ${port}
        action     = "allow"
        protocol   = "tcp"
        from_port  = ${port}
        to_port    = ${port}
        cidr_block = "0.0.0.0/0"
      }
`;
  await checkFix(acl(entry(22) + entry(443)), login, acl(entry(443)));
});

test('rules of registry modules: an element, an item of a map, a name', async () => {
  const call = (version: string, inputs: string): string => `
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "${version}"

      ${inputs.split('\n').join('\n      ')}
    }
    `;
  await checkFix(
    call(
      '5.3.1',
      `ingress_with_cidr_blocks = [
  { rule = "https-443-tcp", cidr_blocks = "10.0.0.0/8" },
  { rule = "rdp-tcp", cidr_blocks = "$00.0.0.0/0" },
]`,
    ),
    login,
    call(
      '5.3.1',
      `ingress_with_cidr_blocks = [
  { rule = "https-443-tcp", cidr_blocks = "10.0.0.0/8" },
]`,
    ),
  );
  await checkFix(
    call(
      '6.0.0',
      `ingress_rules = {
  web = { from_port = 443, cidr_ipv4 = "10.0.0.0/8" }
  app = {
    from_port = 8081
    cidr_ipv4 = "0.0.0.0/0"
  }
}`,
    ),
    title,
    call(
      '6.0.0',
      `ingress_rules = {
  web = { from_port = 443, cidr_ipv4 = "10.0.0.0/8" }
}`,
    ),
  );
  await checkFix(
    call('5.3.1', 'ingress_rules       = ["https-443-tcp", "ssh-tcp"]\ningress_cidr_blocks = ["$00.0.0.0/0"]'),
    login,
    call('5.3.1', 'ingress_rules       = ["https-443-tcp"]\ningress_cidr_blocks = ["0.0.0.0/0"]'),
  );
});

test('a list of a service keeps an entry, and is not logged in to as an instance of EC2 is', async () => {
  const entry = (port: number, cidr: string): string => `
        port_info {
          from_port = ${port}
          to_port   = ${port}
          protocol  = "tcp"
          cidrs     = ["${cidr}"]
        }
  `;
  const ports = (...entries: readonly string[]): string => `
      resource "aws_lightsail_instance_public_ports" "a" {
        instance_name = "a"
  ${entries.join('').trimEnd()}
      }
    `;
  await checkFix(ports(entry(22, '0.0.0.0/0'), entry(443, '10.0.0.0/8')), title, ports(entry(443, '10.0.0.0/8')));
  checkNoFix(ports(entry(22, '0.0.0.0/0')), 'remove-rule');
  checkNoFix(
    'resource "aws_eks_cluster" "a" {\n  vpc_config {\n    public_access_cidrs = ["0.0.0.0/0"]\n  }\n}\n',
    'remove-rule',
  );
});

test('in JSON a block, the last block, and a resource with what would be left empty', async () => {
  const rule = (port: number, cidr: string): string =>
    `{"from_port": ${port}, "to_port": ${port}, "protocol": "tcp", "cidr_blocks": ["${cidr}"]}`;
  const json = (rules: string): string =>
    `#- main.tf.json\n{"resource": {"aws_security_group": {"a": {"name": "a", "ingress": ${rules}}}}}\n`;
  const kept = rule(443, '10.0.0.0/8');
  await checkFix(json(`[${rule(8081, '0.0.0.0/0')}, ${kept}]`), title, json(`[${kept}]`));
  await checkFix(json(`[${kept}, ${rule(8081, '0.0.0.0/0')}]`), title, json(`[${kept}]`));
  await checkFix(json(`[${rule(8081, '0.0.0.0/0')}]`), title, json('[]'));
  const lone = (rules: string): string => `#- main.tf.json
{
  "resource": {${rules}
    "aws_security_group": {"a": {}}
  }
}
`;
  const resource = `"aws_security_group_rule": {
      "open": {
        "type": "ingress", "security_group_id": "sg-1", "protocol": "tcp",
        "from_port": 8081, "to_port": 8081, "cidr_blocks": ["0.0.0.0/0"]
      }
    },`;
  await checkFix(lone(`\n    ${resource}`), title, lone(''));
});
