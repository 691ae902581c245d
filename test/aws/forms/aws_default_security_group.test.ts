import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

test('the default group is found in both ways of writing', async () => {
  await checkFindings(`
    resource "aws_default_security_group" "blocks" {
      ingress {
    # ^^^^^^^ default-group-has-rules: The default security group allows traffic, and whatever has no group of its own is in it. This fails EC2.2.
        protocol    = -1
        from_port   = 0
        to_port     = 0
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Every port of every protocol is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13, EC2.14 and EC2.53.
      }
    }

    resource "aws_default_security_group" "argument" {
      ingress = [{ protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["0.0.0.0/0"] }]
      #          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ default-group-has-rules
      #                                                                           ^^^^^^^^^^^ high-risk-port-open
    }
  `);
});

test('the default group without rules is closed, and open to itself only it is open to no one else', async () => {
  await checkFindings(`
    resource "aws_default_security_group" "closed" {
      vpc_id = "vpc-0123456789abcdef0"
    }

    resource "aws_default_security_group" "self" {
      ingress {
    # ^^^^^^^ default-group-has-rules
        protocol  = -1
        self      = true
        from_port = 0
        to_port   = 0
      }
    }
  `);
});
