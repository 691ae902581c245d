// Whether a YAML text nests so deep that reading it would take all the memory there is.
// A leaf: nothing that a person wrote comes near these numbers.

const maximumBrackets = 1000;

/** True for texts that are left unread. */
export function isTooDeep(text: string): boolean {
  const brackets = text.match(/[[{]/g)?.length ?? 0;
  return text.length > 200_000 || brackets > maximumBrackets || /(?:[-?:][ \t]+){50}/.test(text);
}
