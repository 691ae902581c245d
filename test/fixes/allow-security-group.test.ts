// Which groups of the module may take the place of everyone.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';
import { alone, app, block } from './appGroup.ts';

test('for SSH there is only the group that people log in through', async () => {
  const ssh = alone.replaceAll('8080', '22').replace(' # the load balancer', '');
  checkNoFix(app(ssh), 'allow-security-group');
  const bastion = `
    resource "aws_security_group" "jump_host" {
      name = "jump host"
    }
`;
  await checkFix(
    app(ssh, bastion),
    'Allow only aws_security_group.jump_host.id instead of 0.0.0.0/0',
    app(block('  security_groups = [aws_security_group.jump_host.id]').replaceAll('8080', '22'), bastion),
  );
});

test('for a database the nearest tier stands first', async () => {
  const tiers = (ingress: string): string => `
    resource "aws_security_group" "edge" {
      name = "edge"
    }

    resource "aws_security_group" "app" {
      name = "app"
    }

    resource "aws_security_group" "other" {
      ${ingress.split('\n').join('\n      ')}
    }

    resource "aws_lb" "main" {
      security_groups = [aws_security_group.edge.id]
    }
`;
  const open = alone.replaceAll('8080', '5432').replace(' # the load balancer', '');
  await checkFix(
    tiers(open),
    'Allow only aws_security_group.app.id instead of 0.0.0.0/0',
    tiers(block('  security_groups = [aws_security_group.app.id]').replaceAll('8080', '5432')),
  );
  await checkFix(
    tiers(open),
    'Allow only aws_security_group.edge.id instead of 0.0.0.0/0',
    tiers(block('  security_groups = [aws_security_group.edge.id]').replaceAll('8080', '5432')),
  );
});

test('no group of another network, of several, or of a tier behind is named', () => {
  const lb = 'name = "lb"';
  const plain = app(alone);
  checkNoFix(plain.replace(lb, `${lb}\n      vpc_id = aws_vpc.other.id`), 'allow-security-group');
  checkNoFix(plain.replace(lb, `${lb}\n      count = 2`), 'allow-security-group');
  checkNoFix(plain.replace('"lb" {', '"db" {').replace(lb, 'name = "db"'), 'allow-security-group');
});

test('two groups do not read each other in a circle', () => {
  const egress = 'name = "lb"\n\n      egress {\n        security_groups = [aws_security_group.app.id]\n      }';
  checkNoFix(app(alone).replace('name = "lb"', egress), 'allow-security-group');
});

test('an entry of a network ACL, and an invalid rule, name no groups', () => {
  const acl = `
    resource "aws_network_acl_rule" "app" {
      network_acl_id = "acl-1"
      rule_number    = 100
      rule_action    = "allow"
      protocol       = "tcp"
      from_port      = 3389
      to_port        = 3389
      cidr_block     = "0.0.0.0/0"
    }
`;
  checkNoFix(app('', acl.replace('"app"', '"rdp"')), 'allow-security-group');
});
