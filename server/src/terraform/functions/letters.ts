// Letters as Go has them, which Terraform's functions on text go by: one letter for one letter, whatever the language.
// JavaScript turns `ß` into `SS`; Go leaves it.
// Called by string.ts.

/** All letters in upper case. */
export function upper(text: string): string {
  return Array.from(text, upperLetter).join('');
}

/** All letters in lower case. */
export function lower(text: string): string {
  return Array.from(text, lowerLetter).join('');
}

/** The first letter of each word in title case; words end at whatever is no letter, digit or underscore. */
export function title(text: string): string {
  let atStart = true;
  let result = '';
  for (const letter of text) {
    result += atStart ? titleLetter(letter) : letter;
    atStart = isSeparator(letter);
  }
  return result;
}

/** Without the characters of a set at both ends. */
export function trimCharacters(text: string, set: string): string {
  const dropped = new Set(set);
  const letters = Array.from(text);
  let start = 0;
  let end = letters.length;
  while (start < end && dropped.has(letters[start] ?? '')) start++;
  while (end > start && dropped.has(letters[end - 1] ?? '')) end--;
  return letters.slice(start, end).join('');
}

/** Without Unicode white space at both ends. */
export function trimWhitespace(text: string): string {
  const characters = Array.from(text);
  let start = 0;
  let end = characters.length;
  while (start < end && isWhitespace(characters[start] ?? '')) start++;
  while (end > start && isWhitespace(characters[end - 1] ?? '')) end--;
  return characters.slice(start, end).join('');
}

function upperLetter(letter: string): string {
  const changed = letter.toUpperCase();
  return isOne(changed) ? changed : titleCaseIota(letter);
}

function lowerLetter(letter: string): string {
  // Turkish capital I with a dot: JavaScript makes two characters of it.
  if (letter === '\u0130') return 'i';
  const changed = letter.toLowerCase();
  return isOne(changed) ? changed : letter;
}

function titleLetter(letter: string): string {
  // The digraphs of Croatian have a form of their own for the start of a word.
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x1c4 && code <= 0x1cc) return String.fromCodePoint(code - ((code - 0x1c4) % 3) + 1);
  if (code >= 0x1f1 && code <= 0x1f3) return '\u01f2';
  return upperLetter(letter);
}

/** Greek letters with an iota below have one upper-case letter in Go and two in JavaScript. */
function titleCaseIota(letter: string): string {
  const code = letter.codePointAt(0) ?? 0;
  if (code >= 0x1f80 && code <= 0x1faf) return (code & 8) === 0 ? String.fromCodePoint(code + 8) : letter;
  if (code === 0x1fb3 || code === 0x1fc3 || code === 0x1ff3) return String.fromCodePoint(code + 9);
  return letter;
}

function isOne(text: string): boolean {
  return Array.from(text).length === 1;
}

function isSeparator(letter: string): boolean {
  if (letter <= '\x7f') return !/[0-9A-Za-z_]/.test(letter);
  return isWhitespace(letter);
}

function isWhitespace(character: string): boolean {
  return /[\t-\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]/.test(character);
}
