// A text cut into the lines and cells that `terraform fmt` lines up: what stands before `=`, from `=` on, and a comment at the end.
// It reads layout only, from any text, and never throws; heredocs and comments over several lines belong to the line they begin in.
// Used by layout.ts, because an edited text has no SourceFile yet.

/** One line as `terraform fmt` counts them. All members are offsets into the text. */
export interface LayoutLine {
  readonly start: number;
  /** Before the line's end, which is LF or CRLF, or the text's end. */
  readonly end: number;
  /** The `=` that is lined up with those of its neighbors; undefined where the line has none, or opens a bracket after it. */
  readonly assign: number | undefined;
  /** A `#` or `//` comment that follows something else on the line. */
  readonly comment: number | undefined;
}

/** Every line of a text, in order. As `terraform fmt` 1.11 does, whose formatter is hclwrite. */
export function layoutLinesOf(text: string): readonly LayoutLine[] {
  const lines: LayoutLine[] = [];
  let offset = 0;
  while (offset <= text.length) {
    const line = readLine(text, offset);
    lines.push(line);
    offset = line.end + (text.startsWith('\r\n', line.end) ? 2 : 1);
  }
  return lines;
}

function readLine(text: string, start: number): LayoutLine {
  let offset = start;
  let assign: number | undefined;
  let comment: number | undefined;
  let openSinceAssign = 0;
  const heredocs: string[] = [];
  while (offset < text.length) {
    const character = text.charAt(offset);
    if (character === '\n' || text.startsWith('\r\n', offset)) {
      const marker = heredocs.shift();
      if (marker === undefined) break;
      offset = endOfHeredoc(text, offset, marker);
    } else if (character === '#' || text.startsWith('//', offset)) {
      if (text.slice(start, offset).trim() !== '') comment = offset;
      offset = endOfLine(text, offset);
    } else if (text.startsWith('/*', offset)) {
      const close = text.indexOf('*/', offset + 2);
      offset = close < 0 ? text.length : close + 2;
    } else if (character === '"') {
      offset = endOfQuoted(text, offset);
    } else if (text.startsWith('<<', offset)) {
      const opening = /^<<-?([\p{ID_Start}_][\p{ID_Continue}-]*)/u.exec(text.slice(offset, offset + 200));
      if (opening?.[1] !== undefined) heredocs.push(opening[1]);
      offset += opening?.[0].length ?? 2;
    } else {
      const operator = /^(?:==|=>|!=|<=|>=)/.exec(text.slice(offset, offset + 2));
      if (character === '=' && operator === null) assign ??= offset;
      if (assign !== undefined) openSinceAssign += bracketChange(character);
      offset += operator === null ? 1 : 2;
    }
  }
  const begins = assign !== undefined && text.slice(start, assign).trim() !== '';
  return { start, end: offset, assign: begins && openSinceAssign === 0 ? assign : undefined, comment };
}

function bracketChange(character: string): number {
  if ('{[('.includes(character)) return 1;
  return '}])'.includes(character) ? -1 : 0;
}

/** Past the closing quote; templates inside may hold quotes of their own. */
function endOfQuoted(text: string, start: number): number {
  let offset = start + 1;
  while (offset < text.length) {
    const character = text.charAt(offset);
    if (character === '"') return offset + 1;
    if (character === '\n') return offset;
    if (/^[$%]{2}\{/.test(text.slice(offset, offset + 3))) offset += 3;
    else if (/^[$%]\{/.test(text.slice(offset, offset + 2))) offset = endOfInterpolation(text, offset + 2);
    else offset += character === '\\' ? 2 : 1;
  }
  return text.length;
}

function endOfInterpolation(text: string, start: number): number {
  let depth = 1;
  let offset = start;
  while (offset < text.length && depth > 0) {
    const character = text.charAt(offset);
    if (character === '"') {
      offset = endOfQuoted(text, offset);
      continue;
    }
    if (character === '{') depth++;
    if (character === '}') depth--;
    offset++;
  }
  return offset;
}

/** At the end of the line that holds the closing marker alone, or of the text. */
function endOfHeredoc(text: string, lineEnd: number, marker: string): number {
  let offset = lineEnd;
  while (offset < text.length) {
    const start = text.indexOf('\n', offset) + 1;
    if (start === 0) return text.length;
    offset = endOfLine(text, start);
    if (text.slice(start, offset).trim() === marker) return offset;
  }
  return text.length;
}

function endOfLine(text: string, offset: number): number {
  const newline = text.indexOf('\n', offset);
  if (newline < 0) return text.length;
  return text.charAt(newline - 1) === '\r' ? newline - 1 : newline;
}
