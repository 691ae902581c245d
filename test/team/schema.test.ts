// The schema that editors complete and check `.portcullis.yaml` with says what the reader takes.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { settingKeys } from '../../server/src/checks/settingKeys.ts';
import { controls } from '../../server/src/checks/controls.ts';
import { configurationProperties, readJson } from '../support/manifest.ts';

const schema = readJson('schemas/portcullis.schema.json');

function memberOf(value: unknown, ...names: readonly string[]): unknown {
  return names.reduce<unknown>(
    (inner, name) =>
      typeof inner === 'object' && inner !== null ? Object.getOwnPropertyDescriptor(inner, name)?.value : undefined,
    value,
  );
}

function namesOf(value: unknown): readonly string[] {
  return typeof value === 'object' && value !== null ? Object.keys(value).toSorted() : [];
}

test('every setting of the checks stands in the schema, in package.json and in no other place', () => {
  const names = settingKeys.map(({ name }) => name);
  const inSchema = namesOf(schema['properties']).flatMap((name) => {
    const below = namesOf(memberOf(schema, 'properties', name, 'properties'));
    return name === 'controls' || below.length === 0 ? [name] : below.map((each) => `${name}.${each}`);
  });
  const others = ['exclude', 'overrides', 'variableFiles'];
  assert.deepEqual(inSchema.toSorted(), [...names, ...others].toSorted());
  for (const name of names) assert.ok(configurationProperties().has(`portcullis.${name}`), name);
});

test('every control can be switched in the file and in the editor', () => {
  const ids = Object.keys(controls).toSorted();
  assert.deepEqual(namesOf(memberOf(schema, 'properties', 'controls', 'properties')), ids);
  assert.deepEqual(namesOf(configurationProperties().get('portcullis.controls')?.['properties']), ids);
});

test('an override takes every setting of the checks', () => {
  const top = namesOf(schema['properties']).filter((name) => !['exclude', 'overrides', 'variableFiles'].includes(name));
  const inside = namesOf(memberOf(schema, 'properties', 'overrides', 'items', 'properties'));
  assert.deepEqual(inside, [...top, 'paths'].toSorted());
});
