import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readProtocol } from '../../server/src/aws/protocol.ts';
import { message } from '../../server/src/messages.ts';
import { dynamicType, stringType } from '../../server/src/terraform/type.ts';
import {
  boolValue,
  nullValue,
  numberValue,
  stringValue,
  tupleValue,
  unknownValue,
} from '../../server/src/terraform/values.ts';

const spellings: Readonly<Record<string, readonly string[]>> = {
  tcp: ['tcp', 'TCP', 'Tcp', '6', '06'],
  udp: ['udp', 'UDP', '17'],
  icmp: ['icmp', 'ICMP', '1'],
  icmpv6: ['icmpv6', 'ICMPv6', '58'],
  all: ['-1', 'all', 'ALL'],
};

for (const [kind, texts] of Object.entries(spellings))
  for (const text of texts)
    test(`protocol "${text}" is ${kind}`, () => {
      assert.equal(readProtocol(stringValue(text)).kind, kind);
    });

test('numbers are read as their text', () => {
  assert.deepEqual(readProtocol(numberValue(-1)), { kind: 'all' });
  assert.deepEqual(readProtocol(numberValue(6)), { kind: 'tcp' });
  assert.deepEqual(readProtocol(numberValue(47)), { kind: 'other', number: 47 });
  assert.deepEqual(readProtocol(stringValue('50')), { kind: 'other', number: 50 });
});

test('what AWS takes for no protocol is invalid', () => {
  for (const text of ['esp', 'banana', '', '256', '-2', '6.5', 'tcp ', '0x6'])
    assert.deepEqual(readProtocol(stringValue(text)), { kind: 'invalid', text });
  assert.equal(readProtocol(boolValue(true)).kind, 'invalid');
  assert.equal(readProtocol(tupleValue([stringValue('tcp')])).kind, 'invalid');
});

test('a protocol that is null is missing, and one that is unknown stays unknown', () => {
  const reason = { message: message('aws.tooManyWays'), place: undefined };
  assert.deepEqual(readProtocol(nullValue(dynamicType)), { kind: 'missing' });
  assert.deepEqual(readProtocol(unknownValue(stringType, reason)), { kind: 'unknown', reason });
});
