import { test } from 'node:test';
import { checkFix } from '../support/checkFix.ts';

test('the only network of a list gives way to a new variable in a new file', async () => {
  await checkFix(
    `
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = ["0.0.0.0/0"]
      }
    }
    `,
    'Replace 0.0.0.0/0 with the new variable allowed_management_cidrs',
    `
    resource "aws_security_group" "a" {
      ingress {
        from_port   = 22
        to_port     = 22
        protocol    = "tcp"
        cidr_blocks = var.allowed_management_cidrs
      }
    }
    #- variables.tf
    variable "allowed_management_cidrs" {
      description = "CIDR blocks that may reach the management ports."
      type        = list(string)

      validation {
        condition     = alltrue([for cidr in var.allowed_management_cidrs : !can(regex("/0+$", cidr))])
        error_message = "List the networks that need access: a /0 would open the management ports to everyone."
      }
    }
    `,
  );
});
