// Names people know well-known ports by, as data.
// Sources: the IANA Service Name and Transport Protocol Port Number Registry; AWS's control EC2.19 for the ports it names; the AWS
// guides of Neptune (8182), Keyspaces (9142), MSK (9092, 9094), ElastiCache (6379, 11211), DocumentDB (27017) and Redshift (5439); for
// the rest each product's own documentation.
// https://www.iana.org/assignments/service-names-port-numbers, read 2026-11.
// Read by the messages and by the fixes that name variables.

/** A service that usually listens on a port. Names are the same in every language. */
export interface Service {
  readonly port: number;
  readonly name: string;
  readonly transports: readonly ('tcp' | 'udp')[];
}

/** The service of a port over a transport; undefined where there is no name that people would know. */
export function serviceOf(transport: 'tcp' | 'udp', port: number): Service | undefined {
  return services.find((service) => service.port === port && service.transports.includes(transport));
}

const tcp = ['tcp'] as const;
const udp = ['udp'] as const;
const either = ['tcp', 'udp'] as const;

/** By port. */
export const services: readonly Service[] = [
  { port: 20, name: 'FTP data', transports: tcp },
  { port: 21, name: 'FTP', transports: tcp },
  { port: 22, name: 'SSH', transports: tcp },
  { port: 23, name: 'Telnet', transports: tcp },
  { port: 25, name: 'SMTP', transports: tcp },
  { port: 53, name: 'DNS', transports: either },
  { port: 67, name: 'DHCP', transports: udp },
  { port: 69, name: 'TFTP', transports: udp },
  { port: 80, name: 'HTTP', transports: tcp },
  { port: 88, name: 'Kerberos', transports: either },
  { port: 110, name: 'POP3', transports: tcp },
  { port: 111, name: 'RPC portmapper', transports: either },
  { port: 123, name: 'NTP', transports: udp },
  { port: 135, name: 'Microsoft RPC', transports: tcp },
  { port: 137, name: 'NetBIOS', transports: udp },
  { port: 138, name: 'NetBIOS', transports: udp },
  { port: 139, name: 'NetBIOS', transports: tcp },
  { port: 143, name: 'IMAP', transports: tcp },
  { port: 161, name: 'SNMP', transports: udp },
  { port: 389, name: 'LDAP', transports: either },
  { port: 443, name: 'HTTPS', transports: tcp },
  { port: 443, name: 'QUIC', transports: udp },
  { port: 445, name: 'SMB', transports: tcp },
  { port: 465, name: 'SMTPS', transports: tcp },
  { port: 500, name: 'IPsec IKE', transports: udp },
  { port: 512, name: 'rexec', transports: tcp },
  { port: 513, name: 'rlogin', transports: tcp },
  { port: 514, name: 'syslog', transports: udp },
  { port: 587, name: 'SMTP submission', transports: tcp },
  { port: 636, name: 'LDAPS', transports: tcp },
  { port: 873, name: 'rsync', transports: tcp },
  { port: 993, name: 'IMAPS', transports: tcp },
  { port: 995, name: 'POP3S', transports: tcp },
  { port: 1194, name: 'OpenVPN', transports: either },
  { port: 1433, name: 'SQL Server', transports: tcp },
  { port: 1434, name: 'SQL Server Browser', transports: either },
  { port: 1521, name: 'Oracle Database', transports: tcp },
  { port: 1701, name: 'L2TP', transports: udp },
  { port: 1723, name: 'PPTP', transports: tcp },
  { port: 1812, name: 'RADIUS', transports: udp },
  { port: 1883, name: 'MQTT', transports: tcp },
  { port: 1900, name: 'SSDP', transports: udp },
  { port: 2049, name: 'NFS', transports: either },
  { port: 2181, name: 'ZooKeeper', transports: tcp },
  { port: 2375, name: 'Docker', transports: tcp },
  { port: 2376, name: 'Docker TLS', transports: tcp },
  { port: 2379, name: 'etcd', transports: tcp },
  { port: 2484, name: 'Oracle Database TLS', transports: tcp },
  { port: 3000, name: 'web development', transports: tcp },
  { port: 3306, name: 'MySQL', transports: tcp },
  { port: 3389, name: 'RDP', transports: either },
  { port: 4333, name: 'ahsp', transports: tcp },
  { port: 4500, name: 'IPsec NAT traversal', transports: udp },
  { port: 5000, name: 'Python web development', transports: tcp },
  { port: 5060, name: 'SIP', transports: either },
  { port: 5353, name: 'mDNS', transports: udp },
  { port: 5432, name: 'PostgreSQL', transports: tcp },
  { port: 5439, name: 'Redshift', transports: tcp },
  { port: 5500, name: 'fcp-addr-srvr1', transports: tcp },
  { port: 5601, name: 'OpenSearch Dashboards', transports: tcp },
  { port: 5671, name: 'AMQPS', transports: tcp },
  { port: 5672, name: 'AMQP', transports: tcp },
  { port: 5900, name: 'VNC', transports: tcp },
  { port: 5984, name: 'CouchDB', transports: tcp },
  { port: 5985, name: 'WinRM', transports: tcp },
  { port: 5986, name: 'WinRM HTTPS', transports: tcp },
  { port: 6379, name: 'Redis', transports: tcp },
  { port: 6443, name: 'Kubernetes API', transports: tcp },
  { port: 7687, name: 'Neo4j', transports: tcp },
  { port: 8080, name: 'HTTP proxy', transports: tcp },
  { port: 8086, name: 'InfluxDB', transports: tcp },
  { port: 8088, name: 'legacy HTTP', transports: tcp },
  { port: 8182, name: 'Neptune', transports: tcp },
  { port: 8200, name: 'Vault', transports: tcp },
  { port: 8443, name: 'alternative HTTPS', transports: tcp },
  { port: 8500, name: 'Consul', transports: tcp },
  { port: 8888, name: 'alternative HTTP', transports: tcp },
  { port: 9042, name: 'Cassandra', transports: tcp },
  { port: 9090, name: 'Prometheus', transports: tcp },
  { port: 9092, name: 'Kafka', transports: tcp },
  { port: 9094, name: 'Kafka TLS', transports: tcp },
  { port: 9142, name: 'Keyspaces', transports: tcp },
  { port: 9200, name: 'OpenSearch', transports: tcp },
  { port: 9300, name: 'OpenSearch transport', transports: tcp },
  { port: 10250, name: 'kubelet', transports: tcp },
  { port: 11211, name: 'Memcached', transports: either },
  { port: 15672, name: 'RabbitMQ management', transports: tcp },
  { port: 27017, name: 'MongoDB', transports: tcp },
  { port: 27018, name: 'MongoDB', transports: tcp },
  { port: 27019, name: 'MongoDB', transports: tcp },
  { port: 50000, name: 'Db2', transports: tcp },
];
