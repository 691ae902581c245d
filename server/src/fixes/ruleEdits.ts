// Edits to the arguments of a rule, wherever it is written: another name and value in an argument's place, a new one beside it, one
// that goes.
// It knows no argument by name.
// Used by the fixes that exchange one argument of a rule for another.
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import type { Span, TextEdit } from '../text.ts';
import { contains } from '../text.ts';
import { indentAt, lineEndOf, startOfLine, startOfNextLine } from './layout.ts';
import type { Member, RuleText } from './ruleText.ts';

/** Another argument in the place of one. The white space between name and value stays, for the layout to mend. */
export function renamedMember(text: RuleText, member: Member, name: string, value: string): readonly TextEdit[] {
  return [
    { span: member.nameSpan, newText: nameLike(text, member, name) },
    { span: member.value.span, newText: value },
  ];
}

/** A new argument behind one; undefined where a block on one line has no room for a second. */
export function memberBehind(text: RuleText, member: Member, name: string, value: string): TextEdit | undefined {
  const { file, isJson, kind } = text;
  const between = file.text.slice(member.nameSpan.end, member.value.span.start);
  const sign = isJson || between.includes(':') ? ': ' : ' = ';
  const added = `${nameLike(text, member, name)}${sign}${value}`;
  const { end } = member.span;
  const ownLine = standsAlone(file.text, member.span.start);
  const lineEnd = lineEndOf(file.text);
  const indent = indentAt(file.text, member.span.start);
  if (isJson) return insertion(end, ownLine ? `,${lineEnd}${indent}${added}` : `, ${added}`);
  const comma = commaBehind(text, end);
  const nextLine = startOfNextLine(file.text, comma ?? end);
  const rest = restOfLine(text, { start: comma === undefined ? end : comma + 1, end: nextLine });
  if (ownLine && rest === '') {
    const missing = kind === 'object' && comma !== undefined ? ',' : '';
    return insertion(nextLine, `${indent}${added}${missing}${lineEnd}`);
  }
  return kind === 'object' ? insertion(end, `, ${added}`) : undefined;
}

/** An argument goes, with its line where it has one for itself, and with the comma that parted it from its neighbor. */
export function memberGone({ file, isJson, kind }: RuleText, { span }: Member): TextEdit {
  const { text } = file;
  const start = startOfLine(text, span.start);
  if (!isJson) {
    const comma = /^[ \t]*,/.exec(text.slice(span.end))?.[0].length ?? 0;
    const end = startOfNextLine(text, span.end + comma);
    const comment = file.comments.find(({ span: at }) => at.start >= span.end + comma && at.start < end);
    const rest = text.slice(span.end + comma, comment?.span.start ?? end);
    const isWhole = standsAlone(text, span.start) && rest.trim() === '' && (comment?.span.end ?? end) <= end;
    if (isWhole || kind === 'block') return { span: { start, end }, newText: '' };
  }
  const behind = /^\s*,\s*/.exec(text.slice(span.end))?.[0].length;
  if (behind !== undefined) return { span: { start: span.start, end: span.end + behind }, newText: '' };
  const before = /,\s*$/.exec(text.slice(0, span.start))?.[0].length ?? 0;
  return { span: { start: span.start - before, end: span.end }, newText: '' };
}

/** Comments on lines of their own within a value that goes: they move above the argument that has it. */
export function hoistedComments(file: SourceFile, gone: Span, holder: Span): readonly TextEdit[] {
  const { text } = file;
  // In JSON a comment is a property of an object, and no list of texts holds one.
  if (isJsonSyntax(file.path) || !standsAlone(text, holder.start)) return [];
  const inside = file.comments.filter(({ span }) => contains(gone, span) && standsAlone(text, span.start));
  if (inside.length === 0) return [];
  const indent = indentAt(text, holder.start);
  const lines = inside.map(({ span }) => `${indent}${text.slice(span.start, span.end)}${lineEndOf(text)}`);
  return [insertion(startOfLine(text, holder.start), lines.join(''))];
}

/** Whether nothing but white space stands before an offset on its line. */
export function standsAlone(text: string, offset: number): boolean {
  return text.slice(startOfLine(text, offset), offset).trim() === '';
}

function insertion(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}

/** In quotes where the argument's own name is. */
function nameLike({ file, isJson }: RuleText, { nameSpan }: Member, name: string): string {
  return isJson || file.text.charAt(nameSpan.start) === '"' ? `"${name}"` : name;
}

function commaBehind({ file, inside }: RuleText, offset: number): number | undefined {
  const spaces = /^[ \t]*/.exec(file.text.slice(offset, inside.end))?.[0].length ?? 0;
  return file.text.charAt(offset + spaces) === ',' ? offset + spaces : undefined;
}

/** What follows on a line beside a comment and the line's end. */
function restOfLine({ file }: RuleText, { start, end }: Span): string {
  const comment = file.comments.find(({ span }) => start <= span.start && span.start < end);
  return file.text.slice(start, comment === undefined || comment.span.end > end ? end : comment.span.start).trim();
}
