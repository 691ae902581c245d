// Expressions and what Terraform 1.11.4 makes of them, recorded with `terraform console`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateText, show, showType } from '../support/expression.ts';

/** Expression, result, and the type where it says more than the result. */
type Row = readonly [expression: string, result: string, type?: string];

function check(rows: readonly Row[]): void {
  for (const [expression, result, type] of rows) {
    const value = evaluateText(expression);
    assert.equal(show(value), result, expression);
    if (type !== undefined) assert.equal(showType(value), type, expression);
  }
}

test('literals keep their type', () =>
  check([
    ['"a"', '"a"', 'string'],
    ['5', '5', 'number'],
    ['010', '10'],
    ['1.50', '1.5'],
    ['1e3', '1000'],
    ['true', 'true', 'bool'],
    ['null', 'null', 'dynamic'],
    ['[1, "a"]', '[1,"a"]', 'tuple([number,string,])'],
    ['{b = 1, a = "x"}', '{"a":"x","b":1}', 'object({a:string,b:number})'],
  ]));

test('object keys are names, texts or expressions, and the last of two equal ones wins', () =>
  check([
    ['{a = 1, a = 2}', '{"a":2}'],
    ['{4 = 5, true = 6, null = 7}', '{"4":5,"null":7,"true":6}'],
    ['{("x") = 1, "${"x"}y" = 2}', '{"x":1,"xy":2}'],
    ['{(null) = 1}', 'error(terraform.keyNull)'],
    ['{(["a"]) = 1}', 'error(terraform.cannotConvert)'],
  ]));

test('arithmetic converts text and is exact where doubles are not', () =>
  check([
    ['0.1 + 0.2 == 0.3', 'true'],
    ['0.1 * 0.1 == 0.01', 'false'],
    ['(1 / 3) * 3', '1'],
    ['"5" + 1', '6'],
    ['"a" + 1', 'error(terraform.operandOfWrongType)'],
    ['null + 1', 'error(terraform.operandNull)'],
    ['-7 % 3', '-1'],
    ['7 % -3', '1'],
    ['5.5 % 2', '1.5'],
    ['7 % 0', '7'],
    ['1 / 0', '+Inf'],
    ['-1 / 0', '-Inf'],
    ['0 / 0', 'error(terraform.notCalculable)'],
    ['1 / 0 - 1 / 0', 'error(terraform.notCalculable)'],
    ['- -5', '5'],
    ['-"5"', '-5'],
    ['-"x"', 'error(terraform.operandOfWrongType)'],
    ['-null', 'error(terraform.operandNull)'],
    ['2 + 3 * 4', '14'],
    ['8 - 4 - 2', '2'],
  ]));

test('only numbers have an order', () =>
  check([
    ['"10" > 9', 'true'],
    ['2 <= 2', 'true'],
    ['2 < 2', 'false'],
    ['"b" > "a"', 'error(terraform.operandOfWrongType)'],
    ['1 < null', 'error(terraform.operandNull)'],
  ]));

test('equality never converts', () =>
  check([
    ['1 == "1"', 'false'],
    ['true == "true"', 'false'],
    ['1 == 1.0', 'true'],
    ['null == null', 'true'],
    ['"a" == null', 'false'],
    ['[null] == [null]', 'true'],
    ['{a = null} == {a = 1}', 'false'],
    ['[] == []', 'true'],
    ['{a = 1, b = 2} == {b = 2, a = 1}', 'true'],
    ['[{p = 443}, {p = 80}] == [{p = 443}, {p = 80}]', 'true'],
    ['["a"] != ["b"]', 'true'],
    ['"\\u0065\\u0301" == "\\u00e9"', 'true'],
  ]));

test('logic wants bools, and one side that decides is enough, as from Terraform 1.12', () =>
  check([
    ['!true', 'false'],
    ['!"true"', 'false'],
    ['!1', 'error(terraform.operandOfWrongType)'],
    ['!null', 'error(terraform.operandNull)'],
    ['true && "true"', 'true'],
    ['true && "x"', 'error(terraform.operandOfWrongType)'],
    ['false && "x"', 'error(terraform.operandOfWrongType)'],
    ['true || null', 'true'],
    ['false && null', 'false'],
    ['true && null', 'false'],
    ['false || null', 'error(terraform.operandNull)'],
    ['false && {}.a', 'false'],
    ['{}.a || true', 'true'],
    ['true && {}.a', 'error(terraform.attributeMissing)'],
  ]));

test('a conditional brings both results to one type', () =>
  check([
    ['true ? [1] : ["a"]', '["1"]', 'tuple([string,])'],
    ['true ? ["a"] : []', '["a"]', 'list(string)'],
    ['true ? {a = 1} : {}', '{"a":1}', 'map(number)'],
    ['true ? {a = 1, b = "x"} : {a = "y"}', '{"a":"1","b":"x"}', 'map(string)'],
    ['true ? {a = 1, b = "x"} : {a = "y", b = 2}', '{"a":"1","b":"x"}', 'object({a:string,b:string})'],
    ['true ? {a = {x = 1}, b = {y = 2}} : {}', '{"a":{"x":1},"b":{"y":2}}', 'map(map(number))'],
    ['true ? {a = [1], b = ["x", "y"]} : {}', '{"a":["1"],"b":["x","y"]}', 'map(list(string))'],
    ['true ? {a = 1, b = []} : {}', 'error(terraform.conditionalTypes)'],
    ['true ? ["a", {b = 1}] : []', 'error(terraform.conditionalTypes)'],
    ['true ? "a" : ["a"]', 'error(terraform.conditionalTypes)'],
    ['true ? 1 : "a"', '"1"'],
    ['true ? [{a = 1}] : [{a = 1, b = 2}]', '[{"a":1}]', 'tuple([map(number),])'],
    ['true ? [{a = 1}, {a = 2}] : [{a = 1}]', '[{"a":1},{"a":2}]', 'list(object({a:number}))'],
    ['true ? null : ["a"]', 'null', 'tuple([string,])'],
    ['true ? [null] : ["a"]', '[null]', 'tuple([string,])'],
    ['true ? [null] : [null, 1]', '[null]', 'list(number)'],
    ['true ? {a = null} : {b = 1}', '{"a":null}', 'map(number)'],
    ['true ? null : null', 'null', 'dynamic'],
  ]));

test('a conditional takes a bool, drops the error of the other result and associates to the right', () =>
  check([
    ['"true" ? 1 : 2', '1'],
    ['1 ? 1 : 2', 'error(terraform.conditionNotBool)'],
    ['"yes" ? 1 : 2', 'error(terraform.conditionNotBool)'],
    ['null ? 1 : 2', 'error(terraform.conditionNull)'],
    ['true ? 1 : {}.a', '1'],
    ['false ? 1 : {}.a', 'error(terraform.attributeMissing)'],
    ['false ? 1 : false ? 2 : 3', '3'],
  ]));

test('attributes and indexes', () =>
  check([
    ['["a", "b"][1]', '"b"'],
    ['["a", "b"]["1"]', '"b"'],
    ['["a", "b"].1', '"b"'],
    ['["a", "b"][2]', 'error(terraform.indexOutOfRange)'],
    ['["a", "b"][-1]', 'error(terraform.indexNotWhole)'],
    ['["a", "b"][0.5]', 'error(terraform.indexNotWhole)'],
    ['["a", "b"]["x"]', 'error(terraform.indexNotNumber)'],
    ['[1][null]', 'error(terraform.indexNull)'],
    ['{a = 1}["a"]', '1'],
    ['{"1" = 2}[1]', '2'],
    ['{a = 1}.b', 'error(terraform.attributeMissing)'],
    ['{a = null}.a.b', 'error(terraform.attributeOfNull)'],
    ['null.a', 'error(terraform.attributeOfNull)'],
    ['null[0]', 'error(terraform.indexOfNull)'],
    ['"abc"[0]', 'error(terraform.noIndex)'],
    ['"abc".foo', 'error(terraform.noAttributes)'],
    ['[1].foo', 'error(terraform.noAttributes)'],
  ]));

test('a splat with stars in brackets takes all that follows, one with a dot only attributes', () =>
  check([
    ['[{a = 1}, {a = 2}][*].a', '[1,2]', 'tuple([number,number,])'],
    ['[{a = [1, 2]}, {a = [3]}][*].a[0]', '[1,3]'],
    ['[{a = [1, 2]}, {a = [3]}].*.a[0]', '[1,2]'],
    ['[[1, 2], [3]][*][0]', '[1,3]'],
    ['[{a = [{b = 1}, {b = 2}]}][*].a[*].b', '[[1,2]]'],
    ['{a = 1}[*].a', '[1]'],
    ['{a = {b = 1}}[*].b', 'error(terraform.attributeMissing)'],
    ['"x"[*]', '["x"]'],
    ['null[*]', '[]'],
    ['null.*', '[]'],
    ['(true ? null : ["a"])[*]', 'error(terraform.splatOfNull)'],
    ['(true ? [{a = 1}] : [])[*].a', '[1]', 'list(number)'],
    ['(false ? [{a = 1}] : [])[*].a', '[]', 'list(number)'],
  ]));

test('for-expressions go through collections in order', () =>
  check([
    ['[for v in ["a", "b"] : v if v != "a"]', '["b"]', 'tuple([string,])'],
    ['[for k, v in {b = 1, a = 2} : k]', '["a","b"]'],
    ['[for i, v in [10, 20] : "${i}=${v}"]', '["0=10","1=20"]'],
    ['{for i, v in ["a", "b"] : i => v}', '{"0":"a","1":"b"}', 'object({0:string,1:string})'],
    ['{for v in ["a", "a"] : v => 1...}', '{"a":[1,1]}', 'object({a:tuple([number,number,])})'],
    ['{for v in ["a", "a"] : v => 1}', 'error(terraform.duplicateKey)'],
    ['{for k in ["a"] : null => k}', 'error(terraform.keyNull)'],
    ['[for v in null : v]', 'error(terraform.iterateNull)'],
    ['[for v in "abc" : v]', 'error(terraform.cannotIterate)'],
    ['[for v in [1] : v if "true"]', '[1]'],
    ['[for v in [1] : v if null]', 'error(terraform.conditionNull)'],
    ['[for v in [1] : v if 1]', 'error(terraform.conditionNotBool)'],
    ['[for x in [1, 2] : [for x in ["a"] : x]]', '[["a"],["a"]]'],
    ['[for x in [1, 2] : [for y in ["a"] : "${x}${y}"]]', '[["1a"],["2a"]]'],
  ]));

test('a template that is one interpolation is the value itself, every other one is text', () =>
  check([
    ['"${["a"]}"', '["a"]', 'tuple([string,])'],
    ['"${null}"', 'null'],
    ['"${1}"', '1', 'number'],
    ['"a${1}"', '"a1"'],
    ['"${1}${true}"', '"1true"'],
    ['"${1e3}0"', '"10000"'],
    ['"a${null}"', 'error(terraform.templateNull)'],
    ['"a${["a"]}"', 'error(terraform.templateOfWrongType)'],
    ['""', '""'],
    ['"$${a} %%{b}"', '"${a} %{b}"'],
    ['"%{ if true }a%{ else }b%{ endif }"', '"a"'],
    ['"%{ if false }a%{ endif }"', '""'],
    ['"%{ if "x" }a%{ endif }"', 'error(terraform.conditionNotBool)'],
    ['"%{ for x in [1, 2] }${x},%{ endfor }"', '"1,2,"'],
    ['"%{ for k, v in {a = 1} }${k}=${v}%{ endfor }"', '"a=1"'],
    ['<<EOT\na ${1 + 1}\nEOT', '"a 2\\n"'],
    ['<<EOT\nEOT', '""'],
  ]));

test('what is written in error is an error only where it is used', () =>
  check([
    ['["a", {}.b][0]', '"a"'],
    ['{a = 1, b = {}.c}.a', '1'],
    ['["a", {}.b]', '["a",error(terraform.attributeMissing)]'],
    ['[for v in ["a", {}.b] : v][1]', 'error(terraform.attributeMissing)'],
  ]));
