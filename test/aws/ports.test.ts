import assert from 'node:assert/strict';
import { test } from 'node:test';
import { includesPort, readPorts } from '../../server/src/aws/ports.ts';
import { message } from '../../server/src/messages.ts';
import { dynamicType, numberType } from '../../server/src/terraform/type.ts';
import { nullValue, numberValue, stringValue, unknownValue } from '../../server/src/terraform/values.ts';

const tcp = { kind: 'tcp' } as const;
const missing = nullValue(dynamicType);
const reason = { message: message('aws.tooManyWays'), place: undefined };
const unknown = unknownValue(numberType, reason);

test('numbers and their texts are ports', () => {
  assert.deepEqual(readPorts(tcp, numberValue(22), numberValue(22)), { kind: 'range', from: 22, to: 22 });
  assert.deepEqual(readPorts(tcp, stringValue('80'), stringValue('0443')), { kind: 'range', from: 80, to: 443 });
});

test('tcp 0 to 0 is port 0 alone', () => {
  assert.deepEqual(readPorts(tcp, numberValue(0), numberValue(0)), { kind: 'range', from: 0, to: 0 });
});

test('-1 and other protocols open every port, whatever is written', () => {
  assert.deepEqual(readPorts({ kind: 'all' }, numberValue(22), numberValue(22)), { kind: 'all' });
  assert.deepEqual(readPorts({ kind: 'other', number: 50 }, numberValue(22), unknown), { kind: 'all' });
  assert.deepEqual(readPorts({ kind: 'all' }, missing, missing), { kind: 'all' });
});

test('ICMP has a type and a code', () => {
  assert.deepEqual(readPorts({ kind: 'icmp' }, numberValue(8), numberValue(-1)), { kind: 'icmp', type: 8, code: -1 });
  assert.deepEqual(readPorts({ kind: 'icmpv6' }, missing, missing), { kind: 'icmp', type: -1, code: -1 });
});

test('one port missing is ports missing', () => {
  assert.deepEqual(readPorts(tcp, numberValue(22), missing), { kind: 'missing' });
  assert.deepEqual(readPorts({ kind: 'missing' }, missing, missing), { kind: 'missing' });
});

test('one port unknown is ports unknown, and no number stands in for it', () => {
  assert.deepEqual(readPorts(tcp, numberValue(22), unknown), { kind: 'unknown', reason });
});

test('what is no port range is invalid', () => {
  assert.deepEqual(readPorts(tcp, numberValue(443), numberValue(80)), { kind: 'invalid', text: '443-80' });
  assert.deepEqual(readPorts(tcp, numberValue(0), numberValue(90000)), { kind: 'invalid', text: '90000' });
  assert.deepEqual(readPorts(tcp, stringValue('22.5'), numberValue(23)), { kind: 'invalid', text: '22.5' });
  assert.deepEqual(readPorts(tcp, stringValue('ssh'), numberValue(23)), { kind: 'invalid', text: 'ssh' });
  assert.deepEqual(readPorts(tcp, numberValue(-1), numberValue(-1)), { kind: 'invalid', text: '-1' });
});

test('whether a port is among them is only said where it is known', () => {
  assert.equal(includesPort({ kind: 'range', from: 20, to: 25 }, 22), true);
  assert.equal(includesPort({ kind: 'range', from: 20, to: 25 }, 26), false);
  assert.equal(includesPort({ kind: 'all' }, 22), true);
  assert.equal(includesPort({ kind: 'missing' }, 22), undefined);
  assert.equal(includesPort({ kind: 'unknown', reason }, 22), undefined);
});
