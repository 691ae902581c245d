import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn } from '../../support/check.ts';

test('an object in ingress = [...] is found like a block', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress = [
        {
          description      = "web"
          from_port        = 443
          to_port          = 443
          protocol         = "tcp"
          cidr_blocks      = ["0.0.0.0/0"]
          ipv6_cidr_blocks = null
          prefix_list_ids  = []
          security_groups  = []
          self             = false
        },
        {
          description      = "shell"
          from_port        = 22
          to_port          = 22
          protocol         = "tcp"
          cidr_blocks      = ["0.0.0.0/0"]
          #                   ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
          ipv6_cidr_blocks = null
          prefix_list_ids  = []
          security_groups  = []
          self             = false
        },
      ]
    }
  `);
});

test('a rule in ingress = [...] is placed at its element', () => {
  const [finding] = findingsIn(`resource "aws_security_group" "web" {
  ingress = [{ from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] }]
}`);
  assert.deepEqual(finding?.rule.place, { path: '/w/main.tf', span: { start: 51, end: 130 } });
  assert.equal(finding.rule.block, undefined);
  assert.equal(finding.rule.sources[0]?.argument.name, 'cidr_blocks');
});

test('ingress = [for ...] is found at the range, or at the expression that brings it', async () => {
  await checkFindings(`
    variable "rules" {
      default = {
        shell = { port = 22, cidrs = ["0.0.0.0/0"] }
        web   = { port = 443, cidrs = ["0.0.0.0/0"] }
      }
    }

    resource "aws_security_group" "written" {
      ingress = [for port in [22, 80] : {
        from_port   = port
        to_port     = port
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
      }]
    }

    resource "aws_security_group" "given" {
      ingress = [for rule in var.rules : {
        from_port   = rule.port
        to_port     = rule.port
        protocol    = "tcp"
        cidr_blocks = rule.cidrs
        #             ^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
      }]
    }
  `);
});

test('ingress from a variable is found at the variable, with the range as its origin', async () => {
  const [finding] = await checkFindings(`
    variable "rules" {
      default = [
        { from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"] },
      ]
    }

    resource "aws_security_group" "web" {
      ingress = var.rules
      #         ^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
    }
  `);
  assert.equal(finding?.origin.at(-1)?.text, '"0.0.0.0/0"');
});

test('ingress = cond ? [...] : [] is possible', async () => {
  await checkFindings(`
    variable "public" {
      type = bool
    }

    resource "aws_security_group" "web" {
      ingress = var.public ? [{
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if var.public is true. That would fail EC2.19, EC2.18, EC2.13 and EC2.53.
      }] : []
    }
  `);
});

test('ingress as a single object is refused by Terraform and judged by what it says', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress = { from_port = 22, to_port = 22, protocol = "tcp", cidr_blocks = ["0.0.0.0/0"], extra = 1 }
      #                                                                          ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
    }
  `);
});

test('ingress = [] beside a block is refused by Terraform, and the block is judged', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress = []

      ingress {
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open
      }
    }
  `);
});

test('the rules of another group are read back for what they are', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        protocol    = "tcp"
        from_port   = 443
        to_port     = 443
        cidr_blocks = ["0.0.0.0/0"]
      }
    }

    resource "aws_security_group" "copy" {
      dynamic "ingress" {
        for_each = aws_security_group.web.ingress
        content {
          protocol    = "tcp"
          from_port   = 22
          to_port     = 22
          cidr_blocks = ["10.0.0.0/8"]
        }
      }
    }
  `);
});
