// A block that a file gets: before or behind another one, in native syntax or as a member of JSON's objects.
// It chooses no names.
// Used by the fixes that declare something, or make several blocks of one.
import type { Block, SourceFile } from '../hcl/nodes.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { TextEdit } from '../text.ts';
import { startOfComments } from './blocks.ts';
import { nestedMember } from './jsonEdits.ts';
import { indentStepOf, lineEndOf, startOfLine, startOfNextLine } from './layout.ts';

/** A block to write: its type and labels, and its arguments, whose values are plain texts. */
export interface NewBlock {
  readonly header: readonly [string, ...string[]];
  readonly members: readonly (readonly [name: string, value: string])[];
}

/** Puts a block before another one and the comments right above it; undefined where JSON leaves no place for it. */
export function blockBeforeEdit(file: SourceFile, next: Block, block: NewBlock): TextEdit | undefined {
  if (isJsonSyntax(file.path)) return jsonBlockEdit(file, block);
  const newline = lineEndOf(file.text);
  const offset = startOfComments(file, startOfLine(file.text, next.span.start));
  return insertion(offset, `${nativeText(block, indentStepOf(file.text), newline)}${newline}${newline}`);
}

/** Puts blocks behind another one, an empty line before each. */
export function blocksBehindEdit(file: SourceFile, previous: Block, texts: readonly string[]): TextEdit {
  const newline = lineEndOf(file.text);
  const offset = startOfNextLine(file.text, previous.span.end);
  const isLast = offset === file.text.length && !file.text.endsWith('\n');
  const separated = texts.map((text) => (isLast ? `${newline}${newline}${text}` : `${newline}${text}${newline}`));
  return insertion(offset, separated.join(''));
}

/** Puts a block at the end of a file. */
export function blockAtEndEdit(file: SourceFile, block: NewBlock): TextEdit | undefined {
  if (isJsonSyntax(file.path)) return jsonBlockEdit(file, block);
  const { text } = file;
  const newline = lineEndOf(text);
  const gap = text.trim() === '' ? '' : text.endsWith('\n') ? newline : newline + newline;
  return insertion(text.length, `${gap}${nativeText(block, indentStepOf(text), newline)}${newline}`);
}

/** The block as `terraform fmt` would write it. */
function nativeText({ header, members }: NewBlock, step: string, newline: string): string {
  const [type, ...labels] = header;
  const width = Math.max(0, ...members.map(([name]) => name.length));
  const lines = members.map(([name, value]) => `${step}${name.padEnd(width)} = "${value}"`);
  return [`${[type, ...labels.map((label) => `"${label}"`)].join(' ')} {`, ...lines, '}'].join(newline);
}

function jsonBlockEdit({ text }: SourceFile, { header, members }: NewBlock): TextEdit | undefined {
  return nestedMember(text, header, Object.fromEntries(members));
}

function insertion(offset: number, newText: string): TextEdit {
  return { span: { start: offset, end: offset }, newText };
}
