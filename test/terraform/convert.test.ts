// Conversion to types and constraints, as recorded with Terraform 1.11.4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../../server/src/messages.ts';
import { applyConstraint, convert } from '../../server/src/terraform/convert.ts';
import type { AttributeConstraint, Type, TypeConstraint } from '../../server/src/terraform/type.ts';
import { boolType, dynamicType, numberType, stringType } from '../../server/src/terraform/type.ts';
import { listValue, nullValue, stringValue, unknownValue } from '../../server/src/terraform/values.ts';
import { evaluateText, show, showType } from '../support/expression.ts';

const list = (element: Type): Type => ({ kind: 'list', element });
const set = (element: Type): Type => ({ kind: 'set', element });
const map = (element: Type): Type => ({ kind: 'map', element });
const tuple = (...elements: Type[]): Type => ({ kind: 'tuple', elements });
const object = (attributes: Record<string, Type>): Type => ({
  kind: 'object',
  attributes: new Map(Object.entries(attributes)),
});

function check(
  rows: readonly (readonly [expression: string, type: Type, result: string, resultType?: string])[],
): void {
  for (const [expression, type, result, resultType] of rows) {
    const value = convert(evaluateText(expression), type);
    assert.equal(show(value), result, expression);
    if (resultType !== undefined) assert.equal(showType(value), resultType, expression);
  }
}

const refused = 'error(terraform.cannotConvert)';
const refusedText = 'error(terraform.cannotConvertText)';

test('primitive values', () =>
  check([
    ['1.50', stringType, '"1.5"'],
    ['1e3', stringType, '"1000"'],
    ['true', stringType, '"true"'],
    ['["a"]', stringType, refused],
    ['"5.0"', numberType, '5'],
    ['"+5"', numberType, '5'],
    ['"1e3"', numberType, '1000'],
    ['""', numberType, refusedText],
    ['" 5"', numberType, refusedText],
    ['"0x10"', numberType, refusedText],
    ['true', numberType, refused],
    ['"true"', boolType, 'true'],
    ['"1"', boolType, 'true'],
    ['"0"', boolType, 'false'],
    ['"True"', boolType, refusedText],
    ['1', boolType, refused],
    ['null', stringType, 'null', 'string'],
  ]));

test('sequences', () =>
  check([
    ['["b", "a", "b"]', set(stringType), '["a","b"]', 'set(string)'],
    ['[1, "1"]', set(stringType), '["1"]'],
    ['["10", "9"]', set(numberType), '[9,10]'],
    ['[1, "a"]', list(stringType), '["1","a"]', 'list(string)'],
    ['["x"]', list(numberType), refusedText],
    ['[]', list(stringType), '[]', 'list(string)'],
    ['[1, "2"]', tuple(stringType, numberType), '["1",2]'],
    ['[1]', tuple(stringType, numberType), refused],
    ['"a"', list(stringType), refusedText],
    ['{}', list(stringType), refused],
    ['[]', map(stringType), refused],
    ['true ? ["a"] : []', tuple(stringType), refused],
  ]));

test('maps and objects', () =>
  check([
    ['{a = 1, b = "x"}', map(stringType), '{"a":"1","b":"x"}', 'map(string)'],
    ['{a = 1, zzz = 2}', object({ a: stringType }), '{"a":"1"}'],
    ['{b = 1}', object({ a: stringType }), 'error(terraform.attributeRequired)'],
    ['true ? {a = 1, b = 2} : {}', object({ a: numberType }), '{"a":1}', 'object({a:number})'],
    ['{a = ["x"]}', map(stringType), refused],
  ]));

test('any within a collection is one type for all elements', () =>
  check([
    ['{a = 1, b = "x"}', map(dynamicType), '{"a":"1","b":"x"}', 'map(string)'],
    ['[{a = 1}, {a = 1, b = 2}]', list(dynamicType), '[{"a":1},{"a":1,"b":2}]', 'list(map(number))'],
    ['[{a = 1}, {a = 1, b = ["x"]}]', list(dynamicType), refused],
    ['["a", 1, true]', list(dynamicType), '["a","1","true"]', 'list(string)'],
    ['[1, true]', list(dynamicType), refused],
    ['[["a"], []]', list(dynamicType), '[["a"],[]]', 'list(list(string))'],
    ['[null, "a"]', list(dynamicType), '[null,"a"]', 'list(string)'],
    ['[null, null]', list(dynamicType), '[null,null]', 'list(dynamic)'],
    ['[]', list(dynamicType), '[]', 'list(dynamic)'],
    ['["b", null]', set(dynamicType), '["b",null]', 'set(string)'],
    ['[1, "a"]', dynamicType, '[1,"a"]', 'tuple([number,string,])'],
  ]));

test('an unknown value takes the type and keeps what is sure', () => {
  const reason = { message: message('terraform.dependsOnCondition'), place: undefined };
  const identity = { address: 'aws_vpc.a', type: 'aws_vpc', attribute: 'cidr_block' };
  const text = convert(unknownValue(dynamicType, reason, { notNull: true, identity, suffix: '/32' }), stringType);
  assert.deepEqual(text, unknownValue(stringType, reason, { notNull: true, identity, suffix: '/32' }));
  assert.equal(show(convert(unknownValue(list(stringType), reason), stringType)), refused);
  assert.equal(show(convert(unknownValue(list(stringType), reason), set(dynamicType))), 'unknown(set(string))');
});

test('a list of a set with unknown elements has no known length, but says what it holds', () => {
  const reason = { message: message('terraform.dependsOnCondition'), place: undefined };
  const elements = [unknownValue(stringType, reason), stringValue('0.0.0.0/0')];
  const value = convert(convert(listValue(elements, stringType), set(stringType)), list(stringType));
  assert.equal(value.kind, 'unknown');
  assert.deepEqual(value.facts.contains?.map(show), ['"0.0.0.0/0"', 'unknown(string)']);
  assert.deepEqual(value.facts.length, { minimum: 1, maximum: 2 });
});

const text: TypeConstraint = { kind: 'string' };
const number: TypeConstraint = { kind: 'number' };
const plain = (constraint: TypeConstraint): AttributeConstraint => ({
  constraint,
  optional: false,
  defaultValue: undefined,
});
const optional = (constraint: TypeConstraint, written?: string): AttributeConstraint => ({
  constraint,
  optional: true,
  defaultValue: written === undefined ? undefined : evaluateText(written),
});
const objectOf = (attributes: Record<string, AttributeConstraint>): TypeConstraint => ({
  kind: 'object',
  attributes: new Map(Object.entries(attributes)),
});

test('optional attributes are filled in where missing or null, at any depth', () => {
  const constraint = objectOf({
    a: plain(text),
    b: optional(number, '5'),
    c: optional({ kind: 'list', element: text }),
    d: optional(objectOf({ e: optional(text, '"z"') }), '{}'),
  });
  const value = applyConstraint(evaluateText('{a = 1, zzz = 9}'), constraint);
  assert.equal(show(value), '{"a":"1","b":5,"c":null,"d":{"e":"z"}}');
  assert.equal(showType(value), 'object({a:string,b:number,c:list(string),d:object({e:string})})');
  assert.equal(show(applyConstraint(evaluateText('{b = 1}'), constraint)), 'error(terraform.attributeRequired)');
});

test('a default open to the world shows through a list of objects', () => {
  const constraint: TypeConstraint = {
    kind: 'list',
    element: objectOf({
      port: plain(number),
      cidrs: optional({ kind: 'list', element: text }, '["0.0.0.0/0"]'),
    }),
  };
  const given = '[{port = "22"}, {port = 80, cidrs = null}, {port = 443, cidrs = ["10.0.0.0/8"]}]';
  assert.equal(
    show(applyConstraint(evaluateText(given), constraint)),
    '[{"cidrs":["0.0.0.0/0"],"port":22},{"cidrs":["0.0.0.0/0"],"port":80},{"cidrs":["10.0.0.0/8"],"port":443}]',
  );
});

test('a null container stays null, and a map may stand for an object', () => {
  const constraint = objectOf({ a: optional(text, '"x"'), b: plain(text) });
  assert.equal(show(applyConstraint(nullValue(dynamicType), constraint)), 'null');
  const given = evaluateText('true ? {b = "y"} : {}');
  assert.equal(show(applyConstraint(given, constraint)), '{"a":"x","b":"y"}');
});
