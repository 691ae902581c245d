// Strip markers and the dedent of `<<-`, on the tokens of a template, as HCL does it. Both see tokens and not lines, which is
// why they interfere: after `~}` at a line's end the next line is no longer seen as a line's start, for instance.
// Called by templates.ts.
import type { LiteralToken, TemplateToken } from './templates.ts';

/** Applies `~`: whitespace goes from the neighboring literal token only, line ends included. */
export function strip(tokens: readonly TemplateToken[]): void {
  tokens.forEach((token, index) => {
    if (token.kind === 'literal') return;
    const before = tokens[index - 1];
    const after = tokens[index + 1];
    if (token.stripBefore && before?.kind === 'literal') before.value = before.value.replace(trailingSpace, '');
    if (token.stripAfter && after?.kind === 'literal') after.value = after.value.replace(leadingSpace, '');
  });
}

/** Removes the common indentation of a `<<-` heredoc. Stripping comes first. A tab counts as one character. */
export function dedent(tokens: readonly TemplateToken[]): void {
  const counted: LiteralToken[] = [];
  let smallest = Infinity;
  let atLineStart = true;
  for (const token of tokens) {
    if (atLineStart) {
      atLineStart = false;
      const indentation = token.kind === 'literal' ? (leadingSpace.exec(token.value)?.[0].length ?? 0) : 0;
      const blank = token.kind === 'literal' && token.value.endsWith('\n') && indentation === token.value.length;
      if (!blank) {
        smallest = Math.min(smallest, indentation);
        if (token.kind === 'literal') counted.push(token);
      }
    }
    if (token.kind === 'literal' && token.value.endsWith('\n')) atLineStart = true;
  }
  for (const token of counted) token.value = token.value.slice(smallest);
}

/** What Go's `unicode.IsSpace` takes for whitespace; JavaScript's `\s` differs in two characters. */
const leadingSpace = /^[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const trailingSpace = /[\t\n\v\f\r \u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+$/;
