// The mend a reviewer would ask for: the open network gives way to a variable that whoever runs this must fill.
// It answers every check. It is not offered where no reference may stand: defaults of variables, variable files, parts of longer texts.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import type { Expression, SourceFile, TupleConstructor } from '../hcl/nodes.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import { folderOf } from '../terraform/path.ts';
import type { TextEdit } from '../text.ts';
import { contains } from '../text.ts';
import { variableWordsOf } from './accessPurpose.ts';
import { removalEdits } from './elements.ts';
import { allWithin, attributesWithin, pathTo } from './expressionPath.ts';
import type { FileEdits } from './fileEdits.ts';
import { addEdits, finishedEdits, isFetched } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { indentAt, lineEndOf, startOfLine } from './layout.ts';
import { declaredAndPassed } from './passThrough.ts';
import type { SourceVariable, Surroundings, VariablePurpose } from './sourceVariable.ts';
import { referenceTo, sourceVariableFor } from './sourceVariable.ts';
import type { ListPlace, WrittenSource } from './writtenSource.ts';
import { sourceAt, writtenSourceOf } from './writtenSource.ts';

/** Replaces an open network by a variable, declared and passed through module calls where it is new. */
export const replaceSource: FixProducer = { id: 'replace-source', propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const literal = writtenSourceOf(finding, context);
  if (literal === undefined || !mayHoldReference(literal)) return [];
  const module = context.module(folderOf(literal.file.path));
  // A module that a tool has fetched is not the user's to edit.
  if (module === undefined || isFetched(literal.file.path)) return [];
  const written = inRuleInstead(literal, finding, module, context) ?? literal;
  const { world } = finding.rule.resource.scope.instance;
  const surroundings: Surroundings = { ...context, variableFiles: world.variableFiles };
  const purpose = purposeOf(finding, written);
  const variable = sourceVariableFor(module, purpose, surroundings);
  if (variable === undefined) return [];
  const declared =
    variable.declared === undefined ? declaredAndPassed(module, variable.name, purpose, surroundings) : undefined;
  if (variable.declared === undefined && declared === undefined) return [];
  const edits: FileEdits = new Map(declared?.edits);
  addEdits(edits, written.file.path, sourceEdits(written, variable));
  const title = titleOf(literal, variable, declared);
  // Without the calls, the module's callers are asked for an argument they do not give: a start, but not the one to take blindly.
  const preferred = declared?.whole ?? true;
  return [{ ...plainMend, id: replaceSource.id, title, edits: finishedEdits(edits, context), preferred }];
}

function titleOf(
  { source }: WrittenSource,
  { name }: SourceVariable,
  declared: { readonly passed: boolean; readonly whole: boolean } | undefined,
): Message {
  const values = { cidr: source.text, name };
  if (declared === undefined) return message('fixes.useVariable', values);
  if (!declared.whole) return message('fixes.declareVariableOnly', values);
  return message(declared.passed ? 'fixes.declareAndPassVariable' : 'fixes.declareVariable', values);
}

function purposeOf(finding: Finding, written: WrittenSource): VariablePurpose {
  const words = variableWordsOf(finding.rule, written.source);
  const kind = written.list === undefined ? 'single' : 'list';
  const name = kind === 'list' ? words.list : words.single;
  return { name, kind, family: written.source.family, target: words.target };
}

/** Blocks in which expressions may refer to variables. Whatever stands outside of any block is a variable file's. */
const blocksWithReferences: ReadonlySet<string> = new Set(['resource', 'data', 'locals', 'module', 'output']);

function mayHoldReference({ blocks }: WrittenSource): boolean {
  return blocksWithReferences.has(blocks[0]?.type ?? '');
}

/**
 * Where a local value is nothing but open networks and is used elsewhere too, as `anywhere` is by rules that may be open, the
 * reference in the rule is what to replace. Undefined where it is not, or where the rule refers to it in a roundabout way.
 */
function inRuleInstead(
  literal: WrittenSource,
  finding: Finding,
  module: Module,
  context: FixContext,
): WrittenSource | undefined {
  const { blocks, attribute, expression, list, source } = literal;
  const whole = list === undefined ? expression : list.tuple;
  if (blocks[0]?.type !== 'locals' || attribute.expression !== whole || (list?.kept.length ?? 0) > 0) return undefined;
  if (referencesTo(module, attribute.name) < 2) return undefined;
  const file = context.file(finding.place.path);
  if (file === undefined || folderOf(file.path) !== module.dir) return undefined;
  const path = pathTo(file, finding.place.span);
  const index = path?.expressions.findIndex((candidate) => isLocal(candidate, attribute.name)) ?? -1;
  const reference = path?.expressions[index];
  if (path === undefined || reference === undefined) return undefined;
  const written = sourceAt(file, { ...path, expressions: path.expressions.slice(0, index + 1) }, source);
  if (written === undefined || list === undefined) return written;
  // A reference to a list stands for a list of which nothing is kept.
  const tuple: TupleConstructor = { kind: 'tuple', elements: [reference], span: reference.span };
  return written.list === undefined ? { ...written, list: { ...list, tuple, open: [reference] } } : undefined;
}

function referencesTo(module: Module, name: string): number {
  const attributes = module.files.flatMap((file) => attributesWithin(file.body));
  return attributes.flatMap(({ expression }) => allWithin(expression)).filter((part) => isLocal(part, name)).length;
}

function isLocal(expression: Expression, name: string): boolean {
  if (expression.kind !== 'access' || expression.name !== name) return false;
  return expression.target.kind === 'name' && expression.target.name === 'local';
}

function sourceEdits(written: WrittenSource, variable: SourceVariable): readonly TextEdit[] {
  const { list, expression, file } = written;
  if (list === undefined) return [{ span: expression.span, newText: referenceTo(variable, 'single') }];
  const { tuple, open, kept, inConcat } = list;
  const alone = kept.length === 0 && !inConcat && isArgumentOfRule(written, list);
  const reference = referenceTo(variable, alone ? 'any collection' : 'list');
  if (kept.length === 0) return [{ span: tuple.span, newText: reference }, ...hoistedComments(written, list)];
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

/** Comments on lines of their own within a list that goes: they move above the argument that held it. */
function hoistedComments({ file, around, attribute }: WrittenSource, { tuple }: ListPlace): readonly TextEdit[] {
  const { text } = file;
  const inside = file.comments.filter(({ span }) => contains(tuple.span, span) && standsAlone(file, span.start));
  const [first] = inside;
  if (first === undefined) return [];
  const item = around
    .flatMap((outer) => (outer.kind === 'object' ? outer.items : []))
    .findLast((candidate) => contains(candidate.span, tuple.span));
  const holder = item?.span ?? attribute.span;
  if (!standsAlone(file, holder.start)) return [];
  const start = startOfLine(text, holder.start);
  const indent = indentAt(text, holder.start);
  const lines = inside.map(({ span }) => `${indent}${text.slice(span.start, span.end)}${lineEndOf(text)}`);
  return [{ span: { start, end: start }, newText: lines.join('') }];
}

function standsAlone(file: SourceFile, offset: number): boolean {
  return file.text.slice(startOfLine(file.text, offset), offset).trim() === '';
}
