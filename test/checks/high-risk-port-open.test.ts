import assert from 'node:assert/strict';
import { test } from 'node:test';
import { highRiskPorts } from '../../server/src/checks/portsOfInterest.ts';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import { checkFindings, findingsIn } from '../support/check.ts';

function rule(protocol: string, from: number, to: number): string {
  return `
    resource "aws_security_group" "web" {
      ingress {
        protocol    = "${protocol}"
        from_port   = ${from}
        to_port     = ${to}
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
  `;
}

for (const port of highRiskPorts)
  test(`port ${port} is of high risk over TCP and over UDP`, () => {
    for (const protocol of ['tcp', 'udp']) {
      const [finding] = findingsIn(rule(protocol, port, port));
      assert.deepEqual([finding?.check, finding?.controls[0]], ['high-risk-port-open', 'EC2.19']);
    }
  });

test('a range that holds one of the ports is found, and names them', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        protocol    = "tcp"
        from_port   = 20
        to_port     = 30
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open: Ports 20 to 30 (FTP data, FTP and SSH among them) are open to every IPv4 address.
      }
    }
  `);
});

test('ports beside them, and ICMP, are not of high risk', () => {
  for (const text of [rule('tcp', 444, 444), rule('tcp', 6000, 7000), rule('udp', 53, 53), rule('50', 0, 0)])
    assert.deepEqual(
      findingsIn(text).map((finding) => finding.check),
      ['unauthorized-port-open'],
    );
  assert.deepEqual(findingsIn(rule('icmp', 8, 22)), []);
});

test('with the check off, the next gravest gives the code', () => {
  const severities = {
    ...defaultCheckSettings.severities,
    'high-risk-port-open': 'off',
    'unauthorized-port-open': 'warning',
  } as const;
  const [finding] = findingsIn(rule('tcp', 22, 22), { severities });
  assert.deepEqual(finding?.controls, ['EC2.18', 'EC2.13', 'EC2.53']);
  assert.deepEqual([finding.check, finding.severity], ['unauthorized-port-open', 'warning']);
});

test('a written port under an unknown protocol is possible', async () => {
  await checkFindings(`
    variable "protocol" {
      type = string
    }

    resource "aws_security_group" "web" {
      ingress {
        protocol    = var.protocol
        from_port   = 3306
        to_port     = 3306
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open (possible): This rule is open to every IPv4 address and may fail EC2.19 and EC2.18, but its protocol cannot be known. The variable protocol has no default and no value.
      }
    }
  `);
});

test('it is silenced by its name together with the broader one', async () => {
  await checkFindings(`
    resource "aws_security_group" "web" {
      ingress {
        # portcullis:ignore high-risk-port-open, unauthorized-port-open public mail server
        protocol    = "tcp"
        from_port   = 25
        to_port     = 25
        cidr_blocks = ["0.0.0.0/0"]
        #              ^^^^^^^^^^^ high-risk-port-open (suppressed)
      }
    }
  `);
});

test('an open range at the end of a long text that is split is marked at the text, not at the separator', async () => {
  const closed = Array.from({ length: 9 }, (_, index) => `10.0.${index}.0/24`).join(',');
  await checkFindings(`
    variable "addresses" {
      default = "${closed},0.0.0.0/0"
    }

    resource "aws_security_group" "web" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = split(",", var.addresses)
        #                        ^^^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
      }
    }
  `);
});

test('an ingress block whose opening brace is missing is possible, not silent, and its neighbors stay', async () => {
  await checkFindings(`# broken
resource "aws_security_group" "a" {
  ingress
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
    #              ^^^^^^^^^^^ high-risk-port-open (possible): Port 22 (SSH) is open to every IPv4 address if the rule exists, which would fail EC2.19, EC2.18, EC2.13 and EC2.53. The block ingress has no opening brace.
  }
  ingress {
    from_port   = 3389
    to_port     = 3389
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
    #              ^^^^^^^^^^^ high-risk-port-open: Port 3389 (RDP) is open
  }
}
`);
});

test('a source that lacks its equals sign is still seen', async () => {
  await checkFindings(`# broken
resource "aws_security_group" "a" {
  ingress {
    from_port   22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks ["0.0.0.0/0"]
    #            ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open
  }
}
`);
});

test('a group that exists where some zones are taken of a data source is sure to exist', async () => {
  await checkFindings(`
data "aws_availability_zones" "all" {}
locals {
  zones = slice(data.aws_availability_zones.all.names, 0, 2)
}
resource "aws_security_group" "a" {
  count = length(local.zones) > 0 ? 1 : 0
  ingress {
    from_port   = 22
    to_port     = 22
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
    #              ^^^^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address. This fails EC2.19
  }
}
`);
});

test('a copied module call is judged before it is renamed', async () => {
  await checkFindings(`
module "web" {
  source = "./web"
  from   = ["10.0.0.0/8"]
}
module "web" {
  source = "./web"
  from   = ["0.0.0.0/0"]
}
module "other" {
  source = "./web"
  from   = module.web.from
}
#- web/main.tf
variable "from" {
  type = list(string)
}
resource "aws_security_group_rule" "ssh" {
  type              = "ingress"
  security_group_id = "sg-0123456789abcdef0"
  protocol          = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_blocks       = var.from
  #                   ^^^^^^^^ high-risk-port-open: Port 22 (SSH) is open to every IPv4 address.
}
output "from" {
  value = var.from
}
`);
});
