// Reads JSON that another program wrote.

/** The members of a JSON object; none where the text is not one. Throws where it is no JSON. */
export function recordOf(json: string): Readonly<Record<string, unknown>> {
  const value: unknown = JSON.parse(json);
  return membersOf(value);
}

/** The members of an object; none of anything else. */
export function membersOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? Object.fromEntries(Object.entries(value)) : {};
}
