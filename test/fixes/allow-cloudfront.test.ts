// CloudFront's managed prefix list in the place of everyone.
import { test } from 'node:test';
import { checkFix, checkNoFix } from '../support/checkFix.ts';

const title = 'Allow only CloudFront (managed prefix list) instead of 0.0.0.0/0';

/** The team authorizes 443 alone, so that 80 is a finding. */
const team = `    #- .portcullis.yaml
    authorizedTcpPorts: [443]
`;

const data = (name = 'cloudfront', list = 'com.amazonaws.global.cloudfront.origin-facing'): string => `
    data "aws_ec2_managed_prefix_list" "${name}" {
      name = "${list}"
    }
`;

const group = (sources: string, before = '', port = 80): string => `${before}
    # The web tier.
    resource "aws_security_group" "web" {
      ingress {
        from_port       = ${port}
        to_port         = ${port}
        protocol        = "tcp"
        ${sources}
      }
    }
${team}`;

const aligned = (text: string): string =>
  text.replaceAll(/(from_port|to_port|protocol) {5,}/g, (_, name: string) => name.padEnd(12));

test('the list is looked up before the resource that reads it', async () => {
  await checkFix(
    aligned(group('cidr_blocks = ["0.0.0.0/0"]')),
    title,
    group('prefix_list_ids = [data.aws_ec2_managed_prefix_list.cloudfront.id]', data()),
  );
});

test('a data source that is there serves again, a name that is taken does not', async () => {
  const own = data('edge');
  await checkFix(
    aligned(group('cidr_blocks = ["0.0.0.0/0"]', own)),
    title,
    group('prefix_list_ids = [data.aws_ec2_managed_prefix_list.edge.id]', own),
  );
  const other = data('cloudfront', 'com.amazonaws.eu-west-1.s3');
  await checkFix(
    aligned(group('cidr_blocks = ["0.0.0.0/0"]', other)),
    title,
    group('prefix_list_ids = [data.aws_ec2_managed_prefix_list.cloudfront_2.id]', other + data('cloudfront_2')),
  );
});

test('a module with a data.tf has its data sources there', async () => {
  const file = (more: string): string => `    #- data.tf
    data "aws_region" "current" {}
${more}`;
  await checkFix(
    aligned(group('cidr_blocks = ["0.0.0.0/0"]')) + file(''),
    title,
    group('prefix_list_ids = [data.aws_ec2_managed_prefix_list.cloudfront.id]') + file(data()),
  );
});

test('IPv6 has a list of its own', async () => {
  await checkFix(
    group('ipv6_cidr_blocks = ["::/0"]').replaceAll(/(from_port|to_port|protocol) +(?==)/g, (_, name: string) =>
      name.padEnd(17),
    ),
    title.replace('0.0.0.0/0', '::/0'),
    group(
      'prefix_list_ids = [data.aws_ec2_managed_prefix_list.cloudfront_ipv6.id]',
      data('cloudfront_ipv6', 'com.amazonaws.global.ipv6.cloudfront.origin-facing'),
    ),
  );
});

test('every form of a rule', async () => {
  const owner = '\n    resource "aws_security_group" "web" {}\n';
  const rule = (source: string): string => `
    resource "aws_security_group_rule" "web" {
      type              = "ingress"
      security_group_id = aws_security_group.web.id
      protocol          = "tcp"
      from_port         = 80
      to_port           = 80
      ${source}
    }
${team}`;
  const cidrs = 'cidr_blocks       =';
  const lists = 'prefix_list_ids   =';
  const id = 'data.aws_ec2_managed_prefix_list.cloudfront.id';
  await checkFix(owner + rule(`${cidrs} ["0.0.0.0/0"]`), title, owner + data() + rule(`${lists} [${id}]`));
  await checkFix(
    owner + rule(`${cidrs} ["10.0.0.0/8", "0.0.0.0/0"]`),
    title,
    owner + data() + rule(`${cidrs} ["10.0.0.0/8"]\n      ${lists} [${id}]`),
  );
  const single = (source: string): string => `
    resource "aws_vpc_security_group_ingress_rule" "web" {
      security_group_id = aws_security_group.web.id
      ip_protocol       = "tcp"
      from_port         = 80
      to_port           = 80
      ${source}
    }
${team}`;
  await checkFix(
    owner + single('cidr_ipv4         = "0.0.0.0/0"'),
    title,
    owner + data() + single(`prefix_list_id    = ${id}`),
  );
  const object = (sources: string): string => `
    resource "aws_security_group" "web" {
      ingress = [{ from_port = 80, to_port = 80, protocol = "tcp", ${sources} }]
    }
${team}`;
  await checkFix(
    object('cidr_blocks = ["0.0.0.0/0"], prefix_list_ids = []'),
    title,
    data() + object(`cidr_blocks = [], prefix_list_ids = [${id}]`),
  );
});

test('the argument of a module', async () => {
  const call = (source: string): string => `
    module "web" {
      source  = "terraform-aws-modules/security-group/aws"
      version = "6.0.0"

      ingress_rules = {
        http = { from_port = 80, ${source} }
      }
    }
${team}`;
  await checkFix(
    call('cidr_ipv4 = "0.0.0.0/0"'),
    title,
    data() + call('prefix_list_id = data.aws_ec2_managed_prefix_list.cloudfront.id'),
  );
});

test('other ports are none of CloudFront, nor are ranges', () => {
  checkNoFix(group('cidr_blocks = ["0.0.0.0/0"]', '', 8080), 'allow-cloudfront');
  checkNoFix(group('cidr_blocks = ["0.0.0.0/0"]').replace('to_port         = 80', 'to_port = 443'), 'allow-cloudfront');
});
