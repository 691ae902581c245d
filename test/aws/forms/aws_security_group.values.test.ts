import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings } from '../../support/check.ts';

test('a group whose count is 0 has no rules', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      count = 0

      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `);
});

test('instances that open the same at the same place are one finding, with the others in via', async () => {
  const findings = await checkFindings(`
    resource "aws_security_group" "web" {
      for_each = { a = 22, b = 22, c = 443 }

      ingress {
        from_port   = each.value
        to_port     = each.value
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
      }
    }
  `);
  assert.equal(findings[0]?.rule.address, 'aws_security_group.web["a"]');
  assert.deepEqual(findings[0].via, ['aws_security_group.web["b"]']);
});

test('texts and numbers, upper case and protocol numbers are read as the provider does', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        from_port   = "22"
        to_port     = "22"
        protocol    = "TCP"
        cidr_blocks = toset(["0.0.0.0/0"])
        #                    ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
      }

      ingress {
        from_port   = 23
        to_port     = 23
        protocol    = 6
        cidr_blocks = ["0.0.0.0/00"]
        #              ^^^^^^^^^^^^ high-risk-port-open: Port 23 (Telnet) is open
      }

      ingress {
        from_port        = 53
        to_port          = 53
        protocol         = "17"
        ipv6_cidr_blocks = ["0::0/0", "0:0:0:0:0:0:0:0/0"]
        #                   ^^^^^^^^ unauthorized-port-open: UDP port 53 (DNS) is open to every IPv6 address.
        #                             ^^^^^^^^^^^^^^^^^^^ unauthorized-port-open: UDP port 53 (DNS) is open to every IPv6 address.
      }

      ingress {
        from_port   = 0
        to_port     = 0
        protocol    = "06"
        cidr_blocks = ["::ffff:0.0.0.0/96"]
        #              ^^^^^^^^^^^^^^^^^^^ unauthorized-port-open: Port 0 is open to every IPv4 address.
      }

      ingress {
        from_port        = -1
        to_port          = -1
        protocol         = "58"
        ipv6_cidr_blocks = ["::/0"]
      }
    }
  `);
});

test('a rule that Terraform refuses is judged by what it says', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = "0.0.0.0/0"
        #             ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
      }

      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0", null]
        #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
      }

      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["::/0", "1.2.3.4/0"]
        #              ^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv6 address. This fails EC2.19, EC2.18, EC2.13 and EC2.54.
        #                      ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
      }

      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["000.0.0.0/0", " 0.0.0.0/0", "0.0.0.0", "", "/0"]
        #              ^^^^^^^^^^^^^ invalid-rule: "000.0.0.0/0" is no network
        #                             ^^^^^^^^^^^^ invalid-rule: " 0.0.0.0/0" is no network
        #                                           ^^^^^^^^^ invalid-rule: "0.0.0.0" is no network
        #                                                      ^^ invalid-rule: "" is no network
        #                                                          ^^^^ invalid-rule: "/0" is no network
      }

      ingress {
        from_port   = 22.5
        #             ^^^^ invalid-rule: AWS refuses the ports 22.5.
        to_port     = 90000
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but "22.5" is no port range that AWS takes. This may fail EC2.18. Write the protocol and the ports.
      }

      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "esp"
        #             ^^^^^ invalid-rule: AWS knows no protocol "esp".
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open (possible): This rule is open to every IPv4 address, but "esp" is no protocol that AWS takes.
      }

      ingress {
        from_port   = 443
        to_port     = 443
        protocol    = null
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but its protocol is not written. This may fail EC2.18.
      }

      ingress {
        protocol    = "tcp"
        to_port     = 443
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but its ports are not written.
      }

      ingress {
        from_port   = 22
        #             ^^ invalid-rule: The AWS provider refuses ports beside protocol -1 here.
        to_port     = 80
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Every port of every protocol is open
      }
    }
  `);
});

test('a source that cannot be known is not found', async () => {
  const text = `
    variable "cidrs" {
      type = list(string)
    }

    resource "aws_vpc" "main" {
      cidr_block = "10.0.0.0/16"
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port        = 22
        to_port          = 22
        protocol         = "tcp"
        cidr_blocks      = concat(var.cidrs, [aws_vpc.main.cidr_block])
        ipv6_cidr_blocks = [aws_vpc.main.ipv6_cidr_block]
      }
    }
  `;
  await checkFindings(text);
});

test('a range that depends on a condition is possible, and both ways of ports are judged', async () => {
  await checkFindings(`
    variable "public" {
      type = bool
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = var.public ? ["0.0.0.0/0"] : ["10.0.0.0/8"]
        #                           ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if var.public is true.
      }

      ingress {
        from_port   = var.public ? 443 : 22
        to_port     = var.public ? 443 : 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if var.public is false.
      }

      ingress {
        from_port   = var.public ? 443 : 22
        to_port     = var.public ? 443 : 22
        protocol    = "tcp"
        cidr_blocks = var.public ? ["0.0.0.0/0"] : ["10.0.0.0/8"]
      }
    }
  `);
});

test('a null given to a module is no range, and its default is not used; with nullable = false it is', async () => {
  await checkFindings(`
    module "web" {
      source   = "./modules/web"
      kept     = null
      replaced = null
    }
    #- modules/web/main.tf
    variable "kept" {
      default = ["0.0.0.0/0"]
    }

    variable "replaced" {
      default  = ["0.0.0.0/0"]
      nullable = false
    }

    resource "aws_security_group" "kept" {
      ingress {
        protocol    = "-1"
        cidr_blocks = var.kept
      }
    }

    resource "aws_security_group" "replaced" {
      ingress {
        protocol    = "-1"
        cidr_blocks = var.replaced
        #             ^^^^^^^^^^^^ high-risk-port-open
      }
    }
  `);
});

test('a protocol of 256 and a port that is a text are no protocol and no port', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        protocol    = 256
        #             ^^^ invalid-rule: AWS knows no protocol "256".
        from_port   = 443
        to_port     = 443
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but "256" is no protocol that AWS takes.
      }

      ingress {
        protocol    = "tcp"
        from_port   = "https"
        #             ^^^^^^^ invalid-rule: AWS refuses the ports https.
        to_port     = "https"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but "https" is no port range that AWS takes.
      }
    }
  `);
});

test('arguments that go together in too many ways leave the ports unknown', async () => {
  const ports = (name: string): string =>
    [1, 2, 3, 4, 5, 6, 7].reduceRight((rest, n) => `var.${name}${n} ? ${n} : (${rest})`, '8');
  const variables = ['a', 'b'].flatMap((name) =>
    [1, 2, 3, 4, 5, 6, 7].map((n) => `variable "${name}${n}" { type = bool }`),
  );
  await checkFindings(`${variables.join('\n')}
resource "aws_security_group" "web" {
  ingress {
    protocol    = "tcp"
    from_port   = ${ports('a')}
    to_port     = ${ports('b')}
    cidr_blocks = ["0.0.0.0/0"]
    #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address and may fail EC2.18, but its ports cannot be known. Its protocol and ports go together in more than 32 ways. Allow only the addresses that need it.
  }
}
`);
});
