locals {
  # Grafana asks for the metrics from its own cloud, so somebody wrote 0.0.0.0/0 until its addresses are known.
  app_services = {
    api = {
      port  = 8443
      cidrs = [cidrsubnet(var.vpc_cidr, 4, local.tiers.web)]
    }
    metrics = {
      port  = 9090
      cidrs = ["0.0.0.0/0"]
    }
  }
}

resource "aws_security_group" "app" {
  name        = "${var.project}-app"
  description = "Application servers"
  vpc_id      = aws_vpc.main.id

  dynamic "ingress" {
    for_each = local.app_services

    content {
      description = ingress.key
      from_port   = ingress.value.port
      to_port     = ingress.value.port
      protocol    = "tcp"
      cidr_blocks = ingress.value.cidrs
    }
  }

  ingress {
    description = "Cluster gossip"
    from_port   = 7946
    to_port     = 7946
    protocol    = "tcp"
    self        = true
  }

  # Wide enough for every debugger, and for remote desktops as well.
  ingress {
    description = "Debuggers"
    from_port   = 3300
    to_port     = 3400
    protocol    = "tcp"
    cidr_blocks = ["0.0.0.0/0"]
  }

  egress {
    from_port   = 0
    to_port     = 0
    protocol    = "-1"
    cidr_blocks = ["0.0.0.0/0"]
  }
}

resource "aws_security_group" "log_collector" {
  name        = "${var.project}-log-collector"
  description = "Collects the logs of all servers"
  vpc_id      = aws_vpc.main.id
}

resource "aws_security_group_rule" "syslog" {
  type              = "ingress"
  description       = "Syslog from branch offices"
  security_group_id = aws_security_group.log_collector.id
  from_port         = 514
  to_port           = 514
  protocol          = "udp"
  cidr_blocks       = ["0.0.0.0/0"]
}

resource "aws_security_group_rule" "log_collector_out" {
  type              = "egress"
  security_group_id = aws_security_group.log_collector.id
  from_port         = 0
  to_port           = 65535
  protocol          = "tcp"
  cidr_blocks       = ["0.0.0.0/0"]
}
