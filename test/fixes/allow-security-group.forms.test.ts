// A group of the module in the place of everyone, in every form that a rule is written in.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';
import { alone, app, block, title } from './appGroup.ts';

test('the only network of a block gives way to the group, in its place', async () => {
  await checkFix(app(alone), title, app(block('  security_groups = [aws_security_group.lb.id] # the load balancer')));
});

test('beside others, the open network leaves the list and the group gets an argument of its own', async () => {
  await checkFix(
    app(alone.replace('["0.0.0.0/0"] # the load balancer', '["10.0.0.0/8", "0.0.0.0/0"]')),
    title,
    app(block('  cidr_blocks     = ["10.0.0.0/8"]', '  security_groups = [aws_security_group.lb.id]')),
  );
});

test('a list of groups that is there gets one more, unless it has it', async () => {
  const more = `
    resource "aws_security_group" "bastion" {
      name = "bastion"
    }
`;
  const with2 = (groups: string, cidrs = ''): string =>
    block(...(cidrs === '' ? [] : [`  cidr_blocks     = ${cidrs}`]), `  security_groups = ${groups}`);
  await checkFix(
    app(with2('[aws_security_group.bastion.id]', '["0.0.0.0/0"]'), more),
    title,
    app(with2('[aws_security_group.bastion.id, aws_security_group.lb.id]'), more),
  );
  await checkFix(
    app(with2('[aws_security_group.lb.id]', '["0.0.0.0/0"]')),
    title,
    app(with2('[aws_security_group.lb.id]')),
  );
});

test('comments within a list that goes stay, above the argument', async () => {
  const ports = 'ingress {\n  from_port = 8080\n  to_port   = 8080\n  protocol  = "tcp"\n';
  await checkFix(
    app(`${ports}  cidr_blocks = [\n    # for the demo\n    "0.0.0.0/0",\n  ]\n}`),
    title,
    app(`${ports}  # for the demo\n  security_groups = [aws_security_group.lb.id]\n}`),
  );
});

test('the file keeps its Windows line ends and its tabs', async () => {
  const windows = (text: string): string => text.replaceAll('\n', '\r\n');
  await checkFix(
    windows(app(alone)),
    title,
    windows(app(block('  security_groups = [aws_security_group.lb.id] # the load balancer'))),
  );
  const tabs = (text: string): string =>
    text.replaceAll(/^( {4})((?: {2})+)/gm, (_, own: string, rest: string) => own + '\t'.repeat(rest.length / 2));
  await checkFix(
    tabs(app(alone)),
    title,
    tabs(app(block('  security_groups = [aws_security_group.lb.id] # the load balancer'))),
  );
});

test('an object of a list of rules keeps all of its arguments', async () => {
  const element = (cidrs: string, groups: string): string => `ingress = [{
  description      = "app"
  from_port        = 8080
  to_port          = 8080
  protocol         = "tcp"
  cidr_blocks      = ${cidrs}
  ipv6_cidr_blocks = []
  prefix_list_ids  = []
  security_groups  = ${groups}
  self             = false
}]`;
  await checkFix(app(element('["0.0.0.0/0"]', '[]')), title, app(element('[]', '[aws_security_group.lb.id]')));
  await checkFix(
    app(element('["0.0.0.0/0", "10.0.0.0/8"]', 'null')),
    title,
    app(element('["10.0.0.0/8"]', '[aws_security_group.lb.id]')),
  );
});

test('an object on one line, and one with commas, get the argument where it belongs', async () => {
  const inline = (sources: string): string =>
    `ingress = [{ from_port = 8080, to_port = 8080, protocol = "tcp", ${sources} }]`;
  await checkFix(
    app(inline('cidr_blocks = ["0.0.0.0/0"]')),
    title,
    app(inline('cidr_blocks = [], security_groups = [aws_security_group.lb.id]')),
  );
  const commas = (sources: string): string => `ingress = [{
  from_port = 8080,
  to_port   = 8080,
  protocol  = "tcp",
${sources}
}]`;
  await checkFix(
    app(commas('  cidr_blocks = ["0.0.0.0/0"], # all')).replace(/(from_port|to_port|protocol) +/g, (_, name: string) =>
      name.padEnd(12),
    ),
    title,
    app(
      commas('  cidr_blocks     = [], # all\n  security_groups = [aws_security_group.lb.id],').replaceAll(
        /(from_port|to_port|protocol) +/g,
        (_, name: string) => name.padEnd(16),
      ),
    ),
  );
});

test('the content of a dynamic block', async () => {
  const dynamic = (source: string): string => `dynamic "ingress" {
  for_each = [8080, 8081]

  content {
    from_port${source.startsWith('c') ? '  ' : '      '} = ingress.value
    to_port${source.startsWith('c') ? '  ' : '      '}   = ingress.value
    protocol${source.startsWith('c') ? '  ' : '      '}  = "tcp"
    ${source}
  }
}`;
  await checkFix(
    app(dynamic('cidr_blocks = ["0.0.0.0/0"]')),
    title,
    app(dynamic('security_groups = [aws_security_group.lb.id]')),
  );
});

const resourceRule = (argument: string): string => `
    resource "aws_security_group_rule" "app" {
      type${' '.repeat(argument.length - 4)} = "ingress"
      security_group_id${' '.repeat(argument.length - 17)} = aws_security_group.app.id
      protocol${' '.repeat(argument.length - 8)} = "tcp"
      from_port${' '.repeat(argument.length - 9)} = 8080
      to_port${' '.repeat(argument.length - 7)} = 8080
      ${argument} =`;

test('a rule of its own takes a group in place of its networks', async () => {
  const cidrs = resourceRule('cidr_blocks      ');
  await checkFix(
    app('', `${cidrs} ["0.0.0.0/0"]\n    }\n`),
    title,
    app('', `${resourceRule('source_security_group_id')} aws_security_group.lb.id\n    }\n`),
  );
});

test('a rule of its own takes no group beside other networks', () => {
  const cidrs = resourceRule('cidr_blocks      ');
  for (const sources of ['["0.0.0.0/0", "10.0.0.0/8"]', '["0.0.0.0/0"]\n      ipv6_cidr_blocks  = ["fd00::/8"]'])
    checkNoFix(app('', `${cidrs} ${sources}\n    }\n`), 'allow-security-group');
});

const singleRule = (name: string, value: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "app" {
      security_group_id${' '.repeat(Math.max(0, name.length - 17))} = aws_security_group.app.id
      ip_protocol${' '.repeat(Math.max(0, name.length - 17))}       = "tcp"
      from_port${' '.repeat(Math.max(0, name.length - 17))}         = 8080
      to_port${' '.repeat(Math.max(0, name.length - 17))}           = 8080
      ${name.padEnd(17)} = ${value}
    }
`;

test('a rule with one source has the group as that one', async () => {
  await checkFix(
    app('', singleRule('cidr_ipv4', '"0.0.0.0/0"')),
    title,
    app('', singleRule('referenced_security_group_id', 'aws_security_group.lb.id')),
  );
  await checkFix(
    app('', singleRule('cidr_ipv6', '"::/0"')),
    title.replace('0.0.0.0/0', '::/0'),
    app('', singleRule('referenced_security_group_id', 'aws_security_group.lb.id')),
  );
});

test('a reference that brings nothing but the open network goes as a whole', async () => {
  const local = `
    locals {
      anywhere = ["0.0.0.0/0"]
    }
`;
  await checkFix(
    app(alone.replace('["0.0.0.0/0"] # the load balancer', 'local.anywhere'), local),
    title,
    app(block('  security_groups = [aws_security_group.lb.id]'), local),
  );
  const one = local.replace('["0.0.0.0/0"]', '"0.0.0.0/0"');
  await checkFix(
    app(alone.replace('["0.0.0.0/0"] # the load balancer', '[local.anywhere, "10.0.0.0/8"]'), one),
    title,
    app(block('  cidr_blocks     = ["10.0.0.0/8"]', '  security_groups = [aws_security_group.lb.id]'), one),
  );
});

test('what brings other networks too, or depends on a round, stays', () => {
  const local = `
    locals {
      networks = ["0.0.0.0/0", "10.0.0.0/8"]
    }
`;
  checkNoFix(app(alone.replace('["0.0.0.0/0"]', 'local.networks'), local), 'allow-security-group');
  const dynamic = `dynamic "ingress" {
  for_each = ["0.0.0.0/0", "10.0.0.0/8"]

  content {
    from_port   = 8080
    to_port     = 8080
    protocol    = "tcp"
    cidr_blocks = [ingress.value]
  }
}`;
  checkNoFix(app(dynamic), 'allow-security-group');
});

test('a reference that other calls of the module give other networks stays', () => {
  const called = `
    module "open" {
      source = "./app"
      cidrs  = ["0.0.0.0/0"]
    }

    module "closed" {
      source = "./app"
      cidrs  = ["10.0.0.0/8"]
    }
    #- app/main.tf
    resource "aws_security_group" "lb" {
      name = "lb"
    }

    resource "aws_security_group" "app" {
      ingress {
        from_port   = 8080
        to_port     = 8080
        protocol    = "tcp"
        cidr_blocks = var.cidrs
      }
    }

    variable "cidrs" {
      type = list(string)
    }
`;
  checkNoFix(called, 'allow-security-group');
});

test('groups of modules are named by their outputs', async () => {
  const modules = `
    module "alb_sg" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "5.3.1"
    }
`;
  const only = (text: string): string =>
    app(text, modules).replace(/resource "aws_security_group" "lb"[^}]*}\n\n {4}/, '');
  await checkFix(
    only(alone),
    'Allow only module.alb_sg.security_group_id instead of 0.0.0.0/0',
    only(block('  security_groups = [module.alb_sg.security_group_id] # the load balancer')),
  );
  const own = only(alone).replace(/source {2}=[^}]*/, 'source = "./alb"\n    ');
  const files = `    #- alb/main.tf
    resource "aws_security_group" "this" {
      name = "alb"
    }

    output "group_id" {
      value = aws_security_group.this.id
    }
`;
  await checkFix(
    own + files,
    'Allow only module.alb_sg.group_id instead of 0.0.0.0/0',
    only(block('  security_groups = [module.alb_sg.group_id] # the load balancer')).replace(
      /source {2}=[^}]*/,
      'source = "./alb"\n    ',
    ) + files,
  );
});

test('arguments of modules that name groups', async () => {
  const maps = (source: string): string =>
    app(
      '',
      `
    module "app_sg" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "6.0.0"

      ingress_rules = {
        app = {
          from_port = 8080
          ${source}
        }
      }
    }
`,
    );
  await checkFix(
    maps('cidr_ipv4 = "0.0.0.0/0"'),
    title,
    maps('referenced_security_group_id = aws_security_group.lb.id').replace(
      'from_port ',
      'from_port                    ',
    ),
  );
  const list = (source: string): string =>
    app(
      '',
      `
    module "app_sg" {
      source  = "cloudposse/security-group/aws"
      version = "2.2.0"

      rules = [{
        type      = "ingress"
        from_port = 8080
        to_port   = 8080
        protocol  = "tcp"
        ${source}
      }]
    }
`,
    );
  const widened = (text: string, width: number): string =>
    text.replaceAll(/(type|from_port|to_port|protocol) +(?==)/g, (_, name: string) => `${name.padEnd(width)} `);
  await checkFix(
    widened(list('cidr_blocks = ["0.0.0.0/0"]'), 11),
    title,
    widened(list('source_security_group_id = aws_security_group.lb.id'), 24),
  );
});
