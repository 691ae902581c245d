import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';
import { checkModelledRules } from '../../support/modelledRules.ts';

function sg(inputs: string, folder = ''): string {
  const [inside = '', outside = ''] = inputs.split('---\n');
  return `
    module "a" {
      source  = "terraform-aws-modules/security-group/aws${folder}"
      version = "~> 6.0"
      ${inside}
    }
    ${outside}
    `;
}

test('the finding stands at the network in the map of rules', async () => {
  await checkFindings(
    sg(`
      ingress_rules = {
        ssh = {
          from_port = 22
          cidr_ipv4 = "0.0.0.0/0"
          #           ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
        }
        web = {
          from_port = 443
          cidr_ipv6 = "::/0"
        }
      }
    `),
  );
});

test('a port that is missing is the other one, and the protocol is TCP unless written', () => {
  checkModelledRules(
    sg(`
      ingress_rules = {
        a = { to_port = 22, cidr_ipv4 = "0.0.0.0/0" }
        b = { from_port = 20, to_port = 22, cidr_ipv6 = "::/0" }
        c = { from_port = 53, to_port = null, ip_protocol = "udp", prefix_list_id = "pl-1" }
        d = { ip_protocol = "-1", referenced_security_group_id = "self" }
        e = { from_port = 22, ip_protocol = null, cidr_ipv4 = "0.0.0.0/0" }
        f = { cidr_ipv4 = "0.0.0.0/0" }
      }
    `),
    'module.a tcp 22-22 from 0.0.0.0/0',
    'module.a tcp 20-22 from ::/0',
    'module.a udp 53-53 from prefixList',
    'module.a all all from group',
    'module.a tcp 22-22 from 0.0.0.0/0',
    'module.a tcp missing from 0.0.0.0/0',
  );
});

test('rules made by an expression are read too', () => {
  checkModelledRules(
    sg('ingress_rules = { for port in [22, 3389] : "p${port}" => { from_port = port, cidr_ipv4 = "0.0.0.0/0" } }'),
    'module.a tcp 22-22 from 0.0.0.0/0',
    'module.a tcp 3389-3389 from 0.0.0.0/0',
  );
});

test('submodules open their preset rules to every value of the maps', () => {
  checkModelledRules(
    sg(
      'ingress_cidr_ipv4 = { all = "0.0.0.0/0", office = "10.0.0.0/8" }\ningress_cidr_ipv6 = { all = "::/0" }',
      '//modules/ssh',
    ),
    'module.a tcp 22-22 from 0.0.0.0/0 10.0.0.0/8 ::/0',
  );
  checkModelledRules(
    sg('ingress_cidr_ipv4 = { all = "0.0.0.0/0" }', '//modules/cassandra'),
    'module.a tcp 9042-9042 from 0.0.0.0/0',
    'module.a tcp 9160-9160 from 0.0.0.0/0',
    'module.a tcp 7199-7199 from 0.0.0.0/0',
    'module.a tcp 7000-7000 from 0.0.0.0/0',
    'module.a tcp 7001-7001 from 0.0.0.0/0',
  );
  checkModelledRules(
    sg('ingress_cidr_ipv4 = { all = "0.0.0.0/0" }', '//modules/oracle'),
    'module.a tcp 1521-1521 from 0.0.0.0/0',
  );
  checkModelledRules(
    sg('ingress_cidr_ipv4 = { all = "0.0.0.0/0" }', '//modules/saltstack'),
    'module.a tcp 4505-4506 from 0.0.0.0/0',
  );
});

test('presets may be replaced, and rules of the call come beside them', () => {
  checkModelledRules(
    sg(
      `
      ingress_cidr_ipv4    = { all = "0.0.0.0/0" }
      preset_ingress_rules = { ssh = { from_port = 2222, to_port = 2222, ip_protocol = "tcp" } }
      ingress_rules        = { web = { from_port = 443, cidr_ipv4 = "0.0.0.0/0" } }
      `,
      '//modules/ssh',
    ),
    'module.a tcp 443-443 from 0.0.0.0/0',
    'module.a tcp 2222-2222 from 0.0.0.0/0',
  );
});

test('create decides whether there is anything', () => {
  const open = 'ingress_rules = { a = { to_port = 22, cidr_ipv4 = "0.0.0.0/0" } }\n';
  checkModelledRules(sg(`${open}create = false`));
  checkModelledRules(
    sg(`${open}create = var.public\n---\nvariable "public" {}`),
    'module.a tcp 22-22 from 0.0.0.0/0 if var.public',
  );
});

test('without a version the shape of the inputs tells which generation is meant', () => {
  const without = (inputs: string, folder = ''): string => sg(inputs, folder).replace('version = "~> 6.0"', '');
  checkModelledRules(
    without('ingress_rules = { a = { to_port = 22, cidr_ipv4 = "0.0.0.0/0" } }'),
    'module.a tcp 22-22 from 0.0.0.0/0',
  );
  checkModelledRules(
    without('ingress_rules = ["ssh-tcp"]\ningress_cidr_blocks = ["0.0.0.0/0"]'),
    'module.a tcp 22-22 from 0.0.0.0/0',
  );
  checkModelledRules(
    without('ingress_cidr_ipv4 = { all = "0.0.0.0/0" }', '//modules/ssh'),
    'module.a tcp 22-22 from 0.0.0.0/0',
  );
  checkModelledRules(
    without('ingress_cidr_blocks = ["0.0.0.0/0"]', '//modules/ssh'),
    'module.a tcp 22-22 from 0.0.0.0/0',
  );
});

test('where the version tells, inputs of the other generation mean nothing', () => {
  checkModelledRules(sg('ingress_with_cidr_blocks = [{ rule = "ssh-tcp", cidr_blocks = "0.0.0.0/0" }]'));
});
