// A file in JSON syntax becomes a SourceFile with the nodes that native syntax makes.
// It evaluates nothing and never fails; what is whole beside a broken part is read.
// Called by read.ts.
import { bodyOf } from './jsonBodies.ts';
import type { JsonConversion } from './jsonExpressions.ts';
import { configurationSchema, variableFileSchema } from './jsonSchema.ts';
import type { JsonNode } from './jsonText.ts';
import { readJson } from './jsonText.ts';
import type { Comment, SourceFile } from './nodes.ts';

/** Whether a file of this name is written in JSON syntax. */
export function isJsonSyntax(path: string): boolean {
  return path.endsWith('.json');
}

/** Reads a file in JSON syntax; the name tells configuration from variable files. */
export function readJsonFile(
  path: string,
  text: string,
  native: Pick<JsonConversion, 'parseTemplate' | 'parseExpression'>,
): SourceFile {
  const { root, errors, complete } = readJson(text);
  const conversion: JsonConversion = { ...native, path, errors: [...errors], lost: false, templates: new Map() };
  const isConfiguration = !path.endsWith('.tfvars.json');
  const span = { start: 0, end: text.length };
  const body = bodyOf(conversion, root, isConfiguration ? configurationSchema : variableFileSchema, span);
  if (root.kind !== 'object' && root.kind !== 'array' && root.kind !== 'invalid') {
    conversion.errors.push({ span: root.span, kind: 'unexpected' });
  }
  return {
    path,
    text,
    body,
    comments: commentsOf(root),
    errors: conversion.errors.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end),
    complete: complete && !conversion.lost,
  };
}

/** Every `"//": "..."`, in the order of the text, wherever it stands: in a list of rules too it is meant for the reader. */
function commentsOf(root: JsonNode): readonly Comment[] {
  const comments: Comment[] = [];
  const pending: JsonNode[] = [root];
  for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
    if (node.kind === 'array') for (const element of node.elements) pending.push(element);
    if (node.kind !== 'object') continue;
    for (const { name, value } of node.members) {
      if (name.value === '//' && value.kind === 'string')
        comments.push({ span: { start: name.span.start, end: value.span.end } });
      pending.push(value);
    }
  }
  return comments.toSorted((a, b) => a.span.start - b.span.start);
}
