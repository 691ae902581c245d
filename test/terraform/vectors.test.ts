// Replays expressions recorded with Terraform 1.11.4, where the recordings are at hand.
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import assert from 'node:assert/strict';
import { errorWithin } from '../../server/src/terraform/values.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import { evaluateText, show, showType, toJson } from '../support/expression.ts';

const recordings = path.join(import.meta.dirname, '../../../shared/spec/terraform-vectors.json');

/** Where later releases answer differently from 1.11.4, we go by the later ones. */
const versionDifferences: Readonly<Record<string, { readonly result: string; readonly why: string }>> = {
  'true || null': { result: 'true', why: 'From 1.12 a side that decides is enough.' },
  'false && null': { result: 'false', why: 'From 1.12 a side that decides is enough.' },
  'false && [][0]': { result: 'false', why: 'From 1.12 a side that decides is enough, also where the other fails.' },
  '[][0] && false': { result: 'false', why: 'From 1.12 a side that decides is enough, also where the other fails.' },
  'true || tobool("x")': {
    result: 'true',
    why: 'From 1.12 a side that decides is enough, also where the other fails.',
  },
  'element(["a","b","c"],-1)': { result: '"c"', why: 'Releases after 1.11 count negative indexes from the end.' },
  'contains([null], null)': { result: 'true', why: 'From 1.16 null may be looked for.' },
  'format("%s", null)': { result: 'error', why: 'A quirk of 1.11: an unknown value made of nothing unknown.' },
};

/** What we read otherwise than Terraform does, and why it stays so. */
const knownDifferences: Readonly<Record<string, { readonly result: string; readonly why: string }>> = {
  '1.e3': { result: 'error', why: 'The grammar reads an attribute of 1; nobody writes numbers so.' },
};

interface Vector {
  readonly expr: string;
  readonly type?: string;
  readonly value?: unknown;
  readonly error?: true;
}

test('expressions come to what Terraform 1.11.4 says', (context) => {
  if (!existsSync(recordings)) {
    context.diagnostic('The recordings are not here; the other tests of this folder hold their own.');
    return;
  }
  const failures: string[] = [];
  const vectors = readVectors();
  for (const vector of vectors) {
    const problem = problemOf(vector, evaluateText(vector.expr));
    if (problem !== undefined) failures.push(`${vector.expr}\n    ${problem}`);
  }
  context.diagnostic(`${vectors.length - failures.length} of ${vectors.length} agree`);
  assert.deepEqual(failures, []);
});

function problemOf(vector: Vector, actual: Value): string | undefined {
  const difference = versionDifferences[vector.expr] ?? knownDifferences[vector.expr];
  if (difference !== undefined) {
    const result = actual.kind === 'error' ? 'error' : show(actual);
    return result === difference.result ? undefined : `expected ${difference.result}, got ${show(actual)}`;
  }
  const isError = errorWithin(actual) !== undefined;
  if (vector.error === true) return isError ? undefined : `expected an error, got ${show(actual)}`;
  if (JSON.stringify(toJson(actual)) !== JSON.stringify(vector.value)) {
    return `expected ${JSON.stringify(vector.value)}, got ${show(actual)}`;
  }
  if (vector.type === undefined || vector.type === '') return undefined;
  return sameText(vector.type, showType(actual)) ? undefined : `expected type ${vector.type}, got ${showType(actual)}`;
}

function sameText(a: string, b: string): boolean {
  const normal = (text: string): string => text.replace(/[\s"]/g, '').replace(/,(?=[)}\]])/g, '');
  return normal(a) === normal(b);
}

function readVectors(): readonly Vector[] {
  const data: unknown = JSON.parse(readFileSync(recordings, 'utf8'));
  assert.ok(typeof data === 'object' && data !== null && 'vectors' in data && Array.isArray(data.vectors));
  return data.vectors.filter(isVector);
}

function isVector(value: unknown): value is Vector {
  return typeof value === 'object' && value !== null && 'expr' in value && typeof value.expr === 'string';
}
