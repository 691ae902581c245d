// Sources that are known in part: an open range beside something unknown is neither lost nor doubted.
import { test } from 'node:test';
import { checkFindings } from '../support/check.ts';

test('an open range that is surely in a list is open, whatever else the list holds', async () => {
  await checkFindings(`
    variable "others" {
      type = list(string)
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = concat(var.others, ["0.0.0.0/0"])
        #                                 ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address. This fails EC2.19
      }
    }
  `);
});

test('an open range that may be left out of a list is possible only', async () => {
  await checkFindings(`
    variable "skipped" {
      type = string
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = [for cidr in ["0.0.0.0/0", "10.0.0.0/8"] : cidr if cidr != var.skipped]
        #                           ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if cidr != var.skipped is true.
      }
    }
  `);
});

test('an address that is not known but ends in /32 is not open', async () => {
  await checkFindings(`
    data "http" "me" {
      url = "https://example.com"
    }

    resource "aws_security_group_rule" "me" {
      type              = "ingress"
      security_group_id = "sg-0123456789abcdef0"
      protocol          = "tcp"
      from_port         = 22
      to_port           = 22
      cidr_blocks       = ["\${chomp(data.http.me.response_body)}/32"]
    }
  `);
});

test('what is picked from a list that is not known in full is possible only', async () => {
  await checkFindings(`
    variable "first" {
      type = string
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = [concat(split(",", var.first), ["0.0.0.0/0"])[0]]
        #                                             ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if …[0] == "0.0.0.0/0" is true.
      }
    }
  `);
});

test('a range that some ways of two conditions give is possible, one that all give is open', async () => {
  await checkFindings(`
    variable "public" {
      type = bool
    }

    variable "wide" {
      type = bool
    }

    locals {
      some = var.public ? "0.0.0.0/0" : (var.wide ? "0.0.0.0/0" : "10.0.0.0/8")
      all  = var.public ? "0.0.0.0/0" : (var.wide ? "0.0.0.0/0" : "0.0.0.0/0")
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = [local.some]
        #              ^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if var.public is true.
      }
    }

    resource "aws_security_group" "all" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = [local.all]
        #              ^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address. This fails EC2.19
      }
    }
  `);
});
