// A JSON object becomes a body, by the schema of the block it stands for.
// It evaluates nothing; what a schema has no name for is left out or is both argument and block.
// Called by jsonFile.ts.
import type { Span } from '../text.ts';
import type { BlockSchema, BodySchema } from './jsonSchema.ts';
import { providerBodySchema } from './jsonSchema.ts';
import { expressionOf } from './jsonExpressions.ts';
import type { JsonConversion } from './jsonExpressions.ts';
import type { JsonMember, JsonNode, JsonString } from './jsonText.ts';
import type { Attribute, Block, Body, Label } from './nodes.ts';

/** Converts an object, or an array of objects that are one body together. */
export function bodyOf(conversion: JsonConversion, node: JsonNode, schema: BodySchema, span: Span): Body {
  const attributes: Attribute[] = [];
  const blocks: Block[] = [];
  for (const member of membersOf(node)) {
    const type = member.name.value;
    if (type === comment) continue;
    const block = Object.hasOwn(schema.blocks, type) ? schema.blocks[type] : undefined;
    if (block !== undefined) blocks.push(...blocksOf(conversion, member, block));
    else if (schema.others !== 'nothing') attributes.push(attributeOf(conversion, member, schema));
  }
  return { attributes, blocks, span };
}

/** The key that stands for a comment where a body is meant. */
const comment = '//';

/** The properties of an object, or of all the objects in an array. */
function membersOf(node: JsonNode): readonly JsonMember[] {
  if (node.kind === 'object') return node.members;
  if (node.kind !== 'array') return [];
  return node.elements.flatMap((element) => (element.kind === 'object' ? element.members : []));
}

function attributeOf(conversion: JsonConversion, member: JsonMember, schema: BodySchema): Attribute {
  const { name, value } = member;
  const strings = schema.native.includes(name.value) ? 'native' : schema.strings;
  const attribute: Attribute = {
    path: conversion.path,
    name: name.value,
    nameSpan: name.span,
    expression: expressionOf(conversion, value, strings),
    span: { start: name.span.start, end: Math.max(name.span.end, value.span.end) },
  };
  if (schema.others !== 'either' || !mayBeBlocks(value)) return attribute;
  return { ...attribute, asBlocks: blocksOf(conversion, member, { labels: 0, body: providerBodySchema }) };
}

/** Whether a value is one object, or objects only. */
function mayBeBlocks(node: JsonNode): boolean {
  if (node.kind === 'object') return true;
  return (
    node.kind === 'array' && node.elements.length > 0 && node.elements.every((element) => element.kind === 'object')
  );
}

function blocksOf(conversion: JsonConversion, { name, value }: JsonMember, schema: BlockSchema): readonly Block[] {
  return labelled(conversion, name, [], value, schema);
}

/** Takes one label after the other off a value: the keys of each object are the labels of as many blocks. */
function labelled(
  conversion: JsonConversion,
  type: JsonString,
  labels: readonly JsonString[],
  value: JsonNode,
  schema: BlockSchema,
): readonly Block[] {
  if (labels.length < schema.labels) {
    return membersOf(value).flatMap((member) =>
      labelled(conversion, type, [...labels, member.name], member.value, schema),
    );
  }
  const key = labels.at(-1) ?? type;
  const values = value.kind === 'array' ? value.elements : [value];
  return values
    .filter((one) => value.kind === 'array' || one.kind === 'object' || one.kind === 'invalid')
    .map((one): Block => {
      // Several blocks share the keys above them; what sets each apart is its own brace.
      const mark =
        values.length === 1 ? key.span : { start: one.span.start, end: Math.min(one.span.start + 1, one.span.end) };
      const ownLabels = labels.map((label): Label => ({ value: label.value, span: label === key ? mark : label.span }));
      const inside = { start: one.span.start + 1, end: Math.max(one.span.start + 1, one.span.end - 1) };
      return {
        path: conversion.path,
        type: type.value,
        typeSpan: mark,
        labels: ownLabels,
        body: bodyOf(conversion, one, schema.body, inside),
        span: { start: mark.start, end: Math.max(mark.end, one.span.end) },
      };
    });
}
