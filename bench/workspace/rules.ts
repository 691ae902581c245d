// Security groups and their rules in the forms that real workspaces have them: about one file in four opens something.
import type { Random } from './random.ts';

const ports: readonly [number, ...number[]] = [22, 443, 5432, 6379, 8080, 9200, 3306, 443, 80, 8443];

/** Ranges as they are written: closed mostly, open sometimes. */
function ranges(random: Random): string {
  if (random.chance(0.12)) return '["0.0.0.0/0"]';
  return random.pick([
    '["10.0.0.0/8"]',
    '["172.16.0.0/12", "192.168.0.0/16"]',
    'var.allowed_cidrs',
    'local.internal_cidrs',
    'concat(local.internal_cidrs, var.allowed_cidrs)',
    '[cidrsubnet("10.20.0.0/16", 4, 2)]',
  ]);
}

function inline(name: string, random: Random): string {
  const port = random.pick(ports);
  const ignore = random.chance(0.05) ? '  # portcullis:ignore EC2.19 -- reached through the proxy only\n' : '';
  return `resource "aws_security_group" "${name}" {
  name        = "\${var.name}-${name.replaceAll('_', '-')}"
  description = "Lets the service's clients in"
  vpc_id      = var.vpc_id

${ignore}  ingress {
    description = "clients"
    from_port   = ${port}
    to_port     = ${port}
    protocol    = "tcp"
    cidr_blocks = ${ranges(random)}
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }

  tags = local.tags
}
`;
}

function separate(name: string, random: Random): string {
  const port = random.pick(ports);
  return `resource "aws_security_group" "${name}" {
  name_prefix = "\${var.name}-"
  vpc_id      = var.vpc_id
  tags        = local.tags

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_security_group_rule" "${name}_in" {
  type              = "ingress"
  from_port         = ${port}
  to_port           = ${port}
  protocol          = "tcp"
  cidr_blocks       = ${ranges(random)}
  security_group_id = aws_security_group.${name}.id
}

resource "aws_security_group_rule" "${name}_out" {
  type              = "egress"
  from_port         = 0
  to_port           = 65535
  protocol          = "-1"
  cidr_blocks       = ["0.0.0.0/0"]
  security_group_id = aws_security_group.${name}.id
}
`;
}

function each(name: string, random: Random): string {
  const port = random.pick(ports);
  return `resource "aws_security_group" "${name}" {
  name   = "\${var.name}-${name.replaceAll('_', '-')}"
  vpc_id = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "${name}" {
  for_each = toset(${ranges(random)})

  security_group_id = aws_security_group.${name}.id
  cidr_ipv4         = each.value
  from_port         = ${port}
  to_port           = ${port}
  ip_protocol       = "tcp"
}
`;
}

function dynamic(name: string, random: Random): string {
  return `resource "aws_security_group" "${name}" {
  name   = "\${var.name}-${name.replaceAll('_', '-')}"
  vpc_id = var.vpc_id

  dynamic "ingress" {
    for_each = ${random.chance(0.5) ? 'var.ingress_ports' : `[${random.pick(ports)}, ${random.pick(ports)}]`}
    content {
      from_port   = ingress.value
      to_port     = ingress.value
      protocol    = "tcp"
      cidr_blocks = ${ranges(random)}
    }
  }

  tags = merge(local.tags, { Name = "${name}" })
}
`;
}

/** One security group with its rules. */
export function ruleBlocks(name: string, random: Random): string {
  return random.pick([inline, inline, separate, separate, each, dynamic])(name, random);
}
