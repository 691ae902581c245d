// Where the texts stand that decide a value.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { evaluateText, expressionStart } from '../support/expression.ts';
import { numberType, stringType } from '../../server/src/terraform/type.ts';
import { convert } from '../../server/src/terraform/convert.ts';
import type { Value } from '../../server/src/terraform/value.ts';

function texts(expression: string, value: Value = evaluateText(expression)): readonly string[] {
  return value.origin.map((place) =>
    expression.slice(place.span.start - expressionStart, place.span.end - expressionStart),
  );
}

test('a literal has its own place, with its quotes', () => {
  assert.deepEqual(texts('"0.0.0.0/0"'), ['"0.0.0.0/0"']);
  assert.deepEqual(texts('22'), ['22']);
  assert.deepEqual(texts('[1, 2]'), ['[1, 2]']);
});

test('an element, an attribute and a chosen result keep the place of the literal', () => {
  assert.deepEqual(texts('["a", "b"][1]'), ['"b"']);
  assert.deepEqual(texts('{a = {b = "x"}}.a.b'), ['"x"']);
  assert.deepEqual(texts('true ? "a" : "b"'), ['"a"']);
  assert.deepEqual(texts('true ? 22 : "b"'), ['22']);
  assert.deepEqual(texts('[for x in ["a", "b"] : x][0]'), ['"a"']);
  assert.deepEqual(texts('"${"a"}"'), ['"a"']);
});

test('what is made of several has the places of all', () => {
  assert.deepEqual(texts('1 + 2'), ['1', '2']);
  assert.deepEqual(texts('"${1}${2}"'), ['1', '2']);
  assert.deepEqual(texts('"10.${1}"'), ['1', '"10.${1}"']);
});

test('conversion keeps the places of a value and of its elements', () => {
  const list = convert(evaluateText('["22", "80"]'), { kind: 'set', element: numberType });
  assert.equal(list.kind, 'set');
  assert.deepEqual(
    list.elements.map((element) => texts('["22", "80"]', element)),
    [['"22"'], ['"80"']],
  );
  assert.deepEqual(texts('22', convert(evaluateText('22'), stringType)), ['22']);
});

test('equal elements of a set have the places of all', () => {
  const set = convert(evaluateText('["a", "a"]'), { kind: 'set', element: stringType });
  assert.equal(set.kind, 'set');
  assert.equal(set.elements[0]?.origin.length, 2);
});
