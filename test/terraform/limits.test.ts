// However large or deep an expression is, an answer comes, and soon.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Expression } from '../../server/src/hcl/nodes.ts';
import { message } from '../../server/src/messages.ts';
import { evaluate } from '../../server/src/terraform/evaluate.ts';
import { boolType } from '../../server/src/terraform/type.ts';
import type { Reason } from '../../server/src/terraform/value.ts';
import { stringValue, tupleValue, unknownValue } from '../../server/src/terraform/values.ts';
import { parse } from '../support/grammar.ts';
import { evaluateText, scopeOf } from '../support/expression.ts';

function reason(expression: string, symbols = {}): string {
  const value = evaluateText(expression, symbols);
  assert.equal(value.kind, 'unknown');
  return value.reason.message.id;
}

test('an expression nested too deeply is unknown', () => {
  const span = { start: 0, end: 1 };
  let expression: Expression = { kind: 'bool', value: true, span };
  for (let depth = 0; depth < 1000; depth++) expression = { kind: 'parentheses', inner: expression, span };
  const value = evaluate(scopeOf(parse('/w/main.tf', '')), expression);
  assert.equal(value.kind, 'unknown');
  assert.equal(value.reason.message.id, 'terraform.tooDeep');
});

test('a loop within a loop within a loop ends as unknown', () => {
  const list = tupleValue(Array.from({ length: 200 }, () => stringValue('a')));
  assert.equal(
    reason('[for a in l : [for b in l : [for c in l : "${a}${b}${c}"]]]', { l: list }),
    'terraform.tooLarge',
  );
});

test('a list that holds the same list many times over is unknown before it grows', () => {
  let nested = tupleValue(Array.from({ length: 100 }, () => stringValue('a')));
  for (let depth = 0; depth < 2; depth++) nested = tupleValue(Array.from({ length: 60 }, () => nested));
  assert.equal(reason('[l, l]', { l: nested }), 'terraform.tooLarge');
});

test('a text that grows past a megabyte is unknown', () => {
  const long = stringValue('a'.repeat(600_000));
  assert.equal(reason('"${l}${l}"', { l: long }), 'terraform.tooLarge');
});

test('many conditions that do not hang together leave an unknown value', () => {
  const names = ['a', 'b', 'c', 'd', 'e'];
  const reasonOf = (name: string): Reason => ({
    message: message('terraform.dependsOnCondition'),
    place: { path: `/w/${name}.tf`, span: { start: 0, end: 1 } },
  });
  const symbols = Object.fromEntries(names.map((name) => [name, unknownValue(boolType, reasonOf(name))]));
  assert.equal(
    reason(`"${names.map((name) => `\${${name} ? 1 : 2}`).join('')}"`, symbols),
    'terraform.tooManyAlternatives',
  );
});
