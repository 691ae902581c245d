import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfiguration } from '../../server/src/aws/configuration.ts';
import type { IngressRule } from '../../server/src/aws/ingressRule.ts';
import { configurationChecks } from '../../server/src/checks/index.ts';
import { isQuiet } from '../../server/src/checks/quiet.ts';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import type { CheckSettings } from '../../server/src/checks/settings.ts';
import { allInstances } from '../../server/src/terraform/moduleInstance.ts';
import { everyCheckOn } from '../support/check.ts';
import { worldOf } from '../support/world.ts';

const protocols = ['"tcp"', '"udp"', '"icmp"', '"-1"', '"47"', '"nonsense"', 'var.unknown'];
const ports = ['22', '80', '0', '-1', '70000', '"22"', 'var.unknown'];
const networks = [
  '"10.0.0.0/8"',
  '"10.0.0.1/8"',
  '"192.0.2.0/24"',
  '"fc00::/7"',
  '"0.0.0.0/0"',
  '"0.0.0.0/1", "128.0.0.0/1"',
  '"2000::/3"',
  '"8.8.8.8/32"',
  '"nonsense"',
  'var.unknown',
  '',
];
const groups = ['"sg-1"', 'aws_vpc.main.default_security_group_id', 'aws_security_group.main.id', 'var.unknown'];

/** Rules of every protocol, port, network and group above, and what else a rule may name. */
function allRules(): readonly IngressRule[] {
  const written = protocols.flatMap((protocol) =>
    ports.flatMap((port) =>
      networks.map((cidrs, index) => ({ protocol, port, cidrs, group: groups[index % groups.length] ?? '' })),
    ),
  );
  const resources = written.map(
    ({ protocol, port, cidrs, group }, index) => `
resource "aws_security_group_rule" "r${index}" {
  type              = "ingress"
  protocol          = ${protocol}
  from_port         = ${port}
  to_port           = ${index % 3 === 0 ? '22' : port}
  cidr_blocks       = [${cidrs}]
  self              = ${index % 5 === 0}
  prefix_list_ids   = [${index % 7 === 0 ? '"pl-1"' : ''}]
  security_group_id = ${group}
}`,
  );
  const { root } = worldOf(
    `variable "unknown" {}\nresource "aws_vpc" "main" {}\nresource "aws_security_group" "main" {}\n${resources.join('\n')}`,
  );
  const { rules } = readConfiguration(
    allInstances(root).instances,
    [],
    () => false,
    (_instance, _resource, error) => {
      throw error;
    },
  );
  return rules;
}

test('no check tells anything of a quiet rule, however strict the settings', () => {
  const rules = allRules();
  const quiet = rules.filter(isQuiet);
  assert.ok(quiet.length > rules.length / 10 && quiet.length < rules.length / 2, `${quiet.length} of ${rules.length}`);
  const settings: CheckSettings = {
    ...defaultCheckSettings,
    severities: everyCheckOn,
    authorizedTcpPorts: [],
    wideRange: { ipv4PrefixLength: 32, ipv6PrefixLength: 128 },
  };
  const configuration = { rules: quiet, defaultGroupRules: [], networkAclEntries: [], serviceRules: [] };
  for (const check of configurationChecks)
    assert.deepEqual(
      check.find(configuration, () => settings),
      [],
      check.id,
    );
  const isOpen = ({ sources }: IngressRule): boolean =>
    sources.some((source) => source.kind === 'cidr' && source.prefixLength === 0);
  assert.equal(quiet.some(isOpen), false);
});

test('a rule is quiet for all that it stands beside: the others are told of as if it were not there', () => {
  const rules = allRules();
  const telling = rules.filter((rule) => !isQuiet(rule));
  const told = (all: readonly IngressRule[]): unknown =>
    configurationChecks.map((check) =>
      check
        .find(
          { rules: all, defaultGroupRules: [], networkAclEntries: [], serviceRules: [] },
          () => defaultCheckSettings,
        )
        .map(({ rule, place, message, verdict }) => ({
          address: rule.address,
          ports: rule.ports,
          place,
          message,
          verdict,
        })),
    );
  assert.deepEqual(told(telling), told(rules));
});
