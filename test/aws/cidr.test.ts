import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { readCidr } from '../../server/src/aws/cidr.ts';

const open = [
  '0.0.0.0/0',
  '0.0.0.0/00',
  '::/0',
  '0::0/0',
  '0:0:0:0:0:0:0:0/0',
  '::0/0',
  '0000:0000::/0',
  '::0.0.0.0/0',
];
const openWithHostBits = ['10.0.0.0/0', '1.2.3.4/0', '0.0.0.1/0', '::1/0', '2001:db8::/0', '::ffff:1.2.3.4/0'];
const narrower = [
  '0.0.0.0/1',
  '10.0.0.0/8',
  '0.0.0.0/32',
  '2000::/3',
  '::/1',
  '::/128',
  'fd00::1/128',
  '::ffff:10.0.0.0/104',
];
const invalid = [
  '',
  '/0',
  '0.0.0.0',
  '::',
  ' 0.0.0.0/0',
  '0.0.0.0/0 ',
  '000.0.0.0/0',
  '0.0.0/0',
  '0.0.0.0.0/0',
  '256.0.0.0/0',
  '0.0.0.0/33',
  '0.0.0.0/-1',
  '0.0.0.0/+0',
  '0.0.0.0/0/0',
  '::/129',
  ':::/0',
  '1::2::3/0',
  '1:2:3:4:5:6:7/0',
  '1:2:3:4:5:6:7:8:9/0',
  '1:2:3:4:5:6:7::8/0',
  '12345::/0',
  'fe80::1%eth0/0',
  '::1.2.3/0',
  '1.2.3.4::/0',
  'anywhere',
];

describe('a network', () => {
  for (const text of open)
    test(`${text} is everything`, () => {
      const cidr = readCidr(text);
      assert.ok(cidr.kind === 'cidr');
      assert.deepEqual([cidr.prefixLength, cidr.hostBits], [0, false]);
      assert.equal(cidr.network, cidr.family === 'IPv4' ? '0.0.0.0/0' : '::/0');
    });

  for (const text of openWithHostBits)
    test(`${text} is everything, with host bits`, () => {
      const cidr = readCidr(text);
      assert.ok(cidr.kind === 'cidr');
      assert.deepEqual([cidr.prefixLength, cidr.hostBits], [0, true]);
    });

  for (const text of narrower)
    test(`${text} is not everything`, () => {
      const cidr = readCidr(text);
      assert.ok(cidr.kind === 'cidr');
      assert.ok(cidr.prefixLength > 0);
    });

  for (const text of invalid)
    test(`"${text}" is none`, () => {
      assert.deepEqual(readCidr(text), { kind: 'invalid' });
    });

  test('an IPv4-mapped one is the IPv4 network that it stands for', () => {
    const everything = { kind: 'cidr', family: 'IPv4', prefixLength: 0, hostBits: false, network: '0.0.0.0/0' };
    assert.deepEqual(readCidr('::ffff:0.0.0.0/96'), everything);
    assert.deepEqual(readCidr('::ffff:0:0/96'), everything);
    assert.deepEqual(readCidr('::FFFF:10.1.0.0/112'), { ...everything, prefixLength: 16, network: '10.1.0.0/16' });
  });

  test('is named by its first address, as short as it goes', () => {
    const network = (text: string): string => {
      const cidr = readCidr(text);
      return cidr.kind === 'cidr' ? cidr.network : 'invalid';
    };
    assert.equal(network('10.1.2.3/8'), '10.0.0.0/8');
    assert.equal(network('2001:0DB8:0:0:1:0:0:0/80'), '2001:db8:0:0:1::/80');
    assert.equal(network('2001:db8:0:1:0:0:0:1/128'), '2001:db8:0:1::1/128');
    assert.equal(network('1:2:3:4:5:6:7:8/128'), '1:2:3:4:5:6:7:8/128');
    assert.equal(network('::1/128'), '::1/128');
    assert.equal(network('0:0:0:1::/64'), '0:0:0:1::/64');
  });
});
