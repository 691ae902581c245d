output "security_group_id" {
  description = "The group of the machine."
  value       = aws_security_group.bastion.id
}
