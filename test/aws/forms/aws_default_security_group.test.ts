import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

test('the default group is found in both ways of writing', async () => {
  await checkFindings(`
    resource "aws_default_security_group" "blocks" {
      ingress {
        protocol    = -1
        from_port   = 0
        to_port     = 0
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Every port of every protocol is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13, EC2.14 and EC2.53.
      }
    }

    resource "aws_default_security_group" "argument" {
      ingress = [{ protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["0.0.0.0/0"] }]
      #                                                                           ^^^^^^^^^^^ high-risk-port-open
    }
  `);
});

test('the default group without rules, or open to itself only, is closed', async () => {
  await checkFindings(`
    resource "aws_default_security_group" "closed" {
      vpc_id = "vpc-0123456789abcdef0"
    }

    resource "aws_default_security_group" "self" {
      ingress {
        protocol  = -1
        self      = true
        from_port = 0
        to_port   = 0
      }
    }
  `);
});
