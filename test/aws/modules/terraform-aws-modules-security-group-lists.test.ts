import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';
import { checkModelledRules } from '../../support/modelledRules.ts';

/** A call of version 5 with these arguments; what follows a line `---` stands behind it. */
function sg(inputs: string, version = '5.3.1'): string {
  const [inside = '', outside = ''] = inputs.split('---\n');
  return `
    module "a" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "${version}"
      ${inside}
    }
    ${outside}
    `;
}

function submodule(name: string, inputs: string, version = '5.3.1'): string {
  return sg(inputs, version).replace('security-group/aws"', `security-group/aws//modules/${name}"`);
}

test('the finding stands at the network in the call', async () => {
  await checkFindings(`
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "~> 5.0"

      ingress_rules       = ["ssh-tcp", "https-443-tcp"]
      ingress_cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
      #                                    ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
    }
    `);
});

test('a network from a variable is marked where the call refers to it', async () => {
  await checkFindings(`
    variable "cidrs" {
      default = ["0.0.0.0/0"]
    }
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"

      ingress_rules       = ["mysql-tcp"]
      ingress_cidr_blocks = var.cidrs
      #                     ^^^^^^^^^ high-risk-port-open: Port 3306 (MySQL) is open to every IPv4 address.
    }
    `);
});

test('an ignore comment silences the element it stands in, and no other', async () => {
  await checkFindings(`
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"

      ingress_with_cidr_blocks = [
        {
          # portcullis:ignore the bastion
          rule        = "ssh-tcp"
          cidr_blocks = "0.0.0.0/0"
          #             ^^^^^^^^^^^ high-risk-port-open (suppressed)
        },
        {
          rule        = "ssh-tcp"
          cidr_blocks = "0.0.0.0/0"
          #             ^^^^^^^^^^^ high-risk-port-open
        },
      ]
    }
    `);
});

test('names of rules go with the shared networks, and nothing goes without both', () => {
  checkModelledRules(
    sg(`
      ingress_rules            = ["ssh-tcp", "all-all", "all-icmp", "solr-tcp", "dns-udp"]
      ingress_cidr_blocks      = ["0.0.0.0/0"]
      ingress_ipv6_cidr_blocks = ["::/0"]
      ingress_prefix_list_ids  = ["pl-1"]
    `),
    'module.a tcp 22-22 from 0.0.0.0/0 ::/0 prefixList',
    'module.a all all from 0.0.0.0/0 ::/0 prefixList',
    'module.a icmp icmp from 0.0.0.0/0 ::/0 prefixList',
    'module.a tcp 8983-8987 from 0.0.0.0/0 ::/0 prefixList',
    'module.a udp 53-53 from 0.0.0.0/0 ::/0 prefixList',
  );
  checkModelledRules(
    sg('ingress_rules = ["all-ipv6-icmp"]\n ingress_ipv6_cidr_blocks = ["::/0"]'),
    'module.a icmpv6 icmp from ::/0',
  );
  checkModelledRules(sg('ingress_rules = ["ssh-tcp"]'), 'module.a tcp 22-22 from');
  checkModelledRules(sg('ingress_cidr_blocks = ["0.0.0.0/0"]'));
});

test('a name nobody knows leaves the ports open to question', async () => {
  await checkFindings(
    sg(`
      ingress_rules       = ["shh-tcp"]
      ingress_cidr_blocks = ["0.0.0.0/0"]
      #                      ^^^^^^^^^^^ unauthorized-port-open (possible)
    `),
  );
});

test('texts with commas are split, and empty pieces dropped', () => {
  checkModelledRules(
    sg(`
      ingress_with_cidr_blocks = [
        { rule = "ssh-tcp", cidr_blocks = "10.0.0.0/8,,0.0.0.0/0" },
        { rule = "ssh-tcp", cidr_blocks = "10.0.0.0/8, 0.0.0.0/0" },
        { rule = "ssh-tcp", cidr_blocks = "" },
      ]
    `),
    'module.a tcp 22-22 from 10.0.0.0/8 0.0.0.0/0',
    'module.a tcp 22-22 from 10.0.0.0/8  0.0.0.0/0',
    'module.a tcp 22-22 from',
  );
});

test('a list in place of a text with commas is read as meant', () => {
  checkModelledRules(
    sg('ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"] }]'),
    'module.a tcp 22-22 from 10.0.0.0/8 0.0.0.0/0',
  );
});

test('of a text that is partly unknown the known pieces are surely there', () => {
  checkModelledRules(
    sg(`
      ingress_with_cidr_blocks = [
        { rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0,\${var.office}" },
        { rule = "ssh-tcp", cidr_blocks = join(",", ["0.0.0.0/0"]) },
        { rule = "ssh-tcp", cidr_blocks = var.office },
      ]
      ---
      variable "office" {}
    `),
    'module.a tcp 22-22 from 0.0.0.0/0 unknown',
    'module.a tcp 22-22 from 0.0.0.0/0',
    'module.a tcp 22-22 from unknown',
  );
});

test('an element without networks of its own has the shared ones', () => {
  checkModelledRules(
    sg(`
      ingress_cidr_blocks           = ["0.0.0.0/0"]
      ingress_ipv6_cidr_blocks      = ["::/0"]
      ingress_with_cidr_blocks      = [{ rule = "ssh-tcp" }]
      ingress_with_ipv6_cidr_blocks = [{ rule = "rdp-tcp" }, { rule = "rdp-udp", ipv6_cidr_blocks = "fd00::/8" }]
    `),
    'module.a tcp 22-22 from 0.0.0.0/0',
    'module.a tcp 3389-3389 from ::/0',
    'module.a udp 3389-3389 from fd00::/8',
  );
});

test('port, other port and protocol each fall back to the named rule by themselves', () => {
  checkModelledRules(
    sg(`
      ingress_with_cidr_blocks = [
        { rule = "https-443-tcp", from_port = 1, cidr_blocks = "0.0.0.0/0" },
        { rule = "https-443-tcp", protocol = "udp", cidr_blocks = "0.0.0.0/0" },
        { from_port = "22", to_port = 23, protocol = "TCP", cidr_blocks = "0.0.0.0/0" },
        { from_port = 22, to_port = 22, protocol = -1, cidr_blocks = "0.0.0.0/0" },
        { from_port = 22, to_port = 22, cidr_blocks = "0.0.0.0/0" },
        { from_port = 22, protocol = "tcp", cidr_blocks = "0.0.0.0/0" },
      ]
    `),
    'module.a tcp 1-443 from 0.0.0.0/0',
    'module.a udp 443-443 from 0.0.0.0/0',
    'module.a tcp 22-23 from 0.0.0.0/0',
    'module.a all all from 0.0.0.0/0',
    'module.a missing 22-22 from 0.0.0.0/0',
    'module.a tcp missing from 0.0.0.0/0',
  );
});

test('rules from groups, from the group itself and from prefix lists are open to nobody else', () => {
  checkModelledRules(
    sg(`
      ingress_prefix_list_ids               = ["pl-1"]
      ingress_with_source_security_group_id = [{ rule = "ssh-tcp", source_security_group_id = "sg-1" }]
      ingress_with_self                     = [{ rule = "all-all" }, { rule = "ssh-tcp", self = false }]
      ingress_with_prefix_list_ids          = [{ rule = "ssh-tcp" }, { rule = "ssh-tcp", prefix_list_ids = "pl-2,pl-3" }]
    `),
    'module.a tcp 22-22 from group prefixList',
    'module.a all all from self prefixList',
    'module.a tcp 22-22 from prefixList',
    'module.a tcp 22-22 from prefixList',
    'module.a tcp 22-22 from prefixList prefixList',
  );
});

test('a prefix list of the configuration is looked into', async () => {
  await checkFindings(`
    resource "aws_ec2_managed_prefix_list" "all" {
      name           = "all"
      address_family = "IPv4"
      max_entries    = 1
      entry {
        cidr = "0.0.0.0/0"
      }
    }
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"

      ingress_with_prefix_list_ids = [{ rule = "ssh-tcp", prefix_list_ids = aws_ec2_managed_prefix_list.all.id }]
      #                                                                     ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ high-risk-port-open
    }
    `);
});

test('shared prefix lists and IPv6 networks reach further in old releases', () => {
  const inputs = `
      ingress_prefix_list_ids  = ["pl-1"]
      ingress_ipv6_cidr_blocks = ["::/0"]
      ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "10.0.0.0/8" }]
      ingress_with_self        = [{ rule = "all-all" }]
    `;
  checkModelledRules(
    sg(inputs, '~> 5.1.0'),
    'module.a tcp 22-22 from 10.0.0.0/8 prefixList',
    'module.a all all from self prefixList',
  );
  checkModelledRules(
    sg(inputs, '3.5.0'),
    'module.a tcp 22-22 from 10.0.0.0/8 prefixList',
    'module.a all all from self prefixList ::/0',
  );
});

test('computed lists have as many rules as their number says', () => {
  const list = `
      computed_ingress_with_cidr_blocks = [
        { rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0" },
        { rule = "rdp-tcp", cidr_blocks = "0.0.0.0/0" },
      ]
      `;
  checkModelledRules(sg(list));
  checkModelledRules(sg(`${list}number_of_computed_ingress_with_cidr_blocks = 1`), 'module.a tcp 22-22 from 0.0.0.0/0');
  checkModelledRules(
    sg(`${list}number_of_computed_ingress_with_cidr_blocks = var.count\n---\nvariable "count" {}`),
    'module.a tcp 22-22 from 0.0.0.0/0 ?',
    'module.a tcp 3389-3389 from 0.0.0.0/0 ?',
  );
  checkModelledRules(
    sg(`
      computed_ingress_rules           = ["ssh-tcp", "rdp-tcp"]
      number_of_computed_ingress_rules = 1
      ingress_cidr_blocks              = ["0.0.0.0/0"]
    `),
    'module.a tcp 22-22 from 0.0.0.0/0',
  );
});

test('the input rules takes the place of the whole table', () => {
  checkModelledRules(
    sg(`
      rules               = { ssh-tcp = [2222, 2223, "tcp", "SSH"] }
      ingress_rules       = ["ssh-tcp", "rdp-tcp"]
      ingress_cidr_blocks = ["0.0.0.0/0"]
    `),
    'module.a tcp 2222-2223 from 0.0.0.0/0',
    'module.a unknown unknown from 0.0.0.0/0',
  );
});

test('create decides whether there is anything', () => {
  const open = 'ingress_rules = ["ssh-tcp"]\ningress_cidr_blocks = ["0.0.0.0/0"]\n';
  checkModelledRules(sg(`${open}create = false`));
  checkModelledRules(sg(`${open}create = null`), 'module.a tcp 22-22 from 0.0.0.0/0');
  checkModelledRules(sg(`${open}create_sg = false\nsecurity_group_id = "sg-1"`), 'module.a tcp 22-22 from 0.0.0.0/0');
  checkModelledRules(
    sg(`${open}create = var.public\n---\nvariable "public" {}`),
    'module.a tcp 22-22 from 0.0.0.0/0 if var.public',
  );
  checkModelledRules(
    sg(`${open}create = var.env == "dev" ? true : false\n---\nvariable "env" {}`),
    'module.a tcp 22-22 from 0.0.0.0/0 if var.env == "dev"',
  );
});

test('a name and a network that are one of a few are told apart', () => {
  checkModelledRules(
    sg(`
      ingress_rules       = [var.windows ? "rdp-tcp" : "ssh-tcp"]
      ingress_cidr_blocks = [var.public ? "0.0.0.0/0" : "10.0.0.0/8"]
      ---
      variable "windows" {}
      variable "public" {}
    `),
    'module.a tcp 3389-3389 from 0.0.0.0/0(if var.public) 10.0.0.0/8(if not var.public) if var.windows',
    'module.a tcp 22-22 from 0.0.0.0/0(if var.public) 10.0.0.0/8(if not var.public) if not var.windows',
  );
});

test('lists that cannot be known leave what they may hold', () => {
  checkModelledRules(
    sg(`
      ingress_rules            = var.names
      ingress_with_cidr_blocks = var.rules
      ingress_cidr_blocks      = ["0.0.0.0/0"]
      ---
      variable "names" {}
      variable "rules" {}
    `),
    'module.a unknown unknown from 0.0.0.0/0 ?',
  );
});

test('count and for_each make instances, and each and count are seen in the inputs', () => {
  checkModelledRules(
    sg(`
      for_each            = { ssh = "0.0.0.0/0", rdp = "10.0.0.0/8" }
      ingress_rules       = ["\${each.key}-tcp"]
      ingress_cidr_blocks = [each.value]
    `),
    'module.a["rdp"] tcp 3389-3389 from 10.0.0.0/8',
    'module.a["ssh"] tcp 22-22 from 0.0.0.0/0',
  );
  checkModelledRules(sg('count = 0\ningress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0" }]'));
  checkModelledRules(
    sg(`
      count                    = var.public ? 1 : 0
      ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0" }]
      ---
      variable "public" {}
    `),
    'module.a[0] tcp 22-22 from 0.0.0.0/0 if var.public',
  );
});

test('a call in a module that is called twice is judged for each', () => {
  checkModelledRules(
    `
    module "net" {
      source   = "./net"
      for_each = { a = "0.0.0.0/0", b = "10.0.0.0/8" }
      cidr     = each.value
    }
    #- net/main.tf
    variable "cidr" {}
    module "ssh" {
      source              = "terraform-aws-modules/security-group/aws//modules/ssh"
      version             = "5.3.1"
      ingress_cidr_blocks = [var.cidr]
    }
    `,
    'module.net["a"].module.ssh tcp 22-22 from 0.0.0.0/0',
    'module.net["b"].module.ssh tcp 22-22 from 10.0.0.0/8',
  );
});

test('submodules bring rules of their own, and take further ones', () => {
  checkModelledRules(submodule('ssh', 'ingress_cidr_blocks = ["0.0.0.0/0"]'), 'module.a tcp 22-22 from 0.0.0.0/0');
  checkModelledRules(
    submodule(
      'rdp',
      'ingress_cidr_blocks = ["0.0.0.0/0"]\ningress_rules = ["ssh-tcp"]\ningress_with_self = [{ rule = "all-all" }]',
    ),
    'module.a tcp 3389-3389 from 0.0.0.0/0',
    'module.a udp 3389-3389 from 0.0.0.0/0',
    'module.a tcp 22-22 from 0.0.0.0/0',
    'module.a all all from self',
  );
  checkModelledRules(
    submodule('rdp', 'ingress_cidr_blocks = ["0.0.0.0/0"]\nauto_ingress_rules = ["rdp-tcp"]'),
    'module.a tcp 3389-3389 from 0.0.0.0/0',
  );
  checkModelledRules(
    submodule('web', 'ingress_cidr_blocks = ["0.0.0.0/0"]'),
    'module.a tcp 80-80 from 0.0.0.0/0',
    'module.a tcp 8080-8080 from 0.0.0.0/0',
    'module.a tcp 443-443 from 0.0.0.0/0',
    'module.a tcp 1099-1099 from 0.0.0.0/0',
  );
});

test('a submodule has the rules of the newest release that the constraint allows', () => {
  const ports = (version: string): string => submodule('zookeeper', 'ingress_cidr_blocks = ["0.0.0.0/0"]', version);
  const old = ['2181-2181', '2888-2888', '3888-3888', '7199-7199'].map(
    (range) => `module.a tcp ${range} from 0.0.0.0/0`,
  );
  checkModelledRules(ports('~> 4.3.0'), ...old);
  checkModelledRules(ports('~> 3.0'), ...old);
  const now = [old[0] ?? '', 'module.a tcp 2182-2182 from 0.0.0.0/0', ...old.slice(1)];
  checkModelledRules(ports('~> 4.3'), ...now);
  checkModelledRules(ports('>= 3.0, < 6.0'), ...now);
});
