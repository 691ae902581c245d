// The order of sets, as recorded with Terraform 1.11.4, and equality where something is unknown.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../../server/src/messages.ts';
import { equals, makeSet } from '../../server/src/terraform/equality.ts';
import { dynamicType, stringType } from '../../server/src/terraform/type.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import { listValue, setValue, stringValue, tupleValue, unknownValue } from '../../server/src/terraform/values.ts';
import { evaluateText, show } from '../support/expression.ts';

function ordered(expression: string): string {
  const value = evaluateText(expression);
  assert.equal(value.kind, 'tuple');
  return show(makeSet(value.elements, dynamicType));
}

test('text goes by its bytes, numbers by size, false before true, null last', () => {
  assert.equal(ordered('["b", "a", "B", "é", "_", "a"]'), '["B","_","a","b","é"]');
  assert.equal(ordered('[10, 9, 1, 1.0]'), '[1,9,10]');
  assert.equal(ordered('[true, false]'), '[false,true]');
  assert.equal(ordered('["b", null, "a"]'), '["a","b",null]');
  assert.equal(ordered('["\\U0001F600", "\\uffee"]'), '["\uffee","\u{1F600}"]');
});

test('other elements go by how Terraform writes them down', () => {
  assert.equal(ordered('[{p = 443}, {p = 80}, {p = 22}]'), '[{"p":22},{"p":443},{"p":80}]');
  assert.equal(
    ordered('[{p = 1e20}, {p = 3}, {p = 25}, {p = 100}, {p = 1.5}, {p = -3}]'),
    '[{"p":-3},{"p":1.5},{"p":100},{"p":100000000000000000000},{"p":25},{"p":3}]',
  );
  assert.equal(ordered('[["b", 1], ["a", 2], ["a", 2]]'), '[["a",2],["b",1]]');
  assert.equal(
    ordered('[{a = "b", n = 1}, {a = "a\\"", n = 2}, {a = null, n = 0}]'),
    '[{"a":"a\\"","n":2},{"a":"b","n":1},{"a":null,"n":0}]',
  );
});

const unknown = unknownValue(stringType, { message: message('terraform.dependsOnCondition'), place: undefined });

test('a part that differs decides, whatever is unknown beside it', () => {
  const tuple = (...elements: Value[]): Value => tupleValue(elements);
  assert.equal(equals(tuple(unknown, stringValue('a')), tuple(unknown, stringValue('b'))), 'different');
  assert.equal(equals(tuple(unknown, stringValue('a')), tuple(unknown, stringValue('a'))), 'unknown');
  assert.equal(equals(unknown, tuple()), 'different');
});

test('a list is no tuple, and lists of different types differ', () => {
  const list = listValue([stringValue('a')], stringType);
  assert.equal(equals(list, tupleValue([stringValue('a')])), 'different');
  assert.equal(equals(list, setValue([stringValue('a')], stringType)), 'different');
  assert.equal(equals(listValue([], stringType), listValue([], { kind: 'number' })), 'different');
  assert.equal(equals(list, listValue([stringValue('a')], stringType)), 'equal');
});

test('sets with something unknown cannot be compared', () => {
  const set = setValue([stringValue('a'), unknown], stringType);
  assert.equal(equals(set, setValue([stringValue('a')], stringType)), 'unknown');
});
