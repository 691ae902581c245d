// What package.json says, for the tests that hold other files against it.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Any object of a JSON file. */
export type JsonObject = Readonly<Record<string, unknown>>;

const root = dirname(dirname(import.meta.dirname));

/** The object in a JSON file of the project; fails where it holds anything else. */
export function readJson(path: string): JsonObject {
  const value: unknown = JSON.parse(readFileSync(join(root, path), 'utf8'));
  return objectOf(value, path);
}

/** The settings that package.json declares, by their whole names such as `portcullis.exclude`. */
export function configurationProperties(): ReadonlyMap<string, JsonObject> {
  const contributes = objectOf(readJson('package.json')['contributes'], 'contributes');
  const properties = objectOf(objectOf(contributes['configuration'], 'configuration')['properties'], 'properties');
  return new Map(Object.entries(properties).map(([name, setting]) => [name, objectOf(setting, name)]));
}

function objectOf(value: unknown, name: string): JsonObject {
  assert.ok(isObject(value), `${name} is not an object.`);
  return value;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
