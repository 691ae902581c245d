// What HCL accepts and the grammar does not, rewritten to the same length, so that every position stays true.
// The rewritten text serves the grammar alone; values are read from the text as written.
// Called by recover.ts and read.ts.

/** Rewrites exponents, splats with spaces in their brackets, and the line's end before a key in parentheses. */
export function repairedForGrammar(written: string): string {
  return withCommasBeforeKeys(written)
    .replace(/\[([ \t]+)\*([ \t]*)\]|\[\*([ \t]+)\]/g, (whole) => '[*]'.padEnd(whole.length))
    .replace(/[\p{ID_Start}_][\p{ID_Continue}-]*|\d+(?:\.\d+)?[eE][+-]?\d+/gu, (token) =>
      /^\d/.test(token) ? '1'.repeat(token.length) : token,
    );
}

/** `{ a = k`, and on the next line `(v) = 1`: the grammar sees a call of `k`. A comma at the line's end parts them. */
function withCommasBeforeKeys(written: string): string {
  return written.replace(/(?<=[^\s{,(=[][ \t\r]*)\n(?=[ \t]*\([^\n]*\)[ \t]*[=:])/g, ',');
}

/** Puts the sign that an argument lacks into the blanks before its value, which starts at `value`. */
export function withSign(written: string, value: number): string {
  return `${written.slice(0, value - 1)}=${written.slice(value)}`;
}
