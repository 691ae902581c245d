resource "aws_security_group" "database" {
  name        = "${var.project}-database"
  description = "PostgreSQL"
  vpc_id      = aws_vpc.main.id

  ingress {
    description     = "Application servers"
    from_port       = var.database_port
    to_port         = var.database_port
    protocol        = "tcp"
    security_groups = [aws_security_group.app.id]
  }

  ingress {
    description = "Developers"
    from_port   = var.database_port
    to_port     = var.database_port
    protocol    = "tcp"
    cidr_blocks = var.database_client_cidrs
  }
}

resource "aws_security_group" "replication" {
  name        = "${var.project}-replication"
  description = "Read replicas outside of AWS"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "replication" {
  type              = "ingress"
  description       = "Streaming replication"
  security_group_id = aws_security_group.replication.id
  from_port         = var.database_port
  to_port           = var.database_port
  protocol          = "tcp"
  cidr_blocks       = var.replication_cidrs
}

resource "aws_security_group" "reporting" {
  name        = "${var.project}-reporting"
  description = "The database that reports are made from"
  vpc_id      = aws_vpc.main.id
}

resource "aws_vpc_security_group_ingress_rule" "reporting_tool" {
  description       = "The reporting tool, wherever it runs"
  security_group_id = aws_security_group.reporting.id
  ip_protocol       = "tcp"
  from_port         = 5432
  to_port           = 5432
  cidr_ipv4         = "0.0.0.0/0"
}

resource "aws_vpc_security_group_ingress_rule" "reporting_app" {
  description                  = "Application servers"
  security_group_id            = aws_security_group.reporting.id
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
  referenced_security_group_id = aws_security_group.app.id
}

resource "aws_vpc_security_group_egress_rule" "reporting" {
  security_group_id = aws_security_group.reporting.id
  ip_protocol       = "-1"
  cidr_ipv4         = "0.0.0.0/0"
}
