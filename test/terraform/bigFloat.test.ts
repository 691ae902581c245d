// Numbers as Terraform counts them; long results were recorded with `terraform console` 1.11.4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { BigFloat } from '../../server/src/terraform/bigFloat.ts';
import {
  add,
  ceiling,
  compare,
  divide,
  floor,
  fromDouble,
  fromInteger,
  multiply,
  parseBigFloat,
  remainder,
  subtract,
  toDecimalText,
  toDouble,
  toInteger,
} from '../../server/src/terraform/bigFloat.ts';

function number(text: string): BigFloat {
  const value = parseBigFloat(text);
  assert.ok(value !== undefined, text);
  return value;
}

function text(value: BigFloat | undefined): string {
  return value === undefined ? 'none' : toDecimalText(value);
}

test('decimal text is read and written without loss and without an exponent', () => {
  const rows = [
    ['1', '1'],
    ['080', '80'],
    ['1.50', '1.5'],
    ['+5', '5'],
    ['-7.25', '-7.25'],
    ['1e3', '1000'],
    ['1E+3', '1000'],
    ['1e-10', '0.0000000001'],
    ['0.1', '0.1'],
    ['9.99', '9.99'],
    ['5.', '5'],
    ['.5', '0.5'],
    ['1000000000000000000000000000000', '1000000000000000000000000000000'],
    ['123456789.123456789e-5', '1234.56789123456789'],
    ['Inf', '+Inf'],
    ['-Inf', '-Inf'],
    ['0', '0'],
    ['-0', '-0'],
  ] as const;
  for (const [written, read] of rows) assert.equal(text(number(written)), read, written);
  assert.equal(text(number('1e3000')).length, 3001);
});

test('what is no decimal text is no number', () => {
  for (const written of ['', ' 5', '5 ', '0x10', '1_000', 'a', '-', '.', 'e5', '1e', '--1', 'NaN', '1e999999999']) {
    assert.equal(parseBigFloat(written), undefined, written);
  }
});

test('numbers have 512 bits', () => {
  const third = divide(number('1'), number('3'));
  assert.equal(text(third), `0.${'3'.repeat(154)}5`);
  assert.ok(third !== undefined);
  assert.equal(text(multiply(third, number('3'))), '1');
  assert.equal(text(divide(number('2'), number('3'))), `0.${'6'.repeat(153)}7`);
  assert.equal(text(multiply(number('0.1'), number('0.1'))), `0.01${'0'.repeat(153)}1`);
  assert.equal(text(remainder(number('5.0'), number('0.3'))), `0.1${'9'.repeat(152)}76`);
});

test('sums are exact where doubles are not', () => {
  const sum = add(number('0.1'), number('0.2'));
  assert.ok(sum !== undefined);
  assert.equal(compare(sum, number('0.3')), 0);
  assert.equal(text(subtract(number('0.3'), number('0.1'))), `0.2${'0'.repeat(153)}2`);
});

test('the remainder has the sign of the left side, and by zero it is the left side', () => {
  assert.equal(text(remainder(number('-7'), number('3'))), '-1');
  assert.equal(text(remainder(number('7'), number('-3'))), '1');
  assert.equal(text(remainder(number('7'), number('0'))), '7');
});

test('infinities come from dividing by zero and do not cancel out', () => {
  const infinite = divide(number('1'), number('0'));
  assert.ok(infinite !== undefined);
  assert.equal(text(infinite), '+Inf');
  assert.equal(text(divide(number('0'), number('0'))), 'none');
  assert.equal(text(subtract(infinite, infinite)), 'none');
  assert.equal(text(multiply(infinite, number('0'))), 'none');
  assert.equal(compare(infinite, number('1e300')), 1);
});

test('whole numbers and doubles', () => {
  assert.equal(toInteger(number('443')), 443);
  assert.equal(toInteger(number('-1')), -1);
  assert.equal(toInteger(number('1.5')), undefined);
  assert.equal(toInteger(number('1e30')), undefined);
  assert.equal(text(fromInteger(443)), '443');
  assert.equal(text(fromInteger(2n ** 70n)), '1180591620717411303424');
  assert.equal(toDouble(number('0.1')), 0.1);
  assert.equal(toDouble(number('1e400')), Infinity);
  assert.equal(text(fromDouble(0.5)), '0.5');
  assert.equal(text(floor(number('-5.1'))), '-6');
  assert.equal(text(ceiling(number('5.1'))), '6');
});
