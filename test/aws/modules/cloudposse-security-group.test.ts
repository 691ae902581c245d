import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';
import { checkModelledRules } from '../../support/modelledRules.ts';

function sg(inputs: string): string {
  const [inside = '', outside = ''] = inputs.split('---\n');
  return `
    module "a" {
      source  = "cloudposse/security-group/aws"
      version = "2.2.0"
      ${inside}
    }
    ${outside}
    `;
}

const ssh = 'type = "ingress", from_port = 22, to_port = 22, protocol = "tcp"';

test('the finding stands at the network in the list of rules', async () => {
  await checkFindings(
    sg(`
      rules = [
        {
          type        = "ingress"
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
        },
        {
          type        = "egress"
          from_port   = 0
          to_port     = 0
          protocol    = "-1"
          cidr_blocks = ["0.0.0.0/0"]
        },
      ]
    `),
  );
});

test('rules come as a list and as a map of lists, and missing, null and empty sources mean none', () => {
  checkModelledRules(
    sg(`
      rules     = [{ ${ssh}, cidr_blocks = [], ipv6_cidr_blocks = null, self = true }]
      rules_map = {
        web = [{ ${ssh}, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = ["::/0"] }]
        app = [{ ${ssh}, source_security_group_id = "sg-1" }, { ${ssh}, prefix_list_ids = ["pl-1"], self = null }]
      }
    `),
    'module.a tcp 22-22 from self',
    'module.a tcp 22-22 from group',
    'module.a tcp 22-22 from prefixList',
    'module.a tcp 22-22 from 0.0.0.0/0 ::/0',
  );
});

test('every rule of a matrix goes with every source of its subject', () => {
  checkModelledRules(
    sg(`
      rule_matrix = [
        {
          cidr_blocks               = ["0.0.0.0/0"]
          ipv6_cidr_blocks          = ["::/0"]
          source_security_group_ids = ["sg-1"]
          rules = [
            { ${ssh} },
            { type = "ingress", from_port = 0, to_port = 0, protocol = "all", self = true },
            { type = "egress", from_port = 0, to_port = 0, protocol = "all" },
          ]
        },
        { cidr_blocks = ["10.0.0.0/8"], rules = [{ ${ssh} }] },
      ]
    `),
    'module.a tcp 22-22 from 0.0.0.0/0 ::/0 group',
    'module.a all all from 0.0.0.0/0 ::/0 group self',
    'module.a tcp 22-22 from 10.0.0.0/8',
  );
});

test('enabled, its own or of the context, decides whether there is anything', () => {
  const open = `rules = [{ ${ssh}, cidr_blocks = ["0.0.0.0/0"] }]\n`;
  checkModelledRules(sg(`${open}enabled = false`));
  checkModelledRules(sg(`${open}context = { enabled = false }`));
  checkModelledRules(sg(`${open}context = { enabled = null }`), 'module.a tcp 22-22 from 0.0.0.0/0');
  checkModelledRules(sg(`${open}context = { enabled = false }\nenabled = true`), 'module.a tcp 22-22 from 0.0.0.0/0');
  checkModelledRules(
    sg(`${open}enabled = var.public\n---\nvariable "public" {}`),
    'module.a tcp 22-22 from 0.0.0.0/0 if var.public',
  );
});

test('a context that is not known is asked for its enabled, not for being true itself', () => {
  const open = `rules = [{ ${ssh}, cidr_blocks = ["0.0.0.0/0"] }]\n`;
  const label = 'variable "label" {}';
  checkModelledRules(
    sg(`${open}context = var.label\n---\n${label}`),
    'module.a tcp 22-22 from 0.0.0.0/0 if var.label.enabled',
  );
  checkModelledRules(
    sg(`${open}context = merge(var.label, { name = "a" })\n---\n${label}`),
    'module.a tcp 22-22 from 0.0.0.0/0 if (merge(var.label, { name = "a" })).enabled',
  );
  checkModelledRules(
    sg(`${open}context = { enabled = var.label }\n---\n${label}`),
    'module.a tcp 22-22 from 0.0.0.0/0 if var.label',
  );
});

test('a direction that cannot be known may be ingress', () => {
  checkModelledRules(
    sg(`
      rules = [{ type = var.type, from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
      ---
      variable "type" {}
    `),
    'module.a tcp 22-22 from 0.0.0.0/0 ?',
  );
});
