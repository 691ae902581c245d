// Writes values as JSON the way Terraform does: compact, keys in order, and `<`, `>`, `&` escaped.
// It reads nothing: that is jsonParse.ts.
// Called by json.ts and format.ts.
import { toDecimalText } from '../bigFloat.ts';
import type { Value } from '../value.ts';

/** The JSON text of a value; undefined where it holds something unknown, an infinity or an error. */
export function jsonText(value: Value): string | undefined {
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'string':
      return quoted(value.value);
    case 'number':
      return value.value.kind === 'infinite' ? undefined : toDecimalText(value.value);
    case 'bool':
      return String(value.value);
    case 'list':
    case 'set':
    case 'tuple':
      return listed(value.elements.map(jsonText), '[', ']');
    case 'map':
    case 'object':
      return listed(
        Array.from(value.entries, ([key, inner]) => entryText(key, inner)),
        '{',
        '}',
      );
    case 'unknown':
    case 'oneOf':
    case 'error':
      return undefined;
  }
}

function entryText(key: string, value: Value): string | undefined {
  const text = jsonText(value);
  return text === undefined ? undefined : `${quoted(key)}:${text}`;
}

function listed(texts: readonly (string | undefined)[], open: string, close: string): string | undefined {
  return texts.includes(undefined) ? undefined : open + texts.join(',') + close;
}

function quoted(text: string): string {
  // Half a character of two is no character: Go writes the replacement character.
  const whole = text.replace(/\p{Surrogate}/gu, '\ufffd');
  return JSON.stringify(whole).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
  });
}
