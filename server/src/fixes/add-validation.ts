// The variable that opens a rule is closed where it is opened, and refuses to be opened again: Terraform then stops at a /0.
// It answers every check, where a default or a variable file opens a rule and can be closed there.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { SourceFile } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { VariableDeclaration } from '../terraform/module.ts';
import type { TextEdit } from '../text.ts';
import { removalEdits } from './elements.ts';
import type { FileEdits } from './fileEdits.ts';
import { addEdits, finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { lastMember, objectAround } from './jsonEdits.ts';
import { indentAt, indentStepOf, lineEndOf, startOfLine } from './layout.ts';
import type { OpenOrigin } from './originVariable.ts';
import { declaringFile, openOriginOf } from './originVariable.ts';
import { defaultRemoval } from './remove-default.ts';
import { typeTextOf } from './sourceVariable.ts';
import { refusalOf } from './variableDeclaration.ts';

/** Takes an open network out of a default or a variable file, and adds a validation to the variable. */
export const addValidation: FixProducer = { id: 'add-validation', writesJson: true, propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const origin = openOriginOf(finding, context);
  // Of several variable files each would have to be closed.
  if (origin === undefined || finding.variableFiles.length > 1) return [];
  const { written, variable } = origin;
  const closing = closingEdits(origin, context);
  const file = declaringFile(variable, context);
  const added = file === undefined ? undefined : validationEdit(file, origin);
  if (closing === undefined || file === undefined || added === undefined) return [];
  const edits: FileEdits = new Map();
  addEdits(edits, written.file.path, closing);
  addEdits(edits, file.path, [added]);
  const title = message('fixes.addValidation', { cidr: written.source.text, name: variable.name });
  return [{ ...plainMend, id: addValidation.id, title, edits: finishedEdits(edits, context), preferred: false }];
}

function closingEdits(origin: OpenOrigin, context: FixContext): readonly TextEdit[] | undefined {
  const { file, list } = origin.written;
  if (list !== undefined && list.kept.length > 0) return removalEdits(file, list.tuple, list.open);
  const edit = defaultRemoval(origin, context);
  return edit === undefined ? undefined : [edit];
}

/** Undefined where the variable has a validation already, or is neither a list of networks nor one. */
function validationEdit(file: SourceFile, { variable, written }: OpenOrigin): TextEdit | undefined {
  const { block } = variable;
  const kind = kindOf(variable, written.attribute.expression.kind);
  if (kind === undefined || block.body.blocks.some(({ type }) => type === 'validation')) return undefined;
  const { condition, refusal } = refusalOf(variable.name, { kind, target: 'this' });
  const { text } = file;
  if (isJsonSyntax(file.path)) {
    const object = objectAround(text, block.body.span);
    const value = { condition: `\${${condition}}`, error_message: refusal };
    return object === undefined ? undefined : lastMember(text, object, 'validation', value);
  }
  const newline = lineEndOf(text);
  const outer = indentAt(text, block.span.start);
  const step = indentStepOf(text);
  const lines = [
    `${outer}${step}validation {`,
    `${outer}${step}${step}condition     = ${condition}`,
    `${outer}${step}${step}error_message = "${refusal}"`,
    `${outer}${step}}`,
    '',
  ].join(newline);
  const end = block.span.end - 1;
  const start = startOfLine(text, end);
  // A block on one line has room for one argument only, and that one may be going.
  if (start <= block.span.start) {
    const isEmpty = text.slice(block.body.span.start, end).trim() === '';
    return isEmpty ? { span: block.body.span, newText: newline + lines + outer } : undefined;
  }
  return { span: { start, end: start }, newText: newline + lines };
}

function kindOf(variable: VariableDeclaration, value: string): 'list' | 'single' | undefined {
  switch (typeTextOf(variable)) {
    case 'list(string)':
    case 'set(string)':
      return 'list';
    case 'string':
      return 'single';
    case undefined:
      return value === 'tuple' ? 'list' : value === 'template' ? 'single' : undefined;
    default:
      return undefined;
  }
}
