// HashiCorp's parser for the tests of the HCL room, and the comparison of its reading with ours.
// It reads no file; called by test/hcl/.
import path from 'node:path';
import type { Attribute, Body, Expression, SourceFile, Template } from '../../server/src/hcl/nodes.ts';
import { createReferee } from '../../server/src/hcl/hcl2json.ts';

/** The parser as its package brings it. */
export const parserPath = path.join(import.meta.dirname, '../../node_modules/@cdktf/hcl2json/main.wasm.gz');

/** One thread for a test file; it does not keep the process alive. */
export const referee = createReferee({
  workerPath: path.join(import.meta.dirname, '../../server/src/hcl/hcl2jsonWorker.ts'),
  parserPath,
  timeLimitMs: 20_000,
});

/** The value that hcl2json reads for the argument `x` of a text; the text must be accepted. */
export async function readingOf(text: string): Promise<unknown> {
  const conversion = await referee.convert('/w/main.tf', text);
  if (conversion.kind !== 'converted') throw new Error(`${text}\n${JSON.stringify(conversion)}`);
  return isRecord(conversion.json) ? conversion.json['x'] : undefined;
}

/** Where our blocks, labels, argument names and literal values differ from hcl2json's; empty where they agree. */
export function differences(file: SourceFile, json: unknown): string[] {
  return bodyDifferences(file.body, json, '');
}

function bodyDifferences(body: Body, json: unknown, where: string): string[] {
  if (!isRecord(json)) return [`${where}: hcl2json has no body`];
  const found: string[] = [];
  const names = new Set(body.attributes.map((attribute) => attribute.name));
  // Where a name is an argument and a block at once, hcl2json keeps one of the two.
  const blockTypes = new Set(body.blocks.map((block) => block.type));
  for (const attribute of body.attributes)
    if (!blockTypes.has(attribute.name)) found.push(...attributeDifferences(attribute, json, where));
  const groups = new Map<string, Body[]>();
  for (const block of body.blocks) {
    names.add(block.type);
    if (body.attributes.some((attribute) => attribute.name === block.type)) continue;
    const key = JSON.stringify([block.type, ...block.labels.map((label) => label.value)]);
    groups.set(key, [...(groups.get(key) ?? []), block.body]);
  }
  for (const [key, bodies] of groups) {
    const keys: unknown = JSON.parse(key);
    let inside: unknown = json;
    if (Array.isArray(keys)) for (const step of keys) inside = isRecord(inside) ? inside[String(step)] : undefined;
    if (!Array.isArray(inside) || inside.length !== bodies.length) found.push(`${where}/${key}: number of blocks`);
    else
      bodies.forEach((each, index) => found.push(...bodyDifferences(each, inside[index], `${where}/${key}#${index}`)));
  }
  for (const name of Object.keys(json)) if (!names.has(name)) found.push(`${where}/${name}: only hcl2json has it`);
  return found;
}

function attributeDifferences(attribute: Attribute, json: Record<string, unknown>, where: string): string[] {
  const place = `${where}/${attribute.name}`;
  if (!(attribute.name in json)) return [`${place}: only we have it`];
  return valueDifferences(attribute.expression, json[attribute.name], place);
}

function valueDifferences(expression: Expression, json: unknown, where: string): string[] {
  const differs = (ours: unknown): string[] =>
    ours === json ? [] : [`${where}: ${JSON.stringify(ours)} is ${JSON.stringify(json)} to hcl2json`];
  switch (expression.kind) {
    case 'number':
      return differs(Number(expression.text));
    case 'bool':
      return differs(expression.value);
    case 'null':
      return differs(null);
    case 'template': {
      const text = templateText(expression);
      return text === undefined ? [] : differs(text);
    }
    case 'tuple':
      if (!Array.isArray(json) || json.length !== expression.elements.length) return [`${where}: number of elements`];
      return expression.elements.flatMap((element, index) =>
        valueDifferences(element, json[index], `${where}[${index}]`),
      );
    case 'object':
      return expression.items.flatMap((item) => {
        const key =
          item.key.kind === 'template' ? templateText(item.key) : item.key.kind === 'name' ? item.key.name : undefined;
        if (key === undefined) return [];
        if (!isRecord(json) || !(key in json)) return [`${where}.${key}: only we have it`];
        return valueDifferences(item.value, json[key], `${where}.${key}`);
      });
    case 'invalid':
      return [`${where}: invalid to us`];
    default:
      return typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean'
        ? []
        : [`${where}: an expression to us, ${JSON.stringify(json)} to hcl2json`];
  }
}

/** A template without interpolations as hcl2json writes it, its literal `${` and `%{` escaped again. */
export function templateText(template: Template): string | undefined {
  let text = '';
  for (const part of template.parts) {
    if (part.kind !== 'literal') return undefined;
    text += part.value.replace(/[$%](?=\{)/g, '$&$&');
  }
  return text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
