// Plain data that is kept for long, in as little memory as it needs: a text that was cut out of a file would keep all of the file.
// Called by keptFindings.ts.

/** The same data, in texts of its own, each of them once. */
export function compact<Data extends object>(data: Data): Data {
  const copy = structuredClone(data);
  shareTexts(copy, new Map());
  return copy;
}

function shareTexts(data: object, known: Map<string, string>): void {
  for (const name of Object.keys(data)) {
    const member: unknown = Reflect.get(data, name);
    if (typeof member === 'object' && member !== null) shareTexts(member, known);
    if (typeof member !== 'string') continue;
    const first = known.get(member);
    if (first === undefined) known.set(member, member);
    else Reflect.set(data, name, first);
  }
}
