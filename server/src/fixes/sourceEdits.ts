// The edits that put a variable where an open network is written, alone or among others, in native syntax or in JSON.
// It chooses no variable.
// Used by replace-source.ts.
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Expression, SourceFile } from '../hcl/nodes.ts';
import type { Span, TextEdit } from '../text.ts';
import { contains } from '../text.ts';
import { removalEdits } from './elements.ts';
import { hoistedComments } from './ruleEdits.ts';
import type { SourceVariable } from './sourceVariable.ts';
import { referenceTo } from './sourceVariable.ts';
import type { ListPlace, WrittenSource } from './writtenSource.ts';
import { textOf } from './writtenSource.ts';

/** Undefined where the list has others that cannot be written beside a reference. */
export function variableEdits(written: WrittenSource, variable: SourceVariable): readonly TextEdit[] | undefined {
  const isNative = !isJsonSyntax(written.file.path) || written.around.some(({ kind }) => kind === 'template');
  return isNative ? nativeEdits(written, variable) : jsonEdits(written, variable);
}

/** In JSON an expression is a text with an interpolation, and a list that is computed is one expression. */
function jsonEdits(written: WrittenSource, variable: SourceVariable): readonly TextEdit[] | undefined {
  const { list, expression, file } = written;
  if (list === undefined) return [{ span: expression.span, newText: `"\${${referenceTo(variable, 'single')}}"` }];
  const { tuple, kept } = list;
  const alone = kept.length === 0 && isArgumentOfRule(written, list);
  const reference = referenceTo(variable, alone ? 'any collection' : 'list');
  const others = kept.map((element) => withinJsonText(file, element));
  const known = others.filter((text) => text !== undefined);
  if (known.length < others.length) return undefined;
  const value = kept.length === 0 ? reference : `concat(${reference}, [${known.join(', ')}])`;
  return [{ span: tuple.span, newText: `"\${${value}}"` }];
}

/** An element as it stands within an interpolation in a text of JSON; undefined for what is neither a network nor a reference. */
function withinJsonText(file: SourceFile, element: Expression): string | undefined {
  const text = textOf(element);
  if (text !== undefined) return /^[\w.:/]+$/.test(text) ? `\\"${text}\\"` : undefined;
  const [part, another] = element.kind === 'template' ? element.parts : [];
  if (part?.kind !== 'interpolation' || another !== undefined) return undefined;
  return file.text.slice(part.expression.span.start, part.expression.span.end);
}

function nativeEdits(written: WrittenSource, variable: SourceVariable): readonly TextEdit[] {
  const { list, expression, file } = written;
  if (list === undefined) return [{ span: expression.span, newText: referenceTo(variable, 'single') }];
  const { tuple, open, kept, inConcat } = list;
  const alone = kept.length === 0 && !inConcat && isArgumentOfRule(written, list);
  const reference = referenceTo(variable, alone ? 'any collection' : 'list');
  if (kept.length === 0) {
    const comments = hoistedComments(file, tuple.span, holderOf(written, list));
    return [{ span: tuple.span, newText: reference }, ...comments];
  }
  const [opening, closing] = inConcat ? [`${reference}, `, ''] : [`concat(${reference}, `, ')'];
  return [
    { span: { start: tuple.span.start, end: tuple.span.start }, newText: opening },
    ...removalEdits(file, tuple, open),
    { span: { start: tuple.span.end, end: tuple.span.end }, newText: closing },
  ];
}

/** Whether the list is the whole of an argument that takes any collection of networks. */
function isArgumentOfRule({ attribute }: WrittenSource, { tuple }: ListPlace): boolean {
  return attribute.expression === tuple && /^(?:ipv6_)?cidr_blocks$/.test(attribute.name);
}

/** The innermost member of an object that holds the list, or the whole argument. */
function holderOf({ around, attribute }: WrittenSource, { tuple }: ListPlace): Span {
  const items = around.flatMap((outer) => (outer.kind === 'object' ? outer.items : []));
  return (items.findLast((item) => contains(item.span, tuple.span)) ?? attribute).span;
}
