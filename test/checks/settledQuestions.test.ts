// What AWS's controls ask, and how every question that they leave open has been settled. The questions have numbers, and none is
// left out.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ControlId } from '../../server/src/checks/check.ts';
import { controls } from '../../server/src/checks/controls.ts';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import type { CheckSettings } from '../../server/src/checks/settings.ts';
import { settingKeys } from '../../server/src/checks/settingKeys.ts';
import { findingsIn } from '../support/check.ts';

const unknown = 'variable "unknown" {}\nvariable "list" {\n type = list(string)\n }\n';

/** A rule of a group: `tcp 22-22 0.0.0.0/0 ::/0`. */
function rule(text: string): string {
  const [protocol = '', ports = '', ...networks] = text.split(' ');
  const [, from = '', to = ''] = /^(-?[^-]*)-(-?[^-]*)$/.exec(ports) ?? [];
  const ofFamily = (isIpv6: boolean): string =>
    networks
      .filter((network) => network.includes(':') === isIpv6)
      .map((network) => `"${network}"`)
      .join(', ');
  return `ingress {
    protocol = "${protocol}"
    ${from === '' ? '' : `from_port = ${from}`}
    ${to === '' ? '' : `to_port = ${to}`}
    cidr_blocks = [${ofFamily(false)}]
    ipv6_cidr_blocks = [${ofFamily(true)}]
  }`;
}

function group(...rules: readonly string[]): string {
  return `${unknown}resource "aws_security_group" "a" {\n${rules.join('\n')}\n}`;
}

/** The controls that the rules of one group fail, with the check where AWS has no control. */
function failed(rules: readonly string[], settings: Partial<CheckSettings> = {}): readonly string[] {
  const found = findingsIn(group(...rules.map(rule)), settings);
  return [
    ...new Set(
      found.flatMap(({ check, controls: its, verdict }) =>
        (its.length === 0 ? [check] : its).map((id) => (verdict === 'open' ? id : `${id}?`)),
      ),
    ),
  ].toSorted();
}

/** Settings as a user writes them. */
function written(name: string, value: unknown): Partial<CheckSettings> {
  const settings = settingKeys.find((key) => key.name === name)?.put(defaultCheckSettings, value);
  return settings ?? assert.fail(`${name} does not take ${JSON.stringify(value)}`);
}

interface Question {
  readonly fails: readonly string[];
  readonly passes: readonly string[];
}

const controlQuestions: Readonly<Record<Exclude<ControlId, 'EC2.2' | 'EC2.21'>, Question>> = {
  'EC2.18': {
    fails: ['tcp 81-81 0.0.0.0/0', 'tcp 443-444 ::/0', 'udp 443-443 0.0.0.0/0', '-1 0-0 ::/0', '47 0-0 0.0.0.0/0'],
    passes: ['tcp 80-80 0.0.0.0/0', 'tcp 443-443 ::/0', 'tcp 81-81 10.0.0.0/8', 'icmp 8-0 0.0.0.0/0'],
  },
  'EC2.19': {
    fails: [
      ...[20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601],
      ...[8080, 8088, 8888, 9200, 9300],
    ]
      .map((port) => `tcp ${port}-${port} 0.0.0.0/0`)
      .concat(['tcp 9000-9250 ::/0', 'udp 1434-1434 0.0.0.0/0', '-1 0-0 0.0.0.0/0']),
    passes: ['tcp 19-19 0.0.0.0/0', 'tcp 24-24 0.0.0.0/0', 'tcp 9201-9299 0.0.0.0/0', 'tcp 6379-6379 ::/0'],
  },
  'EC2.13': {
    fails: ['tcp 22-22 0.0.0.0/0', 'tcp 0-1024 ::/0', '-1 0-0 0.0.0.0/0'],
    passes: ['tcp 23-23 0.0.0.0/0', 'tcp 22-22 0.0.0.0/1', 'icmp -1--1 0.0.0.0/0'],
  },
  'EC2.14': {
    fails: ['tcp 3389-3389 0.0.0.0/0', 'tcp 3000-4000 ::/0', '-1 0-0 ::/0'],
    passes: ['tcp 3388-3388 0.0.0.0/0', 'tcp 3389-3389 10.0.0.0/8'],
  },
  'EC2.53': {
    fails: ['tcp 22-22 0.0.0.0/0', 'udp 3389-3389 0.0.0.0/0', '-1 0-0 0.0.0.0/0'],
    passes: ['tcp 22-22 ::/0', 'tcp 23-23 0.0.0.0/0'],
  },
  'EC2.54': {
    fails: ['tcp 22-22 ::/0', 'udp 3389-3389 ::/0', '-1 0-0 ::/0'],
    passes: ['tcp 22-22 0.0.0.0/0', 'tcp 23-23 ::/0'],
  },
};

for (const [control, { fails, passes }] of Object.entries(controlQuestions))
  test(`${control} fails and passes as AWS has it`, () => {
    for (const one of fails) assert.ok(failed([one]).includes(control), `${one} fails ${control}`);
    for (const one of passes) assert.ok(!failed([one]).includes(control), `${one} passes ${control}`);
  });

test('EC2.2: any rule of a default group, in or out', () => {
  const controlsOf = (body: string): readonly string[] =>
    findingsIn(`resource "aws_default_security_group" "a" {\n${body}\n}`).flatMap((finding) => finding.controls);
  assert.deepEqual(controlsOf(rule('tcp 443-443 10.0.0.0/8')), ['EC2.2']);
  assert.deepEqual(controlsOf(rule('tcp 443-443 10.0.0.0/8').replace('ingress', 'egress')), ['EC2.2']);
  assert.deepEqual(controlsOf(''), []);
});

test('EC2.21: the order of the rules decides, and default ACLs are exempt', () => {
  const acl = (type: string, ...actions: readonly string[]): readonly string[] =>
    findingsIn(
      `resource "${type}" "a" {\n${actions.map((action, index) => `ingress {\n rule_no = ${index}\n action = "${action}"\n protocol = "tcp"\n from_port = 22\n to_port = 22\n cidr_block = "0.0.0.0/0"\n }`).join('\n')}\n}`,
    ).flatMap((finding) => finding.controls);
  assert.deepEqual(acl('aws_network_acl', 'allow', 'deny'), ['EC2.21']);
  assert.deepEqual(acl('aws_network_acl', 'deny', 'allow'), []);
  assert.deepEqual(acl('aws_default_network_acl', 'allow'), []);
});

test('every control has its question here', () => {
  assert.deepEqual([...Object.keys(controlQuestions), 'EC2.2', 'EC2.21'].toSorted(), Object.keys(controls).toSorted());
});

test('EC2.18 has three cases: its own list, lists of the user, and no list at all', () => {
  assert.deepEqual(failed(['tcp 443-443 0.0.0.0/0']), []);
  assert.deepEqual(failed(['tcp 8443-8443 0.0.0.0/0']), ['EC2.18']);
  const own = written('authorizedTcpPorts', [8443]);
  assert.deepEqual(failed(['tcp 443-443 0.0.0.0/0'], own), ['EC2.18']);
  assert.deepEqual(failed(['tcp 8443-8443 0.0.0.0/0'], own), []);
  const none = written('authorizedTcpPorts', []);
  for (const port of [80, 443, 8443]) assert.deepEqual(failed([`tcp ${port}-${port} 0.0.0.0/0`], none), ['EC2.18']);
});

test('ports are taken as Security Hub and as AWS Config write them', () => {
  for (const ports of [[443, '1020-1025'], ['443', '1020-1025'], '443,1020-1025', ' 443 , 1020 - 1025 ']) {
    const settings = written('authorizedTcpPorts', ports);
    assert.deepEqual(failed(['tcp 443-443 0.0.0.0/0', 'tcp 1020-1025 ::/0'], settings), []);
    assert.deepEqual(failed(['tcp 1020-1026 0.0.0.0/0'], settings), ['EC2.18']);
  }
});

const settled: Readonly<Record<number, () => void>> = {
  // A network of length 0 is open, in any spelling and with any host bits.
  1: () => {
    for (const network of ['0.0.0.0/0', '0.0.0.0/00', '10.0.0.0/0', '::/0', '0::0/0', '::ffff:0:0/96'])
      assert.ok(failed([`tcp 8443-8443 ${network}`]).includes('EC2.18'), network);
    for (const network of ['0.0.0.0/1', '128.0.0.0/32', '2000::/4'])
      assert.ok(!failed([`tcp 8443-8443 ${network}`]).includes('EC2.18'), network);
  },
  // Pieces of everyone are a finding without a control, in one rule and across the rules of a group.
  2: () => {
    const quiet = { severities: { ...defaultCheckSettings.severities, 'wide-range': 'off' as const } };
    for (const rules of [
      ['tcp 8443-8443 0.0.0.0/1 128.0.0.0/1'],
      ['tcp 8443-8443 ::/1 8000::/1'],
      ['tcp 8400-8500 0.0.0.0/1', 'tcp 8443-9000 128.0.0.0/1'],
      ['tcp 8443-8443 2000::/3'],
    ])
      assert.deepEqual(failed(rules, quiet), ['open-in-pieces'], rules.join());
    assert.deepEqual(failed(['tcp 8400-8442 0.0.0.0/1', 'tcp 8443-9000 128.0.0.0/1'], quiet), []);
    assert.deepEqual(failed(['tcp 443-443 0.0.0.0/1 128.0.0.0/1'], quiet), []);
  },
  // Every port of a range must be authorized, and a list is a set of ports.
  3: () => {
    assert.deepEqual(failed(['tcp 80-443 0.0.0.0/0']).includes('EC2.18'), true);
    const list = written('authorizedTcpPorts', [80, 81]);
    assert.deepEqual(failed(['tcp 80-81 0.0.0.0/0'], list), []);
    assert.deepEqual(failed(['tcp 80-82 0.0.0.0/0'], list), ['EC2.18']);
  },
  // Protocols without ports open everything; ICMP is no matter of EC2.18.
  4: () => {
    for (const protocol of ['-1', 'all', '47', '50', '132'])
      assert.ok(failed([`${protocol} 443-443 0.0.0.0/0`]).includes('EC2.18'), protocol);
    for (const protocol of ['icmp', 'icmpv6', '1', '58'])
      assert.deepEqual(failed([`${protocol} -1--1 0.0.0.0/0`]), [], protocol);
  },
  // No UDP port is authorized by itself.
  5: () => {
    assert.deepEqual(failed(['udp 443-443 0.0.0.0/0']), ['EC2.18']);
    assert.deepEqual(failed(['udp 443-443 0.0.0.0/0'], written('authorizedUdpPorts', '443')), []);
  },
  // Port 0 is one port; what is missing or cannot be known makes an open source possible.
  6: () => {
    assert.deepEqual(failed(['tcp 0-0 0.0.0.0/0']), ['EC2.18']);
    assert.ok(failed(['tcp 0-65535 0.0.0.0/0']).includes('EC2.19'));
    assert.deepEqual(failed(['tcp - 0.0.0.0/0']), ['EC2.18?']);
    assert.deepEqual(failed(['tcp var.unknown-443 0.0.0.0/0']), ['EC2.18?']);
    const found = findingsIn(group(rule('tcp 443-443 0.0.0.0/0').replace('"tcp"', 'var.unknown')));
    assert.deepEqual(
      found.map(({ verdict, controls: its }) => [verdict, its]),
      [['possible', ['EC2.18']]],
    );
  },
  // Traffic out, groups, self and prefix lists are never open, but for lists that are written here and are.
  7: () => {
    assert.deepEqual(findingsIn(group(rule('-1 0-0 0.0.0.0/0').replace('ingress', 'egress'))), []);
    const from = (source: string): readonly string[] =>
      findingsIn(`
        resource "aws_ec2_managed_prefix_list" "open" {
          entry {
            cidr = "0.0.0.0/0"
          }
        }

        ${group(`ingress {\n protocol = "tcp"\n from_port = 8443\n to_port = 8443\n ${source}\n }`)}
      `).flatMap(({ controls: its }) => its);
    for (const source of ['security_groups = ["sg-1"]', 'self = true', 'prefix_list_ids = ["pl-1"]'])
      assert.deepEqual(from(source), [], source);
    assert.deepEqual(from('prefix_list_ids = [aws_ec2_managed_prefix_list.open.id]'), ['EC2.18']);
  },
  // What cannot be known is not called open, and what is known beside it is not passed over.
  8: () => {
    const with22 = (networks: string): readonly string[] =>
      findingsIn(
        group(`ingress {\n protocol = "tcp"\n from_port = 8443\n to_port = 8443\n cidr_blocks = ${networks}\n }`),
      ).map(({ verdict }) => verdict);
    assert.deepEqual(with22('var.list'), []);
    assert.deepEqual(with22('[var.unknown]'), []);
    assert.deepEqual(with22('[var.unknown, "0.0.0.0/0"]'), ['open']);
    assert.deepEqual(with22('concat(var.list, ["0.0.0.0/0"])'), ['open']);
    assert.deepEqual(with22('var.unknown == "x" ? ["0.0.0.0/0"] : []'), ['possible']);
  },
};

test('every settled question is asked here', () => {
  assert.deepEqual(Object.keys(settled).map(Number), [1, 2, 3, 4, 5, 6, 7, 8]);
});

for (const [number, ask] of Object.entries(settled)) test(`settled question ${number}`, ask);
