# The machines that people log in to. None of them should accept 0.0.0.0/0, and most of them do.

resource "aws_security_group" "windows" {
  name        = "${var.project}-windows"
  description = "Windows machines of the administrators"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "windows_rdp" {
  type              = "ingress"
  description       = "Remote desktop"
  security_group_id = aws_security_group.windows.id
  from_port         = 3389
  to_port           = 3389
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
  ipv6_cidr_blocks  = ["::/0"]
}

resource "aws_security_group_rule" "windows_winrm" {
  type              = "ingress"
  description       = "Windows Remote Management"
  security_group_id = aws_security_group.windows.id
  from_port         = 5985
  to_port           = 5986
  protocol          = "tcp"
  cidr_blocks       = var.emergency_access ? ["0.0.0.0/0"] : [var.office_cidr]
}

resource "aws_security_group" "monitoring" {
  name        = "${var.project}-monitoring"
  description = "Watches all other machines"
  vpc_id      = aws_vpc.main.id

  # "It works now": every port of every protocol.
  ingress {
    description = "Temporary"
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "jump_host" {
  name        = "${var.project}-jump-host"
  description = "Jump host of the operators"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "jump_host_office" {
  description       = "SSH from the office"
  security_group_id = aws_security_group.jump_host.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv4         = var.office_cidr
}

# IPv4 was closed after an audit; IPv6 was forgotten.
resource "aws_vpc_security_group_ingress_rule" "jump_host_ipv6" {
  description       = "SSH over IPv6"
  security_group_id = aws_security_group.jump_host.id
  ip_protocol       = "tcp"
  from_port         = 22
  to_port           = 22
  cidr_ipv6         = "::/0"
}

module "bastion" {
  source = "./modules/bastion"

  name          = "${var.project}-bastion"
  vpc_id        = aws_vpc.main.id
  subnet_id     = aws_subnet.tier["management"].id
  allowed_cidrs = ["0.0.0.0/0"]
}
