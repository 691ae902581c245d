output "vpc_id" {
  description = "The VPC of all tiers."
  value       = aws_vpc.main.id
}

output "security_group_ids" {
  description = "The groups of the tiers, by name."
  value = {
    load_balancer = aws_security_group.load_balancer.id
    web           = aws_security_group.web.id
    app           = aws_security_group.app.id
    database      = aws_security_group.database.id
    bastion       = module.bastion.security_group_id
  }
}
