// JSON that keeps every digit of its numbers, and keys in order.
// Called by console.ts and expressionsCompare.ts.

const numberMark = '\u0001';

/** JSON with every number as a marked string, because JavaScript's numbers would lose digits. */
export function readExactly(text: string): unknown {
  const marked = text.replace(/"(?:[^"\\]|\\.)*"|-?\d[\d.eE+-]*/g, (token) =>
    token.startsWith('"') ? token : JSON.stringify(numberMark + token),
  );
  return JSON.parse(marked);
}

/** The inverse of `readExactly`, keys sorted. */
export function jsonText(value: unknown): string {
  if (typeof value === 'string') return value.startsWith(numberMark) ? value.slice(1) : JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(jsonText).join(',')}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const keys = Object.keys(value).toSorted();
  return `{${keys.map((key) => `${JSON.stringify(key)}:${jsonText(value[key])}`).join(',')}}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
