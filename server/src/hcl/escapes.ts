// What the literal text of a template means.
// It never sees an interpolation, only the text between them.
// Called by templates.ts, bodies.ts and recover.ts.

/** Decodes the text of a quoted template: backslash escapes, then `$${` and `%%{`. */
export function decodeQuoted(written: string): string {
  if (!written.includes('\\')) return decodeBare(written);
  return written.replace(
    /\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([^]))|([$%])\4\{/g,
    (whole: string, short?: string, long?: string, letter?: string, sign?: string) => {
      if (short !== undefined) return String.fromCharCode(parseInt(short, 16));
      if (long !== undefined) return codePointOf(parseInt(long, 16));
      if (sign !== undefined) return `${sign}{`;
      return letter === undefined ? whole : (simpleEscapes.get(letter) ?? whole);
    },
  );
}

/** Whether a block label holds what only a template may: HCL refuses an interpolation in it. */
export function holdsSequence(written: string): boolean {
  return written.includes('{') && /(?<![$%])[$%]\{/.test(written);
}

/** Decodes the text of a heredoc or a template file, where a backslash means itself. */
export function decodeBare(written: string): string {
  if (!written.includes('{')) return written;
  return written.replace(/([$%])\1\{/g, '$1{');
}

const simpleEscapes: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
]);

function codePointOf(codePoint: number): string {
  return codePoint <= 0x10ffff ? String.fromCodePoint(codePoint) : '\ufffd';
}
