// A JSON value becomes an expression. Strings are templates, keys too; numbers, lists and objects are what they look like.
// Positions of what stands in a string are those of its characters in the JSON text, escapes or not.
// Called by jsonBodies.ts.
import type { Span } from '../text.ts';
import { invalid } from './expressions.ts';
import type { JsonNode, JsonString } from './jsonText.ts';
import { offsetIn } from './jsonText.ts';
import type { Expression, ObjectItem, SyntaxError, Template } from './nodes.ts';
import { withSpansMoved } from './spans.ts';

/** A text that stands within another file, read as it would be in native syntax. Spans are offsets into `text`. */
export interface NativeReading<T> {
  readonly expression: T;
  readonly errors: readonly SyntaxError[];
}

/** What one conversion carries along. */
export interface JsonConversion {
  readonly path: string;
  readonly parseTemplate: (text: string) => NativeReading<Template>;
  readonly parseExpression: (text: string) => NativeReading<Expression>;
  readonly errors: SyntaxError[];
  /** Set where a template or a reference could not be read. */
  lost: boolean;
  /** Templates by the string they were read from: a property that may be argument or block is read twice, and parsed once. */
  readonly templates: Map<JsonString, Template>;
}

/**
 * What strings mean where a value stands: templates, themselves, or native syntax, which no key of an object and no string with
 * an interpolation is.
 */
export type Strings = 'template' | 'literal' | 'native';

/** Converts a value. */
export function expressionOf(conversion: JsonConversion, node: JsonNode, strings: Strings): Expression {
  const { span } = node;
  switch (node.kind) {
    case 'null':
      return { kind: 'null', span };
    case 'bool':
      return { kind: 'bool', value: node.value, span };
    case 'number':
      return numberOf(node.text, span);
    case 'string':
      return stringOf(conversion, node, strings);
    case 'array':
      return {
        kind: 'tuple',
        elements: node.elements.map((element) => expressionOf(conversion, element, strings)),
        span,
      };
    case 'object': {
      const keys = strings === 'native' ? 'literal' : strings;
      const items = node.members.map(({ name, value }): ObjectItem => {
        const item = { start: name.span.start, end: Math.max(name.span.end, value.span.end) };
        return {
          key: stringOf(conversion, name, keys),
          value: expressionOf(conversion, value, strings),
          span: item,
        };
      });
      return { kind: 'object', items, span };
    }
    case 'invalid':
      return invalid(span);
  }
}

function numberOf(text: string, span: Span): Expression {
  if (!text.startsWith('-')) return { kind: 'number', text, span };
  const operand = { kind: 'number', text: text.slice(1), span: { start: span.start + 1, end: span.end } } as const;
  return { kind: 'unary', operator: '-', operand, span };
}

function stringOf(conversion: JsonConversion, string: JsonString, strings: Strings): Expression {
  switch (strings) {
    case 'template':
      return templateOf(conversion, string);
    case 'literal':
      return literalOf(string, string.value);
    case 'native':
      return /[$%]\{/.test(string.value) ? templateOf(conversion, string) : nativeOf(conversion, string);
  }
}

function templateOf(conversion: JsonConversion, string: JsonString): Template {
  if (!/[$%]\{/.test(string.value)) return literalOf(string, string.value);
  const known = conversion.templates.get(string);
  if (known !== undefined) return known;
  const template = moved(conversion, string, conversion.parseTemplate(string.value));
  const read: Template = { ...template, form: 'quoted', span: string.span };
  conversion.templates.set(string, read);
  return read;
}

function nativeOf(conversion: JsonConversion, string: JsonString): Expression {
  return moved(conversion, string, conversion.parseExpression(string.value));
}

function literalOf(string: JsonString, value: string): Template {
  const span = { start: offsetIn(string, 0), end: offsetIn(string, value.length) };
  const parts = value === '' ? [] : [{ kind: 'literal', value, span } as const];
  return { kind: 'template', form: 'quoted', parts, span: string.span };
}

/** What was read from a string's value, with the positions that this has in the JSON text. */
function moved<T>(conversion: JsonConversion, string: JsonString, reading: NativeReading<T>): T {
  const move = ({ start, end }: Span): Span => ({ start: offsetIn(string, start), end: offsetIn(string, end) });
  if (reading.errors.length > 0) conversion.lost = true;
  conversion.errors.push(...withSpansMoved(reading.errors, move));
  return withSpansMoved(reading.expression, move);
}
