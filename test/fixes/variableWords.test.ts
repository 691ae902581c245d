// Which of a module's own variables are offered for an open network, and in which order.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFix, fixTitles } from '../support/checkFix.ts';

/** What replaces the open network of a rule for a port: the variables offered, a new one after a plus. */
function offered(port: number, variables: string): readonly string[] {
  const [titles = []] = fixTitles(rule(port, '["0.0.0.0/0"]', variables));
  return titles.flatMap((title) => {
    const [, name, fresh] =
      /^(?:\* )?Replace 0\.0\.0\.0\/0 with (?:var\.(\S+)|the new variable (\S+))/.exec(title) ?? [];
    return name !== undefined ? [name] : fresh !== undefined ? [`+${fresh}`] : [];
  });
}

function rule(port: number, sources: string, rest: string): string {
  return `
    resource "aws_security_group_rule" "a" {
      type              = "ingress"
      security_group_id = "sg-1"
      protocol          = "tcp"
      from_port         = ${port}
      to_port           = ${port}
      cidr_blocks       = ${sources}
    }
    ${rest}`;
}

function list(name: string, description = '', value = ''): string {
  const described = description === '' ? '' : `      description = "${description}"\n`;
  const given = value === '' ? '' : `      default = ${value}\n`;
  return `variable "${name}" {\n      type = list(string)\n${described}${given}    }\n    `;
}

test('a variable for the ports comes before one for whom the team trusts, and both before a new one', () => {
  const variables = list('office_cidrs') + list('bastion_cidr_blocks') + list('allowed_cidr_blocks');
  assert.deepEqual(offered(22, variables), [
    'bastion_cidr_blocks',
    'office_cidrs',
    'allowed_cidr_blocks',
    '+allowed_management_cidrs',
  ]);
});

test('the description speaks where the name does not', () => {
  assert.deepEqual(offered(5432, list('sources', 'CIDR blocks that may reach PostgreSQL.')), [
    'sources',
    '+allowed_database_cidrs',
  ]);
});

test('a variable of other ports, of subnets, or of what is no network is left alone', () => {
  const variables = [
    'database_cidrs',
    'private_subnet_cidrs',
    'vpc_cidrs',
    'admin_users',
    'egress_cidrs',
    'web_cidrs_8443',
    'allowed_prometheus_cidrs',
    'trusted_ipv6_cidrs',
  ];
  assert.deepEqual(offered(22, variables.map((name) => list(name)).join('')), ['+allowed_management_cidrs']);
});

test('a variable that anything opens is left alone: its default, a variable file, a call, a variable of the caller', () => {
  const only = ['+allowed_management_cidrs'];
  assert.deepEqual(offered(22, list('ssh_cidrs', '', '["10.0.0.0/8", "0.0.0.0/0"]')), only);
  assert.deepEqual(offered(22, `${list('ssh_cidrs')}#- x.auto.tfvars\n    ssh_cidrs = ["0.0.0.0/0"]\n    `), only);
  const called = (value: string): readonly string[] => {
    const root = `module "a" {\n      source    = "./a"\n      ssh_cidrs = ${value}\n    }\n`;
    const own = rule(22, '["0.0.0.0/0"]', list('ssh_cidrs')).replace(/^\n/, '');
    return offeredIn(`    #- main.tf\n    ${root}    ${list('admins', '', '["0.0.0.0/0"]')}#- a/main.tf\n${own}`);
  };
  assert.deepEqual(called('["0.0.0.0/0"]'), only);
  assert.deepEqual(called('var.admins'), only);
  assert.deepEqual(called('["10.0.0.0/8"]'), ['ssh_cidrs', ...only]);
});

function offeredIn(fixture: string): readonly string[] {
  const titles = fixTitles(fixture).flat();
  return titles.flatMap((title) => {
    const [, name, fresh] = /with (?:var\.(\S+)|the new variable (\w+))/.exec(title) ?? [];
    return name !== undefined ? [name] : fresh !== undefined ? [`+${fresh}`] : [];
  });
}

test('the best is preferred and holds; the others hold too', async () => {
  const variables = list('office_cidrs') + list('ssh_cidrs');
  const [titles = []] = fixTitles(rule(22, '["0.0.0.0/0"]', variables));
  assert.equal(titles[0], '* Replace 0.0.0.0/0 with var.ssh_cidrs');
  for (const name of ['ssh_cidrs', 'office_cidrs']) {
    await checkFix(
      rule(22, '["0.0.0.0/0", "10.0.0.0/8"]', variables),
      `Replace 0.0.0.0/0 with var.${name}`,
      rule(22, `concat(var.${name}, ["10.0.0.0/8"])`, variables),
    );
  }
});
