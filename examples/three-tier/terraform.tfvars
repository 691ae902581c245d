project = "shop"

# The other data center changes its addresses every few weeks.
replication_cidrs = ["198.51.100.0/24", "0.0.0.0/0"]
