// The workspaces that edits are tried on: the examples, the cases of other projects where present, and one in which modules call
// each other, variable files are given, prefix lists are shared and rules are ignored.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { readFixture } from '../support/fixture.ts';

const root = path.join(import.meta.dirname, '../..');

/** The texts of a workspace by absolute path, below /w. */
export type Texts = ReadonlyMap<string, string>;

/** Every workspace, the richest first. */
export function workspaces(): readonly Texts[] {
  const cases = path.join(root, '../shared/conformance/cases');
  const peers = existsSync(cases) ? readdirSync(cases).map((name) => path.join(cases, name)) : [];
  const examples = readdirSync(path.join(root, 'examples')).map((name) => path.join(root, 'examples', name));
  return [modules, ...[...examples, ...peers].map(textsBelow).filter((texts) => texts.size > 0)];
}

/** Small files alone, at most a few dozen of one folder, so that many edits can be tried. */
function textsBelow(folder: string): Texts {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /(?:\.(?:tf|tofu|tfvars)(?:\.json)?|\.hcl|\.gitignore|\.ya?ml)$/.test(name))
    .filter((name) => statSync(path.join(folder, name)).size < 8000)
    .toSorted()
    .slice(0, 40);
  return new Map(names.map((name) => [`/w/${name}`, readFileSync(path.join(folder, name), 'utf8')]));
}

const modules: Texts = readFixture(`
  #- live/main.tf
  module "web" {
    source = "../modules/web"
    cidrs  = var.cidrs
    list   = module.lists.id
  }
  module "lists" {
    source = "../modules/lists"
  }
  module "names" {
    source = "../modules/names"
    name   = "web"
  }
  variable "cidrs" {
    type    = list(string)
    default = ["10.0.0.0/8"]
  }
  #- live/terraform.tfvars
  cidrs = ["0.0.0.0/0"]
  #- live/envs/prod.tfvars
  cidrs = ["192.168.0.0/16"]
  #- test/main.tf
  module "web" {
    count  = var.on ? 1 : 0
    source = "../modules/web"
    cidrs  = ["0.0.0.0/0"]
    list   = ""
  }
  variable "on" {
    default = true
  }
  module "remote" {
    source  = "terraform-aws-modules/security-group/aws"
    version = "5.1.0"
    ingress_cidr_blocks = ["0.0.0.0/0"]
    ingress_rules       = ["ssh-tcp"]
  }
  #- modules/web/main.tf
  resource "aws_security_group" "web" {
    name = local.name
    ingress {
      from_port       = var.port
      to_port         = var.port
      protocol        = "tcp"
      cidr_blocks     = var.cidrs
      prefix_list_ids = [var.list]
    }
  }
  # portcullis:ignore EC2.19 for now
  resource "aws_security_group_rule" "all" {
    type              = "ingress"
    from_port         = 0
    to_port           = 0
    protocol          = "-1"
    cidr_blocks       = ["0.0.0.0/1", "128.0.0.0/1"]
    security_group_id = aws_security_group.web.id
  }
  #- modules/web/variables.tf
  variable "cidrs" {
    type = list(string)
  }
  variable "port" {
    default = 22
  }
  variable "list" {
    type = string
  }
  locals {
    name = module.names.name
  }
  module "names" {
    source = "../names"
    name   = "sg"
  }
  #- modules/web/main_override.tf
  variable "port" {
    default = 3389
  }
  #- modules/lists/main.tf
  resource "aws_ec2_managed_prefix_list" "office" {
    name           = "office"
    address_family = "IPv4"
    max_entries    = 1
    entry {
      cidr = "0.0.0.0/0"
    }
  }
  output "id" {
    value = aws_ec2_managed_prefix_list.office.id
  }
  #- modules/names/main.tf
  variable "name" {
    type = string
  }
  output "name" {
    value = "x-\${var.name}"
  }
  #- modules/names/more.tf
  # Nothing to see here.
  resource "aws_s3_bucket" "b" {
    bucket = "\${var.name}-b"
  }
`).files;
