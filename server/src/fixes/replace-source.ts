// The mend a reviewer would ask for: the open network gives way to a variable that whoever runs this must fill.
// It answers every check. It is not offered where no reference may stand: defaults of variables, variable files, parts of longer texts.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import type { Expression, TupleConstructor } from '../hcl/nodes.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import { folderOf } from '../terraform/path.ts';
import { variableWordsOf } from './accessPurpose.ts';
import { allWithin, attributesWithin, pathTo } from './expressionPath.ts';
import type { FileEdits } from './fileEdits.ts';
import { addEdits, finishedEdits, isFetched } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { declaredAndPassed } from './passThrough.ts';
import { variableEdits } from './sourceEdits.ts';
import type { SourceVariable, Surroundings, VariablePurpose } from './sourceVariable.ts';
import { fittingVariables, newVariable } from './sourceVariable.ts';
import type { WrittenSource } from './writtenSource.ts';
import { sourceAt, writtenSourceOf } from './writtenSource.ts';

/** Replaces an open network by a variable, declared and passed through module calls where it is new. */
export const replaceSource: FixProducer = { id: 'replace-source', writesJson: true, propose };

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
  const used = fittingVariables(module, purpose, surroundings).slice(0, maximumUsed);
  const fixes = used.map((variable) => fixWith(literal, written, variable, undefined, context));
  // The name that would be declared is there already, and is used.
  const isThere = used.some(({ name }) => name === purpose.name || name.startsWith(`${purpose.name}_`));
  const fresh = isThere ? undefined : newVariable(module, purpose);
  const declared = fresh === undefined ? undefined : declaredAndPassed(module, fresh.name, purpose, surroundings);
  if (fresh !== undefined && declared !== undefined) fixes.push(fixWith(literal, written, fresh, declared, context));
  return fixes.filter((fix) => fix !== undefined);
}

/** So many variables that a module has are offered, the best first. */
const maximumUsed = 3;

type Declared = ReturnType<typeof declaredAndPassed>;

/** Undefined where the variable cannot be written there. */
function fixWith(
  literal: WrittenSource,
  written: WrittenSource,
  variable: SourceVariable,
  declared: Declared,
  context: FixContext,
): Fix | undefined {
  const own = variableEdits(written, variable);
  if (own === undefined) return undefined;
  const edits: FileEdits = new Map(declared?.edits);
  addEdits(edits, written.file.path, own);
  const title = titleOf(literal, variable, declared);
  // Without the calls, the module's callers are asked for an argument they do not give: a start, but not the one to take blindly.
  const preferred = declared?.whole ?? true;
  return { ...plainMend, id: replaceSource.id, title, edits: finishedEdits(edits, context), preferred };
}

function titleOf({ source }: WrittenSource, { name }: SourceVariable, declared: Declared): Message {
  const values = { cidr: source.text, name };
  if (declared === undefined) return message('fixes.useVariable', values);
  if (!declared.whole) return message('fixes.declareVariableOnly', values);
  return message(declared.passed ? 'fixes.declareAndPassVariable' : 'fixes.declareVariable', values);
}

function purposeOf(finding: Finding, written: WrittenSource): VariablePurpose {
  const words = variableWordsOf(finding.rule, written.source);
  const kind = written.list === undefined ? 'single' : 'list';
  const name = kind === 'list' ? words.list : words.single;
  return { name, kind, family: written.source.family, target: words.target, words: words.related };
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
