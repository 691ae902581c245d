// What expressions made by chance have brought to light: places where Terraform does not do what one would think.
// All was held against Terraform 1.11.4.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorWithin } from '../../server/src/terraform/values.ts';
import { evaluateText, show, showType } from '../support/expression.ts';

/** Expression, result (`error` for what Terraform refuses), and the type where it says more than the result. */
type Row = readonly [expression: string, result: string, type?: string];

function check(rows: readonly Row[]): void {
  for (const [expression, result, type] of rows) {
    const value = evaluateText(expression);
    assert.equal(errorWithin(value) === undefined ? show(value) : 'error', result, expression);
    if (type !== undefined) assert.equal(showType(value), type, expression);
  }
}

test('try and can mind a failing part that is not even looked at', () =>
  check([
    ['try([[][0], "a"][1], "b")', '"b"'],
    ['can([[][0], "a"][1])', 'false'],
    ['try({ a = [][0], b = 1 }.b, 2)', '2'],
    ['try([for v in [1, "x"] : v + 1][0], "b")', '"b"'],
    ['try([[][0], "b"]...)', 'error'],
  ]));

test('the predicate of a for expression is tried even where there is nothing to loop over', () =>
  check([
    ['[for v in [] : v if "a"]', 'error'],
    ['[for v in [] : v if null]', 'error'],
    ['{for k, v in {} : k => v if [v]}', 'error'],
    ['[for v in [] : v if v != ""]', '[]'],
  ]));

test('a splat over an empty list still minds what its elements would be', () =>
  check([
    ['tolist(["a"])[*].b', 'error'],
    ['split(",", "a,b")[*].c', 'error'],
    ['cidrsubnets("10.0.0.0/8")[*].a', 'error'],
    ['cidrsubnets("10.0.0.0/8")[*]', '[]', 'list(string)'],
  ]));

test('a null of one type is no null of any other', () =>
  check([
    ['tonumber(tolist(null))', 'error'],
    ['toset(tobool(null))', 'error'],
    ['tostring(tonumber(null))', 'null', 'string'],
    ['merge({ a = 1 }, tostring(null))', 'error'],
    ['merge({ a = 1 }, null)', '{"a":1}'],
  ]));

test('an arm that fails still has a type, and the arms must agree', () =>
  check([
    ['true ? {} : "a${[]}"', 'error'],
    ['true ? {} : "x" + 1', 'error'],
    ['true ? {} : [1, 2][5]', '{}'],
    ['true ? 1 : "x" + 1', '1', 'number'],
    ['true ? 1 : "a${[]}"', '"1"', 'string'],
  ]));

test('a bare null keeps collections from finding a common type', () =>
  check([
    ['tolist([null, ["a"]])', 'error'],
    ['tolist([null, "a", 1])', '[null,"a","1"]', 'list(string)'],
    ['tomap({ a = null, b = [1], c = [2] })', '{"a":null,"b":[1],"c":[2]}', 'map(tuple([number,]))'],
    ['tomap({ a = null, b = [1], c = ["x", "y"] })', 'error'],
    ['tolist([{ a = null }, { a = ["x"] }])', 'error'],
    ['setunion([null], [["a"]])', 'error'],
    ['coalesce(null, tonumber(null), false)', 'false', 'bool'],
    ['true ? { a = 1 } : { b = null, c = ["x"] }', '{"a":1}', 'map(number)'],
    ['true ? tomap(null) : { a = 1, b = ["x"] }', 'null', 'object({a:number,b:tuple([string,])})'],
  ]));

test('of a list and a set the list is the common type, as it is', () =>
  check([
    ['tolist([toset(["1"]), tolist([1])])', '[[1],[1]]', 'list(list(number))'],
    ['tolist([toset(["a"]), tolist([1])])', 'error'],
    ['true ? tolist([]) : toset([3])', '[]', 'list(dynamic)'],
  ]));

test('what can never be converted is refused even when there is none of it', () =>
  check([
    ['compact(csvdecode("a\\n"))', 'error'],
    ['sort(setproduct(toset([]), toset([true])))', 'error'],
  ]));

test('counted numbers have 64 bits, computed ones those of a double', () =>
  check([
    ['tostring(length("a") / length("abc"))', '"0.33333333333333333334"'],
    ['tostring(pow(0.1, 3))', '"0.0010000000000000002"'],
    ['tostring(pow(2, 60) + 1)', '"1152921504606846977"'],
    ['pow(10, 23) == 1e23', 'false'],
    ['tostring(pow(1.0000001, 1e9))', '"26881038432119620000000000000000000000000000"'],
  ]));

test('zero has a sign, in text only', () =>
  check([
    ['"${-0} "', '"-0 "'],
    ['tostring(0 * -1)', '"-0"'],
    ['tostring(ceil(-0.5))', '"0"'],
    ['-0 == 0', 'true'],
    ['tostring(5 - 5)', '"0"'],
    ['tostring(1 / 0)', '"+Inf"'],
    ['5 % (1 / 0)', 'error'],
  ]));

test('whole numbers of 64 bits are enough for counting, longer ones are refused', () =>
  check([
    ['signum(18446744073709551616)', 'error'],
    ['element(tolist(["a", "b"]), 9223372036854775807)', '"b"'],
    ['substr("abcd", 2, -9223372036854775808)', '"cd"'],
    ['indent(4294967295, "a")', '"a"'],
  ]));

test('timecmp reads more loosely than the other functions on time', () =>
  check([
    ['timecmp("2017-11-22T0:00:00Z", "2017-11-22T00:00:00,0Z")', '0'],
    ['timeadd("2017-11-22T0:00:00Z", "1h")', 'error'],
  ]));

test('documents with an unusual character, tag or key', () =>
  check([
    ['yamldecode("a: !!null x")', '{"a":null}'],
    ['yamldecode("\\u2028")', 'error'],
    ['yamldecode("\\t1")', 'error'],
    ['yamldecode("a\\u007f")', 'error'],
    ['yamlencode({ "a\\nb" = 1 })', '"? |-\\n  a\\n  b\\n: 1\\n"'],
    ['regex("(?P<a>.)(?P<a>.)", "xy")', '{"a":"y"}'],
  ]));

test('networks of IPv4 inside IPv6 cannot be divided', () =>
  check([
    ['cidrsubnets("::ffff:1.2.3.4/120", 5)', 'error'],
    ['cidrsubnet("::ffff:1.2.3.4/120", 2, 1)', '"1.2.3.64/26"'],
  ]));

test('what is computed in doubles stays a double in a remainder and in text', () =>
  check([
    ['format("%.10f", pow(443, 2) % (1e21 / (-18446744073709551616)))', '"8.4067801237"'],
    ['tostring(pow(443, 2) % (1e21 / (-18446744073709551616)))', '"8.406780123710632"'],
    ['tostring(pow(2, -24))', '"0.00000005960464477539062"'],
  ]));

test('zeros go before a fraction even where it is to be written to the left', () =>
  check([
    ['format("%-010.1f|", -0.35)', '"-0000000.3|"'],
    ['format("%-08d|", 3)', '"3       |"'],
  ]));

test('a set whose elements do not convert after all is refused, not empty', () =>
  check([
    ['setsubtract([["_", 1]], [toset([1, 2])])', 'error'],
    ['setunion([["_", "x"]], [toset([1, 2])])', 'error'],
    ['setunion([["1", "2"]], [toset([1, 2])])', '[[1,2]]'],
  ]));

test('an indentation that no machine can hold is refused even where nothing is indented', () =>
  check([['indent(9223372036854775807, "0")', 'error']]));

test('of what try makes of something partly unknown the type is forgotten, and nothing is converted to it', () =>
  check([['false ? try({ a = timestamp() }, {}) : { b = 7, c = "d" }', '{"b":7,"c":"d"}']]));

test('a predicate on what may be anything may be a bool, whatever function makes it', () =>
  check([
    ['[for v in [] : v if index(["a"], v)]', '[]'],
    ['[for v in [] : v if sum(v)]', '[]'],
    ['[for v in [] : v if contains(v, "a").x]', '[]'],
    ['[for v in [] : v if v ? 1 : 2]', 'error'],
    ['[for v in [] : v if jsonencode(v).x]', 'error'],
  ]));

test('an object with a key that cannot be written is still an object beside the other arm', () =>
  check([
    ['false ? {for k, v in { a = null } : "${v}-${k}" => k} : "b"', 'error'],
    ['false ? {for k, v in { a = null } : v => k} : "b"', '"b"'],
  ]));

test('an empty collection of no type is not equal to one of texts', () =>
  check([
    ['tolist([]) == compact([""])', 'false'],
    ['toset([]) == (false ? toset(["b"]) : toset([]))', 'false'],
    ['tomap({}) == (false ? tomap({ a = "b" }) : tomap({}))', 'false'],
    ['tolist([]) == tolist([])', 'true'],
  ]));

test('a splat that fails has the type it would have of elements that nothing is known of', () =>
  check([
    ['false ? [1, 2][*][*].a : ["c", "x", true]', '["c","x","true"]', 'list(string)'],
    ['false ? [1, 2][*].a : "a"', 'error'],
  ]));

test('behind a bare null merge looks at no types any more', () =>
  check([
    ['merge({ b = 1 }, null, toset(["a"]), { a = 3 })', '{"a":3,"b":1}'],
    ['merge(null, toset([1]))', 'error'],
    ['merge(toset([]), null)', 'error'],
  ]));

test('a line may end with any character that YAML 1.1 knows for it', () =>
  check([
    ['yamldecode("a: 1\\u0085b: 2")', '{"a":1,"b":2}'],
    ['yamldecode("\\u2028a")', '"a"'],
  ]));

test('what try keeps of something partly unknown goes on into other functions', () =>
  check([['concat(try(["10.0.0.0/8", timestamp()], []), ["0.0.0.0/0"])[2]', '"0.0.0.0/0"']]));

test('a splat over something that fails is of no type', () =>
  check([['try(false ? [{ a = tobool([]) }, {}].*.0 : "b", "c")', '"b"']]));
