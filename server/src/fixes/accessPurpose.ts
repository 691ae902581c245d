// What a rule lets in, in the words a variable is named and described with.
// It knows nothing of the module that will hold the variable.
// Used by replace-source.ts.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import { serviceOf } from '../aws/services.ts';
import { isOfService } from './serviceResources.ts';
import { relatedWords } from './variableWords.ts';

/** How a variable for a rule's sources is called and described. Both are text for the user's files, so in English. */
export interface VariableWords {
  /** `allowed_management_cidrs`. */
  readonly list: string;
  /** For arguments that take one network: `allowed_management_cidr`. */
  readonly single: string;
  /** What may be reached: `the management ports (SSH, RDP, WinRM)`. */
  readonly target: string;
  /** Words that the names of variables for the same access have. */
  readonly related: readonly string[];
}

/** The words for the variable that an open source of a rule gives way to. IPv6 has its own. */
export function variableWordsOf(rule: IngressRule, source: CidrSource): VariableWords {
  const { stem, target } = accessOf(rule);
  const base = source.family === 'IPv6' ? `allowed_${stem}_ipv6_cidr` : `allowed_${stem}_cidr`;
  return { list: `${base}s`, single: base, target, related: relatedWords(stem) };
}

interface Access {
  readonly stem: string;
  readonly target: string;
}

const management: Access = { stem: 'management', target: 'the management ports' };
const databases: Access = { stem: 'database', target: 'the database ports' };
const service: Access = { stem: 'ingress', target: 'this service' };
const anything: Access = { stem: 'ingress', target: 'this security group' };

function accessOf(rule: IngressRule): Access {
  switch (rule.protocol.kind) {
    case 'all':
      // Some of these lists know no ports at all.
      return isOfService(rule.form) ? service : management;
    case 'icmp':
    case 'icmpv6':
      return { stem: 'icmp', target: 'these hosts with ICMP' };
    case 'other':
      return {
        stem: `protocol_${rule.protocol.number}`,
        target: `these hosts with IP protocol ${rule.protocol.number}`,
      };
    case 'tcp':
    case 'udp':
      return accessToPorts(rule, rule.protocol.kind);
    case 'missing':
    case 'invalid':
    case 'unknown':
      return accessToPorts(rule, 'tcp');
  }
}

function accessToPorts(rule: IngressRule, transport: 'tcp' | 'udp'): Access {
  switch (rule.ports.kind) {
    case 'all':
      return management;
    case 'range':
      return accessToRange(rule.ports.from, rule.ports.to, transport);
    case 'icmp':
    case 'missing':
    case 'invalid':
    case 'unknown':
      return anything;
  }
}

function accessToRange(from: number, to: number, transport: 'tcp' | 'udp'): Access {
  if (from === 0 && to === 65535) return management;
  if (lieIn(from, to, isManagementPort)) return management;
  if (lieIn(from, to, isDatabasePort)) return databases;
  if (from !== to) return { stem: `${from}_${to}`, target: `ports ${from} to ${to}` };
  if (from === 80) return { stem: 'http', target: 'port 80 (HTTP)' };
  if (from === 443) return { stem: 'https', target: 'port 443 (HTTPS)' };
  const name = serviceOf(transport, from)?.name;
  if (name === undefined) return { stem: String(from), target: `port ${from}` };
  // Names of several words describe a use more often than a service: port 8080 is not always an HTTP proxy.
  const stem = /^[A-Za-z][A-Za-z0-9]*$/.test(name) ? name.toLowerCase() : String(from);
  return { stem, target: stem === String(from) ? `port ${from}` : `port ${from} (${name})` };
}

function lieIn(from: number, to: number, belongs: (port: number) => boolean): boolean {
  for (let port = from; port <= to; port++) if (!belongs(port)) return false;
  return true;
}

/** SSH, RDP and WinRM. */
function isManagementPort(port: number): boolean {
  return port === 22 || port === 3389 || port === 5985 || port === 5986;
}

function isDatabasePort(port: number): boolean {
  return databasePorts.has(port);
}

/** Ports that databases and caches listen on, with the product. Source: each product's documentation and the IANA registry. */
const databasePorts: ReadonlyMap<number, string> = new Map([
  [1433, 'SQL Server'],
  [1434, 'SQL Server Browser'],
  [1521, 'Oracle Database'],
  [2483, 'Oracle Database'],
  [2484, 'Oracle Database with TLS'],
  [3050, 'Firebird'],
  [3306, 'MySQL, MariaDB, Aurora'],
  [4333, 'mSQL'],
  [5432, 'PostgreSQL, Aurora'],
  [5433, 'PostgreSQL, second instance'],
  [5439, 'Redshift'],
  [5984, 'CouchDB'],
  [6379, 'Redis, Valkey'],
  [6380, 'Redis, Valkey with TLS'],
  [7000, 'Cassandra, between nodes'],
  [7001, 'Cassandra, between nodes with TLS'],
  [7199, 'Cassandra, JMX'],
  [7473, 'Neo4j HTTPS'],
  [7474, 'Neo4j HTTP'],
  [7687, 'Neo4j'],
  [8086, 'InfluxDB'],
  [8182, 'Neptune'],
  [9042, 'Cassandra, Keyspaces'],
  [9142, 'Keyspaces with TLS'],
  [11211, 'Memcached'],
  [11214, 'Memcached'],
  [11215, 'Memcached'],
  [26257, 'CockroachDB'],
  [27017, 'MongoDB, DocumentDB'],
  [27018, 'MongoDB, shard'],
  [27019, 'MongoDB, configuration server'],
  [33060, 'MySQL X protocol'],
  [50000, 'Db2'],
]);
