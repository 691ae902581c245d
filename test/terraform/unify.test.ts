// The common type of several, as recorded with Terraform 1.11.4 (`type(true ? a : b)`).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { typeText } from '../../server/src/terraform/type.ts';
import type { Type } from '../../server/src/terraform/type.ts';
import { unify } from '../../server/src/terraform/unify.ts';

const simple = { string: 'string', number: 'number', bool: 'bool', any: 'dynamic' } as const;

/** Reads what `typeText` writes, in a small way: `list(string)`, `tuple([number, any])`, `object({ a = number })`. */
function type(text: string): Type {
  const primitive = Object.entries(simple).find(([name]) => name === text);
  if (primitive !== undefined) return { kind: primitive[1] };
  const match = /^(list|set|map|tuple|object)\((.*)\)$/.exec(text);
  const [, kind = '', inner = ''] = match ?? [];
  switch (kind) {
    case 'list':
    case 'set':
    case 'map':
      return { kind, element: type(inner) };
    case 'tuple':
      return { kind, elements: split(inner.slice(1, -1)).map(type) };
    default: {
      const entries = split(inner.slice(1, -1)).map((item): [string, Type] => {
        const at = item.indexOf(' = ');
        return [item.slice(0, at), type(item.slice(at + 3))];
      });
      return { kind: 'object', attributes: new Map(entries) };
    }
  }
}

function split(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let part = '';
  for (const character of text) {
    if ('([{'.includes(character)) depth += 1;
    if (')]}'.includes(character)) depth -= 1;
    if (character === ',' && depth === 0) {
      parts.push(part.trim());
      part = '';
    } else part += character;
  }
  return part.trim() === '' ? parts : [...parts, part.trim()];
}

function check(rows: readonly (readonly [types: readonly string[], result: string])[]): void {
  for (const [types, result] of rows) {
    const unified = unify(types.map(type));
    assert.equal(unified === undefined ? 'none' : typeText(unified), result, types.join(' | '));
    const reversed = unify([...types].reverse().map(type));
    assert.equal(reversed === undefined ? 'none' : typeText(reversed), result, `${types.join(' | ')} reversed`);
  }
}

test('text wins over numbers and bools, which have nothing in common', () =>
  check([
    [['string', 'number'], 'string'],
    [['string', 'bool', 'number'], 'string'],
    [['number', 'bool'], 'none'],
    [['string', 'list(string)'], 'none'],
    [[], 'any'],
  ]));

test('a type not known bends to the others', () =>
  check([
    [['any', 'any'], 'any'],
    [['any', 'number'], 'number'],
    [['list(any)', 'list(string)'], 'list(string)'],
    [['tuple([any])', 'tuple([string])'], 'tuple([string])'],
  ]));

test('sequences', () =>
  check([
    [['list(number)', 'list(string)'], 'list(string)'],
    [['tuple([number, string])', 'list(bool)'], 'list(string)'],
    [['tuple([number])', 'tuple([string])'], 'tuple([string])'],
    [['tuple([number])', 'tuple([])'], 'list(number)'],
    [['tuple([string, object({ b = number })])', 'tuple([])'], 'none'],
    [['set(string)', 'list(string)'], 'list(string)'],
    [['set(string)', 'tuple([string, number])'], 'set(string)'],
    [['tuple([])', 'object({})'], 'none'],
  ]));

test('maps and objects', () =>
  check([
    [['map(number)', 'map(string)'], 'map(string)'],
    [['object({ a = number })', 'object({ a = string })'], 'object({ a = string })'],
    [['object({ a = number })', 'object({ b = string })'], 'map(string)'],
    [['object({ a = number })', 'object({})'], 'map(number)'],
    [['object({ a = number, b = tuple([]) })', 'object({})'], 'none'],
    [['object({ a = number })', 'map(string)'], 'map(string)'],
    [['object({ a = object({ x = number }), b = object({ y = number }) })', 'object({})'], 'map(map(number))'],
    [['object({ a = number })', 'object({ a = bool })'], 'none'],
  ]));
