// A value as text for people, in Terraform's own notation, on one line.
// What is not known is shown as a question mark: its reason is told beside it, in the reader's language.
// Called by explain.ts and by messages.
import { toDecimalText } from './bigFloat.ts';
import type { Value } from './value.ts';

/** The value's text, at most `maximumLength` UTF-16 units, the rest cut with an ellipsis. */
export function shownValue(value: Value, maximumLength = 120): string {
  const text = textOf(value, maximumLength);
  return text.length > maximumLength ? `${text.slice(0, maximumLength - 1)}…` : text;
}

/** `room` bounds the work on large collections: what lies past it would be cut anyway. */
function textOf(value: Value, room: number): string {
  switch (value.kind) {
    case 'string':
      return JSON.stringify(value.value.slice(0, room + 1));
    case 'number':
      return toDecimalText(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return 'null';
    case 'unknown':
    case 'error':
      return '?';
    case 'oneOf':
      return value.alternatives.map((alternative) => textOf(alternative.value, room)).join(' | ');
    case 'list':
    case 'set':
    case 'tuple':
      return `[${joined(value.elements, room, (element) => textOf(element, room))}]`;
    case 'map':
    case 'object': {
      const inner = joined([...value.entries], room, ([name, entry]) => `${keyText(name)} = ${textOf(entry, room)}`);
      return inner === '' ? '{}' : `{ ${inner} }`;
    }
  }
}

function joined<Item>(items: readonly Item[], room: number, show: (item: Item) => string): string {
  let text = '';
  for (const [position, item] of items.entries()) {
    if (text.length > room) return text;
    text += position === 0 ? show(item) : `, ${show(item)}`;
  }
  return text;
}

function keyText(name: string): string {
  return /^[\p{ID_Start}_][\p{ID_Continue}-]*$/u.test(name) ? name : JSON.stringify(name);
}
