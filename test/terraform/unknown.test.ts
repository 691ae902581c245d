// What becomes of values that cannot be known, and of those that are one of a few.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../../server/src/messages.ts';
import type { Condition, Facts, Value } from '../../server/src/terraform/value.ts';
import type { Type } from '../../server/src/terraform/type.ts';
import { boolType, dynamicType, numberType, stringType } from '../../server/src/terraform/type.ts';
import { unknownValue } from '../../server/src/terraform/values.ts';
import { evaluateText, show } from '../support/expression.ts';

function unknown(name: string, type: Type, facts: Facts = {}): Value {
  const place = { path: `/w/${name}.tf`, span: { start: 0, end: name.length } };
  return unknownValue(type, { message: message('terraform.dependsOnCondition'), place }, facts, [place]);
}

const listOfStrings: Type = { kind: 'list', element: stringType };

const symbols = {
  u: unknown('u', stringType, { notNull: true }),
  n: unknown('n', numberType, { notNull: true }),
  b: unknown('b', boolType),
  c: unknown('c', boolType),
  any: unknown('any', dynamicType),
  list: unknown('list', listOfStrings),
  maybe: unknown('maybe', stringType),
  object: unknown('object', { kind: 'object', attributes: new Map([['a', stringType]]) }),
};

function check(rows: readonly (readonly [expression: string, result: string])[]): void {
  for (const [expression, result] of rows) assert.equal(show(evaluateText(expression, symbols)), result, expression);
}

function facts(expression: string): Facts {
  const value = evaluateText(expression, symbols);
  assert.equal(value.kind, 'unknown', expression);
  return value.facts;
}

function conditions(expression: string): readonly string[] {
  const value = evaluateText(expression, symbols);
  assert.equal(value.kind, 'oneOf', expression);
  const text = (condition: Condition): string => `${condition.holds ? '' : 'not '}${condition.text}`;
  return value.alternatives.map((alternative) => alternative.conditions.map(text).join(' and '));
}

test('an unknown part leaves the other parts known', () =>
  check([
    ['["0.0.0.0/0", u]', '["0.0.0.0/0",unknown(string)]'],
    ['{a = u, b = 1}.b', '1'],
    ['[for x in ["a", u] : "${x}"]', '["a",unknown(string)]'],
    ['[{a = 1}, u][0].a', '1'],
  ]));

test('where try has another way, a key that cannot be known may be of no element', () => {
  check([
    ['try({ a = ["b"] }[u], "c")', 'oneOf(["b"] | "c")'],
    ['{ a = "b" }[u]', '"b"'],
  ]);
  assert.deepEqual(conditions('try({ a = "b" }[u], "c")'), ['u == "a"', 'not u == "a"']);
});

test('operators on unknown operands are unknown unless the rest decides', () =>
  check([
    ['u == "a"', 'unknown(bool)'],
    ['u == null', 'false'],
    ['maybe == null', 'unknown(bool)'],
    ['u == 5', 'false'],
    ['[u, "a"] == [u, "b"]', 'false'],
    ['u == null ? 1 : 2', '2'],
    ['n + 1', 'unknown(number)'],
    ['n > 1', 'unknown(bool)'],
    ['b && false', 'false'],
    ['false && b', 'false'],
    ['b || true', 'true'],
    ['b && true', 'unknown(bool)'],
    ['!b', 'unknown(bool)'],
    ['"a-${u}" == "b"', 'false'],
    ['"${u}/32" == "0.0.0.0/0"', 'false'],
  ]));

test('a slice is as long as its bounds say, whatever the list is', () =>
  check([
    ['length(slice(list, 0, 3))', '3'],
    ['length(slice(list, 1, 1)) > 0', 'false'],
    ['length(slice(list, 0, n))', 'unknown(number)'],
  ]));

test('text around an unknown value is remembered', () => {
  assert.deepEqual(facts('"a-${u}"'), { notNull: true, prefix: 'a-' });
  assert.deepEqual(facts('"${u}/32"'), { notNull: true, suffix: '/32' });
  assert.deepEqual(facts('"10.${u}.0/${n}-x"'), { notNull: true, prefix: '10.', suffix: '-x' });
  assert.deepEqual(facts('"<${"a-${u}-b"}>"'), { notNull: true, prefix: '<a-', suffix: '-b>' });
});

test('attributes of unknown values follow the type', () =>
  check([
    ['object.a', 'unknown(string)'],
    ['object.b', 'error(terraform.attributeMissing)'],
    ['u.foo', 'error(terraform.noAttributes)'],
    ['any.foo[0]', 'unknown(dynamic)'],
    ['list[0]', 'unknown(string)'],
    ['list[*]', 'unknown(list(string))'],
    ['u[*]', '[unknown(string)]'],
    ['maybe[*]', 'unknown(dynamic)'],
  ]));

test('an unknown condition keeps both results, with what decides', () => {
  check([
    ['b ? "0.0.0.0/0" : "10.0.0.0/8"', 'oneOf("0.0.0.0/0" | "10.0.0.0/8")'],
    ['b ? 80 : 80', '80'],
    ['b ? ["a"] : []', 'oneOf(["a"] | [])'],
    ['b ? 1 : "a"', 'oneOf("1" | "a")'],
    ['(b ? {x = 1} : {x = 2}).x', 'oneOf(1 | 2)'],
    ['"p-${b ? 1 : 2}"', 'oneOf("p-1" | "p-2")'],
    ['(b ? 1 : 2) == 1', 'oneOf(true | false)'],
    ['(b ? 1 : 2) > 0', 'true'],
    ['b ? (c ? 1 : 2) : 3', 'oneOf(1 | 2 | 3)'],
    ['"%{ if b }x%{ endif }y"', 'oneOf("xy" | "y")'],
  ]);
  assert.deepEqual(conditions('b ? 1 : 2'), ['b', 'not b']);
  assert.deepEqual(conditions('!(b) ? 1 : 2'), ['not b', 'b']);
  assert.deepEqual(conditions('b ? (c ? 1 : 2) : 3'), ['b and c', 'b and not c', 'not b']);
  assert.deepEqual(conditions('u == "prod" ? 1 : 2'), ['u == "prod"', 'not u == "prod"']);
  assert.deepEqual(conditions('u != "prod" ? 1 : 2'), ['not u == "prod"', 'u == "prod"']);
});

test('one condition asked twice has one answer', () =>
  check([
    ['"${b ? 1 : 2}${b ? 1 : 2}"', 'oneOf("11" | "22")'],
    ['"${b ? 1 : 2}${!b ? 1 : 2}"', 'oneOf("12" | "21")'],
    ['b ? (b ? 1 : 2) : 3', 'oneOf(1 | 3)'],
    ['"${b ? 1 : 2}${c ? 1 : 2}"', 'oneOf("11" | "12" | "21" | "22")'],
    ['u == "a" ? (u == "b" ? 1 : 2) : 3', 'oneOf(2 | 3)'],
    ['(b ? 1 : 2) == 1 ? "x" : (b ? "y" : "z")', 'oneOf("x" | "z")'],
  ]));

test('an unknown key of few elements gives one of them, each under its key', () => {
  check([
    ['{dev = "10.0.0.0/8", prod = "0.0.0.0/0"}[u]', 'oneOf("10.0.0.0/8" | "0.0.0.0/0")'],
    ['["a", "b"][n]', 'oneOf("a" | "b")'],
    ['{dev = 1, prod = 1}[u]', '1'],
    ['"${{a = 1, b = 2}[u]}${{a = 1, b = 2}[u]}"', 'oneOf("11" | "22")'],
    ['{a = 1, b = 2}[u] == 1 && u == "b"', 'oneOf(unknown(bool) | false)'],
  ]);
  assert.deepEqual(conditions('{dev = 1, prod = 2}[u]'), ['u == "dev"', 'u == "prod"']);
});

test('an unknown predicate keeps every outcome while they are few', () => {
  check([
    ['[for x in ["0.0.0.0/0"] : x if b]', 'oneOf(["0.0.0.0/0"] | [])'],
    ['[for x in ["a", "b", "c"] : x if b]', 'oneOf(["a","b","c"] | [])'],
    ['[for x in ["a", u] : x if x != "z"]', 'oneOf(["a",unknown(string)] | ["a"])'],
    ['{for x in ["a"] : x => 1 if b}', 'oneOf({"a":1} | {})'],
    ['[for x in (b ? ["a"] : ["b"]) : "${x}!"]', 'oneOf(["a!"] | ["b!"])'],
  ]);
  const many = facts('[for x in ["a", "b", "c", "d", "e", "f"] : x if x == u || x == "a"]');
  assert.deepEqual(many.mayContain?.map(show), ['"a"', '"b"', '"c"', '"d"', '"e"', '"f"']);
  assert.deepEqual(many.contains?.map(show), ['"a"']);
});

test('what goes through something unknown still says what it may contain', () => {
  assert.deepEqual(facts('{for x in ["a", u] : x => "0.0.0.0/0"}').mayContain?.map(show), ['"0.0.0.0/0"']);
  assert.deepEqual(facts('[for x in list : {cidr = "0.0.0.0/0", name = x}]').mayContain?.map(show), [
    '{"cidr":"0.0.0.0/0","name":unknown(string)}',
  ]);
  assert.deepEqual(facts('{(u) = "a", b = "c"}').mayContain?.map(show), ['"a"', '"c"']);
  assert.deepEqual(facts('[for x in {for y in ["a", u] : y => y} : "${x}/0"]').mayContain?.map(show), [
    '"a/0"',
    'unknown(string)',
  ]);
});

test('an error under an unknown condition is one of the alternatives', () =>
  check([['b ? "a" : {}.x', 'oneOf("a" | error(terraform.attributeMissing))']]));

test('the reason of an unknown value stays with what is made of it', () => {
  const value = evaluateText('[upper_bound + 1][0]', { upper_bound: symbols.n });
  assert.equal(value.kind, 'unknown');
  assert.equal(value.reason.place?.path, '/w/n.tf');
  assert.deepEqual(
    value.origin.map((place) => place.path),
    ['/w/n.tf', '/w/main.tf'],
  );
});
