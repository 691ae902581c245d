import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkFindings, findingsIn } from '../../support/check.ts';

test('an ingress block that is open to everyone is found at the range', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["10.0.0.0/8", "0.0.0.0/0"]
        #                            ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address. This fails EC2.19, EC2.18, EC2.13 and EC2.53. Allow only the addresses that need it.
      }
    }
  `);
});

test('each open source of a block is one finding', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        from_port        = 8443
        to_port          = 8443
        protocol         = "tcp"
        cidr_blocks      = ["0.0.0.0/0"]
        #                   ^^^^^^^^^^^ unauthorized-port-open: Port 8443 (alternative HTTPS) is open to every IPv4 address. This fails EC2.18.
        ipv6_cidr_blocks = ["::/0"]
        #                   ^^^^^^ unauthorized-port-open: Port 8443 (alternative HTTPS) is open to every IPv6 address.
      }
    }
  `);
});

test('egress is never found', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      egress {
        from_port   = 0
        to_port     = 0
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `);
});

test('no ingress at all, null, and an empty list open nothing', async () => {
  await checkFindings(`
    resource "aws_security_group" "absent" {}

    resource "aws_security_group" "null" {
      ingress = null
    }

    resource "aws_security_group" "empty" {
      ingress = []
    }

    resource "aws_security_group" "dynamic" {
      dynamic "ingress" {
        for_each = []
        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
        }
      }
    }
  `);
});

test('groups, the group itself and prefix lists are not open', async () => {
  await checkFindings(`
    resource "aws_security_group" "database" {
      ingress {
        from_port       = 5432
        to_port         = 5432
        protocol        = "tcp"
        self            = true
        security_groups = [aws_security_group.web.id]
        prefix_list_ids = ["pl-0123456789abcdef0"]
        cidr_blocks     = []
      }
    }

    resource "aws_security_group" "web" {}
  `);
});

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

test('dynamic blocks go through lists, maps and sets, with an iterator of their own, beside static blocks', async () => {
  await checkFindings(`
    locals {
      ports = { shell = 22, web = 443 }
    }

    resource "aws_security_group" "web" {
      dynamic "ingress" {
        for_each = local.ports
        iterator = port

        content {
          description = port.key
          from_port   = port.value
          to_port     = port.value
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
        }
      }

      ingress {
        from_port   = 23
        to_port     = 23
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Port 23 (Telnet) is open
      }
    }
  `);
});

test('a dynamic block over an unknown collection is possible where its range is written', async () => {
  await checkFindings(`
    variable "ports" {
      type = list(number)
    }

    resource "aws_security_group" "web" {
      dynamic "ingress" {
        for_each = var.ports
        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if the rule exists, which would fail EC2.19, EC2.18, EC2.13 and EC2.53. The variable ports has no default and no value. Allow only the addresses that need it.
        }
      }

      dynamic "ingress" {
        for_each = var.ports
        content {
          from_port   = ingress.value
          to_port     = ingress.value
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address if the rule exists and may fail EC2.18, but its ports cannot be known. The variable ports has no default and no value. Allow only the addresses that need it.
        }
      }
    }
  `);
});

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
      }

      ingress {
        from_port   = 22.5
        to_port     = 90000
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but "22.5" is no port range that AWS takes. This may fail EC2.18. Write the protocol and the ports.
      }

      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "esp"
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
        to_port     = 80
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Every port of every protocol is open
      }
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

test('a dynamic block over null or over a string is possible', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      dynamic "ingress" {
        for_each = "22"
        content {
          from_port   = 22
          to_port     = 22
          protocol    = "tcp"
          cidr_blocks = ["0.0.0.0/0"]
          #              ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if the rule exists
        }
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

test('the group of an inline rule is the resource itself', () => {
  const [finding] = findingsIn(`
    resource "aws_security_group" "web" {
      ingress {
        protocol    = "-1"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `);
  assert.deepEqual(finding?.rule.group, {
    address: 'aws_security_group.web',
    type: 'aws_security_group',
    attribute: 'id',
  });
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

test('a protocol of 256 and a port that is a text are no protocol and no port', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        protocol    = 256
        from_port   = 443
        to_port     = 443
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address, but "256" is no protocol that AWS takes.
      }

      ingress {
        protocol    = "tcp"
        from_port   = "https"
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
    #              ^^^^^^^^^^^ unauthorized-port-open (possible): This rule is open to every IPv4 address and may fail EC2.18, but its protocol cannot be known. Its protocol and ports go together in more than 32 ways.
  }
}
`);
});
