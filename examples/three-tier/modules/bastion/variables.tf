variable "name" {
  description = "Name of the machine and of its group."
  type        = string
}

variable "vpc_id" {
  description = "VPC of the group."
  type        = string
}

variable "subnet_id" {
  description = "Subnet of the machine."
  type        = string
}

variable "allowed_cidrs" {
  description = "Who may log in."
  type        = list(string)
}
