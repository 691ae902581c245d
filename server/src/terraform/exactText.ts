// A text that is the same for two values only if nothing that is made of one differs from what is made of the other, but for where
// they are written.
// It evaluates nothing. Called by the room above, to see that callers give a variable the same value.
import type { BigFloat } from './bigFloat.ts';
import { typeText } from './type.ts';
import type { Value } from './value.ts';

/** Undefined for a value of which anything is not known, and where the text would be longer than `maximum` UTF-16 units. */
export function exactText(value: Value, maximum: number): string | undefined {
  const text = textOf(value, maximum);
  return text === undefined || text.length > maximum ? undefined : text;
}

function textOf(value: Value, maximum: number): string | undefined {
  switch (value.kind) {
    case 'string':
      return value.value.length > maximum ? undefined : JSON.stringify(value.value);
    case 'number':
      return numberText(value.value);
    case 'bool':
      return String(value.value);
    case 'null':
      return `null ${typeText(value.type)}`;
    case 'list':
    case 'set':
      return wrapped(`${value.kind} ${typeText(value.elementType)}`, listText(value.elements, maximum), value);
    case 'tuple':
      return wrapped('tuple', listText(value.elements, maximum), value);
    case 'map':
      return wrapped(`map ${typeText(value.elementType)}`, entriesText(value.entries, maximum), value);
    case 'object':
      return wrapped('object', entriesText(value.entries, maximum), value);
    case 'unknown':
    case 'oneOf':
    case 'error':
      return undefined;
  }
}

function numberText(number: BigFloat): string {
  if (number.kind === 'infinite') return number.negative ? '-Inf' : '+Inf';
  const { mantissa, exponent, bits = '', minus = '' } = number;
  return `${mantissa}e${exponent} ${bits} ${minus}`;
}

function wrapped(
  kind: string,
  inner: string | undefined,
  { forgotten }: { readonly forgotten?: true },
): string | undefined {
  return inner === undefined ? undefined : `${kind}${forgotten === true ? ' forgotten' : ''} {${inner}}`;
}

function listText(elements: readonly Value[], maximum: number): string | undefined {
  let text = '';
  for (const element of elements) {
    const inner = textOf(element, maximum);
    if (inner === undefined || text.length > maximum) return undefined;
    text += `${inner}, `;
  }
  return text;
}

function entriesText(entries: ReadonlyMap<string, Value>, maximum: number): string | undefined {
  let text = '';
  for (const [key, value] of entries) {
    const inner = textOf(value, maximum);
    if (inner === undefined || text.length > maximum) return undefined;
    text += `${JSON.stringify(key)}: ${inner}, `;
  }
  return text;
}
