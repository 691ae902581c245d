// What functions make of values that cannot be known: as much as stays sure, above all every member beside an unknown one.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { message } from '../../../server/src/messages.ts';
import type { Type } from '../../../server/src/terraform/type.ts';
import { boolType, dynamicType, numberType, stringType } from '../../../server/src/terraform/type.ts';
import type { Condition, Facts, Value } from '../../../server/src/terraform/value.ts';
import { unknownValue } from '../../../server/src/terraform/values.ts';
import { evaluateText, show } from '../../support/expression.ts';

function unknown(name: string, type: Type, facts: Facts = {}): Value {
  const place = { path: `/w/${name}.tf`, span: { start: 0, end: name.length } };
  return unknownValue(type, { message: message('terraform.noDefault', { name }), place }, facts, [place]);
}

const listOfStrings: Type = { kind: 'list', element: stringType };

const symbols = {
  u: unknown('u', stringType, { notNull: true }),
  n: unknown('n', numberType, { notNull: true }),
  b: unknown('b', boolType),
  any: unknown('any', dynamicType),
  list: unknown('list', listOfStrings),
  map: unknown('map', { kind: 'map', element: stringType }),
  object: unknown('object', { kind: 'object', attributes: new Map([['a', stringType]]) }),
};

function check(rows: readonly (readonly [expression: string, result: string])[]): void {
  const failures = rows.flatMap(([expression, expected]) => {
    const actual = show(evaluateText(expression, symbols));
    return actual === expected ? [] : [`${expression} is ${actual}, not ${expected}`];
  });
  assert.deepEqual(failures, []);
}

function factsOf(expression: string): Facts {
  const value = evaluateText(expression, symbols);
  assert.equal(value.kind, 'unknown', `${expression} is ${show(value)}`);
  return value.facts;
}

function mayContain(expression: string): string {
  return (factsOf(expression).mayContain ?? []).map(show).join(' ');
}

function conditionsOf(expression: string): readonly string[] {
  const value = evaluateText(expression, symbols);
  assert.equal(value.kind, 'oneOf', `${expression} is ${show(value)}`);
  const text = (condition: Condition): string => `${condition.holds ? '' : 'not '}${condition.text}`;
  return value.alternatives.map(
    ({ value: inner, conditions }) => `${show(inner)} if ${conditions.map(text).join(' and ')}`,
  );
}

test('an unknown argument makes the result unknown, of the declared type, for the same reason', () => {
  check([
    ['upper(u)', 'unknown(string)'],
    ['join(",", ["a", u])', 'unknown(string)'],
    ['split(",", u)', 'unknown(list(string))'],
    ['jsonencode({ a = u })', 'unknown(string)'],
    ['jsondecode(u)', 'unknown(dynamic)'],
    ['cidrsubnet(u, 8, 1)', 'unknown(string)'],
    ['cidrsubnets("10.0.0.0/8", n)', 'unknown(list(string))'],
    ['regex("(?P<a>.)", u)', 'unknown(object({a:string}))'],
    ['max(1, n)', 'unknown(number)'],
    ['range(n)', 'unknown(list(number))'],
    ['setproduct(["a"], list)', 'unknown(list(tuple([string,string,])))'],
    ['provider::aws::arn_parse("x")', 'unknown(dynamic)'],
    ['nope("x")', 'unknown(dynamic)'],
  ]);
  const value = evaluateText('upper(lower(u))', symbols);
  assert.equal(value.kind === 'unknown' ? value.reason.message.id : '', 'terraform.noDefault');
});

test('parts that are unknown leave the others known', () =>
  check([
    ['concat(["a"], [u])', '["a",unknown(string)]'],
    ['flatten([["a"], [u]])', '["a",unknown(string)]'],
    ['merge({ a = 1 }, { b = u })', '{"a":1,"b":unknown(string)}'],
    ['zipmap(["a"], [u])', '{"a":unknown(string)}'],
    ['keys({ a = u })', '["a"]'],
    ['values({ a = u, b = 1 })', '[unknown(string),1]'],
    ['element(["b", u], 0)', '"b"'],
    ['slice(["b", u], 0, 1)', '["b"]'],
    ['reverse(["b", u])', '[unknown(string),"b"]'],
    ['setproduct(["a"], [u])', '[["a",unknown(string)]]'],
    ['formatlist("%s/32", ["1.1.1.1", u])', '["1.1.1.1/32",unknown(string)]'],
    ['chunklist(["a", u], 1)', '[["a"],[unknown(string)]]'],
    ['lookup({ a = 1, b = u }, "a", 5)', '1'],
    ['tolist(["a", u])', '["a",unknown(string)]'],
    ['tolist(toset([u]))', '[unknown(string)]'],
    ['one([u])', 'unknown(string)'],
    ['coalesce("", "a", u)', '"a"'],
    ['coalesce(u, "a")', 'unknown(string)'],
    ['coalescelist([], ["a"], list)', '["a"]'],
    ['keys(object)', '["a"]'],
  ]));

test('questions are answered where the known part decides', () =>
  check([
    ['length(["a", u])', '2'],
    ['length(toset(["a", u]))', 'unknown(number)'],
    ['length(toset([u]))', '1'],
    ['length(sort(["b", u]))', '2'],
    ['length(object)', '1'],
    ['length(list)', 'unknown(number)'],
    ['contains(["a", u], "a")', 'true'],
    ['contains(["a", u], "b")', 'unknown(bool)'],
    ['contains(["a", "b"], "${u}/32")', 'false'],
    ['index(["a", u], "a")', '0'],
    ['index([u, "a"], "a")', 'unknown(number)'],
    ['anytrue([u == "b", "b" == "b"])', 'true'],
    ['anytrue([u == "b"])', 'unknown(bool)'],
    ['alltrue([false, u == "b"])', 'false'],
    ['alltrue([u == "b", false])', 'unknown(bool)'],
    ['startswith("abc-${u}", "abc")', 'true'],
    ['startswith("abc-${u}", "x")', 'false'],
    ['startswith(u, "x")', 'unknown(bool)'],
    ['endswith("${u}/32", "/32")', 'true'],
    ['endswith("${u}/32", "/0")', 'false'],
    ['strcontains("${u}/32", "/3")', 'true'],
    ['upper(u) == null', 'false'],
  ]));

test('texts with unknown parts keep their beginning and end', () => {
  assert.equal(factsOf('format("%s/32", u)').suffix, '/32');
  assert.equal(factsOf('format("a-%s-%d/%v", u, 5, "x")').suffix, '-5/x');
  assert.equal(factsOf('format("a-%s-%d/%v", u, 5, "x")').prefix, 'a-');
  assert.equal(factsOf('format("%s", "${u}/32")').suffix, '/32');
  assert.equal(factsOf('format("%20s", "${u}/32")').suffix, undefined);
  assert.equal(factsOf('join("/", [u, "32"])').suffix, '/32');
  assert.equal(factsOf('join("/", ["a", u])').prefix, 'a/');
  assert.equal(factsOf('trimsuffix("${u}/32", "2")').suffix, '/3');
  assert.equal(factsOf('trimprefix("a-${u}", "a")').prefix, '-');
  assert.equal(factsOf('upper("a-${u}")').prefix, 'A-');
  const [element] = factsOf('formatlist("%s/32", list)').mayContain ?? [];
  assert.equal(element?.kind === 'unknown' ? element.facts.suffix : '', '/32');
});

test('an unknown member never hides a known one', () => {
  const open = '"0.0.0.0/0"';
  for (const expression of [
    'concat(["0.0.0.0/0"], list)',
    'concat(list, ["0.0.0.0/0"])',
    'concat(any, ["0.0.0.0/0"])',
    'flatten([["0.0.0.0/0"], list])',
    'flatten([any, "0.0.0.0/0"])',
    'distinct(["0.0.0.0/0", u])',
    'compact(["", "0.0.0.0/0", u])',
    'sort(["0.0.0.0/0", u])',
    'reverse(toset(["0.0.0.0/0", u]))',
    'tolist(toset(["0.0.0.0/0", u]))',
    'setunion(["0.0.0.0/0"], list)',
    'setsubtract(["0.0.0.0/0"], list)',
    'setintersection(["0.0.0.0/0"], list)',
    'slice(["0.0.0.0/0", "a"], 0, n)',
    'merge({ a = "0.0.0.0/0" }, map)',
    'merge(map, { a = "0.0.0.0/0" })',
    'values(merge({ a = "0.0.0.0/0" }, map))',
    'coalescelist(list, ["0.0.0.0/0"])',
    'concat(concat(list, ["0.0.0.0/0"]), list)',
    'distinct(concat(list, ["0.0.0.0/0"]))',
    'split(",", "0.0.0.0/0,${u}")',
  ]) {
    const facts = factsOf(expression);
    const members = [...(facts.contains ?? []), ...(facts.mayContain ?? [])].map(show);
    const isThere = members.includes(open) || members.includes(`{"a":${open}}`);
    assert.ok(isThere, `${expression} may contain ${members.join(' ')}`);
  }
  assert.equal(mayContain('concat(["a"], list)'), '"a" unknown(string)');
  assert.equal((factsOf('concat(["a"], list)').contains ?? []).map(show).join(' '), '"a"');
  assert.deepEqual(factsOf('concat(["a"], list)').length, { minimum: 1, maximum: undefined });
  assert.deepEqual(factsOf('sort(["a", u])').length, { minimum: 2, maximum: 2 });
});

test('sets keep known elements beside unknown ones', () =>
  check([
    ['toset(["a", u])', '["a",unknown(string)]'],
    ['setunion(["b"], ["a", u])', '["a","b",unknown(string)]'],
    ['one(toset(["a"]))', '"a"'],
  ]));

test('a function is applied to each alternative', () =>
  check([
    ['upper(b ? "a" : "c")', 'oneOf("A" | "C")'],
    ['length(b ? ["a"] : ["a", "b"])', 'oneOf(1 | 2)'],
    ['concat(["x"], b ? ["a"] : [])', 'oneOf(["x","a"] | ["x"])'],
    ['join(",", ["x", b ? "a" : "c"])', 'oneOf("x,a" | "x,c")'],
    ['toset(["x", b ? "a" : "c"])', '["x",oneOf("a" | "c")]'],
    ['flatten([["x"], b ? ["a"] : []])', 'oneOf(["x","a"] | ["x"])'],
    ['flatten([["x", b ? "a" : "c"]])', '["x",oneOf("a" | "c")]'],
    ['cidrsubnet(b ? "10.0.0.0/8" : "0.0.0.0/0", 0, 0)', 'oneOf("10.0.0.0/8" | "0.0.0.0/0")'],
    ['lookup({ a = b ? "x" : "y" }, "a", "z")', 'oneOf("x" | "y")'],
    ['formatlist("%s!", [b ? "a" : "c"])', '[oneOf("a!" | "c!")]'],
    ['format("%s%s", b ? "a" : "c", b ? "1" : "2")', 'oneOf("a1" | "c2")'],
    ['contains([b ? "a" : "c"], "z")', 'false'],
    ['sort([b ? "z" : "a", "m"])', 'oneOf(["m","z"] | ["a","m"])'],
  ]));

test('too many alternatives are unknown, with all they may hold', () => {
  const names = Array.from({ length: 9 }, (_, position) => `c${position}`);
  const booleans = Object.fromEntries(names.map((name) => [name, unknown(name, boolType)]));
  const lists = names.map((name) => `${name} ? ["${name}"] : ["0.0.0.0/0"]`);
  const value = evaluateText(`concat(${lists.join(', ')})`, booleans);
  assert.equal(value.kind, 'unknown');
  const members = (value.facts.mayContain ?? []).map(show);
  assert.ok(members.includes('"0.0.0.0/0"') && members.includes('"c8"'));
});

test('a pick by an unknown key is one of the entries', () => {
  assert.deepEqual(conditionsOf('lookup({ dev = "a", prod = "b" }, u)'), ['"a" if u == "dev"', '"b" if u == "prod"']);
  assert.deepEqual(conditionsOf('lookup({ dev = "a" }, u, "c")'), ['"a" if u == "dev"', '"c" if not u == "dev"']);
  assert.deepEqual(conditionsOf('element(["a", "b"], n)'), ['"a" if n == 0', '"b" if n == 1']);
  assert.equal(mayContain('lookup(map, u, "x")'), '');
});

test('try takes the first argument without an error, and keeps what is known of it', () => {
  check([
    ['try(u, "x")', 'unknown(dynamic)'],
    ['try(u.foo, "x")', '"x"'],
    ['try({ a = u, b = 1 }, "x")', '{"a":unknown(string),"b":1}'],
    ['try(["0.0.0.0/0", u], [])', '["0.0.0.0/0",unknown(string)]'],
    ['try(any, "x")', 'unknown(dynamic)'],
    ['try(object.a, "x")', 'unknown(dynamic)'],
    ['try(object.b, "x")', '"x"'],
    ['try((b ? { a = 1 } : {}).a, 2)', 'oneOf(1 | 2)'],
    ['can(u.foo)', 'false'],
    ['can(u)', 'unknown(bool)'],
    ['can((b ? { a = 1 } : { c = 1 }).a)', 'oneOf(true | false)'],
  ]);
  assert.deepEqual(conditionsOf('try(any.cidrs, ["0.0.0.0/0"])'), [
    'unknown(dynamic) if can(any.cidrs)',
    '["0.0.0.0/0"] if not can(any.cidrs)',
  ]);
});

test('an error inside a collection stays beside what is known, and is found where the whole is needed', () =>
  check([
    ['concat([[][0]], ["0.0.0.0/0"])', '[error(terraform.indexOutOfRange),"0.0.0.0/0"]'],
    ['try(concat([[][0]], ["a"]), "x")', '"x"'],
    ['join(",", [[][0], "a"])', 'error(terraform.functionRefuses)'],
  ]));

test('what is made points to what it is made of', () => {
  const value = evaluateText('cidrsubnet("10.0.0.0/8", 8, 1)');
  assert.deepEqual(value.origin[0], { path: '/w/main.tf', span: { start: 15, end: 27 } });
  const list = evaluateText('concat(["a"], ["b"])');
  const [, second] = list.kind === 'tuple' ? list.elements : [];
  assert.deepEqual(second?.origin, [{ path: '/w/main.tf', span: { start: 19, end: 22 } }]);
  assert.deepEqual(evaluateText('timestamp()').origin, [{ path: '/w/main.tf', span: { start: 4, end: 15 } }]);
});

test('what would grow without bound is unknown', () => {
  for (const expression of [
    'setproduct(range(1000), range(1000))',
    'format("%999999999s", "a")',
    'replace(join("", formatlist("%s%1000d", "x", range(900))), "", join("", formatlist("%1000d", range(900))))',
    'indent(1000000, join("\\n", formatlist("%d", range(1000))))',
    'concat([for x in range(20) : range(1024)]...)',
    'flatten([for x in range(20) : range(1024)])',
    'regex("x{1000}y{2,3}", join("", formatlist("%1000d", range(900))))',
    'chunklist([for p in setproduct(range(200), range(200)) : p], 1)',
    'yamldecode("a: &a [1,1,1,1,1,1,1,1,1,1]\\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\\ne: [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]")',
  ]) {
    const value = evaluateText(expression);
    assert.ok(value.kind === 'unknown' || value.kind === 'error', `${expression} is ${value.kind}`);
  }
});

test('what is grouped by unknown keys is still inside the groups', () => {
  assert.equal(mayContain('flatten(values({for c in ["0.0.0.0/0"] : u => c...}))'), '"0.0.0.0/0"');
  assert.equal(mayContain('values({for c in ["0.0.0.0/0"] : u => c...})[0]'), '"0.0.0.0/0"');
});
