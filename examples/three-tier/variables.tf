variable "project" {
  description = "Name that every resource carries."
  type        = string
  default     = "shop"
}

variable "region" {
  description = "AWS region of the whole environment."
  type        = string
  default     = "eu-central-1"
}

variable "vpc_cidr" {
  description = "Address range of the VPC."
  type        = string
  default     = "10.20.0.0/16"
}

variable "office_cidr" {
  description = "Public address range of the office."
  type        = string
  default     = "203.0.113.0/24"
}

variable "database_port" {
  description = "Port on which PostgreSQL listens."
  type        = number
  default     = 5432
}

# Meant for the first week only, and never taken back: who does not set it opens the database.
variable "database_client_cidrs" {
  description = "Who may reach PostgreSQL."
  type        = list(string)
  default     = ["0.0.0.0/0"]
}

# The default is closed, and terraform.tfvars opens it again.
variable "replication_cidrs" {
  description = "Where the read replicas in the other data center stand."
  type        = list(string)
  default     = []
}

variable "emergency_access" {
  description = "Whether vendors may reach the Windows machines from anywhere."
  type        = bool
}
