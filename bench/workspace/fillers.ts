// Resources that have nothing to do with rules: what most files of real workspaces are full of.
import type { Random } from './random.ts';

/** Makes one or more blocks. `name` is a label that no other block of the module has. */
export type Filler = (name: string, random: Random) => string;

const role: Filler = (name) => `data "aws_iam_policy_document" "${name}_assume" {
  statement {
    effect  = "Allow"
    actions = ["sts:AssumeRole"]

    principals {
      type        = "Service"
      identifiers = ["ecs-tasks.amazonaws.com"]
    }
  }
}

resource "aws_iam_role" "${name}" {
  name               = "\${var.name}-${name.replaceAll('_', '-')}"
  assume_role_policy = data.aws_iam_policy_document.${name}_assume.json
  tags               = local.tags
}

resource "aws_iam_role_policy" "${name}" {
  name = "\${var.name}-inline"
  role = aws_iam_role.${name}.id
  policy = jsonencode({
    Version = "2012-10-17"
    Statement = [
      {
        Effect   = "Allow"
        Action   = ["s3:GetObject", "s3:ListBucket", "kms:Decrypt"]
        Resource = ["arn:aws:s3:::\${var.name}-*", "arn:aws:s3:::\${var.name}-*/*"]
      },
    ]
  })
}
`;

const bucket: Filler = (name, random) => `resource "aws_s3_bucket" "${name}" {
  bucket        = "\${var.name}-${name.replaceAll('_', '-')}"
  force_destroy = ${random.chance(0.2)}
  tags          = local.tags
}

resource "aws_s3_bucket_public_access_block" "${name}" {
  bucket                  = aws_s3_bucket.${name}.id
  block_public_acls       = true
  block_public_policy     = true
  ignore_public_acls      = true
  restrict_public_buckets = true
}

resource "aws_s3_bucket_lifecycle_configuration" "${name}" {
  bucket = aws_s3_bucket.${name}.id

  rule {
    id     = "expire"
    status = "Enabled"

    filter {}

    expiration {
      days = ${30 + random.below(300)}
    }
  }
}
`;

const alarm: Filler = (name, random) => `resource "aws_cloudwatch_metric_alarm" "${name}" {
  alarm_name          = "\${var.name}-${name.replaceAll('_', '-')}"
  alarm_description   = "The service answers too slowly or not at all."
  comparison_operator = "GreaterThanThreshold"
  evaluation_periods  = ${1 + random.below(5)}
  metric_name         = "TargetResponseTime"
  namespace           = "AWS/ApplicationELB"
  period              = 60
  statistic           = "Average"
  threshold           = ${random.below(900) / 100}
  treat_missing_data  = "notBreaching"
  alarm_actions       = var.environment == "prod" ? [aws_sns_topic.${name}.arn] : []
  tags                = local.tags
}

resource "aws_sns_topic" "${name}" {
  name = "\${var.name}-${name.replaceAll('_', '-')}"
  tags = local.tags
}
`;

const queue: Filler = (name, random) => `# Messages that fail go to the dead-letter queue and are looked at by hand.
resource "aws_sqs_queue" "${name}" {
  name                       = "\${var.name}-${name.replaceAll('_', '-')}"
  visibility_timeout_seconds = ${30 + random.below(600)}
  message_retention_seconds  = 1209600
  redrive_policy = jsonencode({
    deadLetterTargetArn = aws_sqs_queue.${name}_dead.arn
    maxReceiveCount     = ${2 + random.below(8)}
  })
  tags = local.tags
}

resource "aws_sqs_queue" "${name}_dead" {
  name = "\${var.name}-${name.replaceAll('_', '-')}-dead"
  tags = local.tags
}
`;

const table: Filler = (name) => `resource "aws_dynamodb_table" "${name}" {
  name         = "\${var.name}-${name.replaceAll('_', '-')}"
  billing_mode = "PAY_PER_REQUEST"
  hash_key     = "pk"
  range_key    = "sk"

  attribute {
    name = "pk"
    type = "S"
  }

  attribute {
    name = "sk"
    type = "S"
  }

  point_in_time_recovery {
    enabled = var.environment == "prod"
  }

  tags = merge(local.tags, { Name = "${name}" })
}
`;

const task: Filler = (name, random) => `resource "aws_ecs_task_definition" "${name}" {
  family                   = "\${var.name}-${name.replaceAll('_', '-')}"
  requires_compatibilities = ["FARGATE"]
  network_mode             = "awsvpc"
  cpu                      = ${256 * (1 + random.below(4))}
  memory                   = ${512 * (1 + random.below(4))}

  container_definitions = <<-JSON
    [
      {
        "name": "app",
        "image": "\${var.name}:latest",
        "essential": true,
        "portMappings": [{ "containerPort": ${8000 + random.below(90)}, "protocol": "tcp" }],
        "environment": [
          { "name": "STAGE", "value": "\${var.environment}" },
          { "name": "LOG_LEVEL", "value": "info" }
        ]
      }
    ]
  JSON

  tags = local.tags
}

resource "aws_cloudwatch_log_group" "${name}" {
  name              = "/ecs/\${var.name}/${name}"
  retention_in_days = ${random.pick([7, 14, 30, 90])}
  tags              = local.tags
}
`;

const record: Filler = (name, random) => `resource "aws_route53_record" "${name}" {
  for_each = toset(["a", "b", "c"])

  zone_id = "Z${100_000 + random.below(900_000)}"
  name    = "\${each.key}.${name.replaceAll('_', '-')}.example.com"
  type    = "CNAME"
  ttl     = 300
  records = ["\${var.name}.internal.example.com"]
}
`;

const group: Filler = (name) => `resource "aws_db_subnet_group" "${name}" {
  name       = "\${var.name}-${name.replaceAll('_', '-')}"
  subnet_ids = var.subnet_ids
  tags       = local.tags
}

resource "aws_db_parameter_group" "${name}" {
  name   = "\${var.name}-${name.replaceAll('_', '-')}"
  family = "postgres16"

  dynamic "parameter" {
    for_each = { log_min_duration_statement = "500", log_statement = "ddl" }
    content {
      name  = parameter.key
      value = parameter.value
    }
  }
}
`;

/** The kinds of files without rules, by the name that such a file has. */
export const fillers: readonly [readonly [string, Filler], ...(readonly [string, Filler])[]] = [
  ['iam', role],
  ['s3', bucket],
  ['alarms', alarm],
  ['queues', queue],
  ['dynamodb', table],
  ['ecs', task],
  ['dns', record],
  ['rds', group],
];
