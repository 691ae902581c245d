// The rules that the submodules of terraform-aws-modules/security-group/aws add by themselves, as data.
// Source: modules/*/auto_values.tf of the releases 3.0.0 to 5.3.1, https://github.com/terraform-aws-modules/terraform-aws-security-group
// (read in November 2025). Every one of them also lets in everything from the group itself.
// Read by terraform-aws-modules-security-group-lists.ts and presetRules.ts.
import type { Version, VersionRange } from './versionRange.ts';
import { reaches } from './versionRange.ts';

/**
 * The names of a submodule's rules in the newest release of a range, of those before version 6. Undefined where there is no such
 * submodule.
 */
export function automaticRules(submodule: string, versions: VersionRange | undefined): readonly string[] | undefined {
  const lists = table.get(submodule);
  const list = lists?.find(({ since }) => reaches(versions, since)) ?? lists?.at(-1);
  return list?.names.split(' ');
}

/** Names with a space between them, and the first release that has them. */
interface AutomaticRules {
  readonly since: Version;
  readonly names: string;
}

function always(names: string): readonly AutomaticRules[] {
  return [{ since: [3, 0, 0], names }];
}

// Where a list has changed, the newest stands first.
const table: ReadonlyMap<string, readonly AutomaticRules[]> = new Map([
  ['activemq', always('activemq-5671-tcp activemq-8883-tcp activemq-61614-tcp activemq-61617-tcp activemq-61619-tcp')],
  ['alertmanager', always('alertmanager-9093-tcp alertmanager-9094-tcp')],
  [
    'carbon-relay-ng',
    always('carbon-line-in-tcp carbon-line-in-udp carbon-pickle-tcp carbon-pickle-udp carbon-gui-udp'),
  ],
  ['cassandra', always('cassandra-clients-tcp cassandra-thrift-clients-tcp cassandra-jmx-tcp')],
  [
    'consul',
    [
      {
        since: [5, 0, 0],
        names:
          'consul-tcp consul-grpc-tcp consul-grpc-tcp-tls consul-webui-http-tcp consul-webui-https-tcp consul-dns-tcp consul-dns-udp consul-serf-lan-tcp consul-serf-lan-udp consul-serf-wan-tcp consul-serf-wan-udp',
      },
      {
        since: [4, 8, 0],
        names:
          'consul-tcp consul-grpc-tcp consul-webui-http-tcp consul-webui-https-tcp consul-dns-tcp consul-dns-udp consul-serf-lan-tcp consul-serf-lan-udp consul-serf-wan-tcp consul-serf-wan-udp',
      },
      {
        since: [3, 0, 0],
        names:
          'consul-tcp consul-cli-rpc-tcp consul-webui-tcp consul-dns-tcp consul-dns-udp consul-serf-lan-tcp consul-serf-lan-udp consul-serf-wan-tcp consul-serf-wan-udp',
      },
    ],
  ],
  ['dax-cluster', always('dax-cluster-unencrypted-tcp dax-cluster-encrypted-tcp')],
  [
    'docker-swarm',
    always('docker-swarm-mngmt-tcp docker-swarm-node-tcp docker-swarm-node-udp docker-swarm-overlay-udp'),
  ],
  ['elasticsearch', always('elasticsearch-rest-tcp elasticsearch-java-tcp')],
  ['etcd', always('etcd-client-tcp etcd-peer-tcp')],
  ['grafana', always('grafana-tcp')],
  [
    'graphite-statsd',
    always(
      'graphite-webui graphite-2003-tcp graphite-2004-tcp graphite-2023-tcp graphite-2024-tcp graphite-8080-tcp graphite-8125-tcp graphite-8125-udp graphite-8126-tcp',
    ),
  ],
  ['http-80', always('http-80-tcp')],
  ['http-8080', always('http-8080-tcp')],
  ['https-443', always('https-443-tcp')],
  ['https-8443', always('https-8443-tcp')],
  ['ipsec-4500', always('ipsec-4500-udp')],
  ['ipsec-500', always('ipsec-500-udp')],
  [
    'kafka',
    [
      {
        since: [4, 13, 0],
        names:
          'kafka-broker-tcp kafka-broker-tls-tcp kafka-broker-tls-public-tcp kafka-broker-sasl-scram-tcp kafka-broker-sasl-iam-tcp kafka-broker-sasl-iam-public-tcp kafka-jmx-exporter-tcp kafka-node-exporter-tcp',
      },
      {
        since: [3, 15, 0],
        names: 'kafka-broker-tcp kafka-broker-tls-tcp kafka-jmx-exporter-tcp kafka-node-exporter-tcp',
      },
      { since: [3, 5, 0], names: 'kafka-broker-tcp kafka-broker-tls-tcp' },
      { since: [3, 0, 0], names: 'kafka-broker-tcp' },
    ],
  ],
  ['kibana', always('kibana-tcp')],
  ['kubernetes-api', always('kubernetes-api-tcp')],
  ['ldap', always('ldap-tcp')],
  ['ldaps', always('ldaps-tcp')],
  ['logstash', always('logstash-tcp')],
  ['loki', always('loki-grafana loki-grafana-grpc')],
  ['memcached', always('memcached-tcp')],
  ['minio', always('minio-tcp')],
  ['mongodb', always('mongodb-27017-tcp mongodb-27018-tcp mongodb-27019-tcp')],
  ['mssql', always('mssql-tcp mssql-udp mssql-analytics-tcp mssql-broker-tcp')],
  ['mysql', always('mysql-tcp')],
  ['nfs', always('nfs-tcp')],
  ['nomad', always('nomad-http-tcp nomad-rpc-tcp nomad-serf-tcp nomad-serf-udp')],
  ['ntp', always('ntp-udp')],
  ['openvpn', always('openvpn-udp openvpn-tcp openvpn-https-tcp')],
  ['oracle-db', always('oracle-db-tcp')],
  ['postgresql', always('postgresql-tcp')],
  [
    'prometheus',
    [
      {
        since: [4, 16, 0],
        names: 'prometheus-http-tcp prometheus-pushgateway-http-tcp prometheus-node-exporter-http-tcp',
      },
      { since: [3, 9, 0], names: 'prometheus-http-tcp prometheus-pushgateway-http-tcp' },
    ],
  ],
  ['promtail', always('promtail-http')],
  ['puppet', always('puppet-tcp puppetdb-tcp')],
  ['rabbitmq', always('rabbitmq-4369-tcp rabbitmq-5671-tcp rabbitmq-5672-tcp rabbitmq-15672-tcp rabbitmq-25672-tcp')],
  ['rdp', always('rdp-tcp rdp-udp')],
  ['redis', always('redis-tcp')],
  ['redshift', always('redshift-tcp')],
  ['smtp', always('smtp-tcp')],
  ['smtp-submission', always('smtp-submission-587-tcp smtp-submission-2587-tcp')],
  ['smtps', always('smtps-465-tcp smtps-2465-tcp')],
  ['solr', always('solr-tcp')],
  [
    'splunk',
    [
      { since: [5, 1, 1], names: 'splunk-indexer-tcp splunk-web-tcp splunk-splunkd-tcp splunk-hec-tcp' },
      { since: [3, 2, 0], names: 'splunk-indexer-tcp splunk-clients-tcp splunk-splunkd-tcp splunk-hec-tcp' },
      { since: [3, 1, 0], names: 'splunk-indexer-tcp splunk-web-tcp splunk-splunkd-tcp splunk-hec-tcp' },
      { since: [3, 0, 0], names: 'splunk-indexer-tcp splunk-clients-tcp splunk-splunkd-tcp splunk-hec-tcp' },
    ],
  ],
  ['squid', always('squid-proxy-tcp')],
  ['ssh', always('ssh-tcp')],
  ['storm', always('storm-nimbus-tcp storm-ui-tcp storm-supervisor-tcp')],
  ['vault', always('vault-tcp')],
  [
    'wazuh',
    always(
      'wazuh-server-agent-connection-tcp wazuh-server-agent-connection-udp wazuh-server-agent-enrollment wazuh-server-agent-cluster-daemon wazuh-server-syslog-collector-tcp wazuh-server-syslog-collector-udp wazuh-server-restful-api wazuh-indexer-restful-api wazuh-dashboard',
    ),
  ],
  ['web', always('http-80-tcp http-8080-tcp https-443-tcp web-jmx-tcp')],
  ['winrm', always('winrm-http-tcp winrm-https-tcp')],
  ['zabbix', always('zabbix-server zabbix-proxy zabbix-agent')],
  ['zipkin', always('zipkin-admin-tcp zipkin-admin-query-tcp zipkin-admin-web-tcp zipkin-query-tcp zipkin-web-tcp')],
  [
    'zookeeper',
    [
      {
        since: [4, 13, 0],
        names: 'zookeeper-2181-tcp zookeeper-2182-tls-tcp zookeeper-2888-tcp zookeeper-3888-tcp zookeeper-jmx-tcp',
      },
      { since: [3, 0, 0], names: 'zookeeper-2181-tcp zookeeper-2888-tcp zookeeper-3888-tcp zookeeper-jmx-tcp' },
    ],
  ],
]);
