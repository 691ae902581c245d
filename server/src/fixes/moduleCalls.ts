// The module calls that lead to a folder, and how an argument is added to one.
// It knows only calls by a local source: others lead to folders that are not the user's to edit.
// Used by sourceVariable.ts and passThrough.ts.
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Attribute, Block, SourceFile } from '../hcl/nodes.ts';
import type { Module, ModuleCall } from '../terraform/module.ts';
import { isLocalSource, joinPath } from '../terraform/path.ts';
import type { TextEdit } from '../text.ts';
import type { FixContext } from './fix.ts';
import { lastMember, objectAround } from './jsonEdits.ts';
import { indentAt, indentStepOf, lineEndOf, startOfLine, startOfNextLine } from './layout.ts';
import { textOf } from './writtenSource.ts';

/** A call and the module it is written in. */
export interface CallSite {
  readonly module: Module;
  readonly call: ModuleCall;
}

/** Every call of a folder's module by the modules of the workspace, in the order of their folders and names. */
export function callsOf(dir: string, context: FixContext): readonly CallSite[] {
  return context.callers(dir).flatMap((caller) => {
    const module = context.module(caller);
    if (module === undefined) return [];
    const calls = [...module.calls.values()].filter((call) => calledFolder(module, call) === dir);
    return calls.map((call) => ({ module, call }));
  });
}

/** Arguments of every module call that say how the call works; the others go to the module's variables. */
const metaArguments: ReadonlySet<string> = new Set([
  'source',
  'version',
  'count',
  'for_each',
  'providers',
  'depends_on',
  'lifecycle',
]);

/** Adds an argument to a call, after those it hands to the module. */
export function argumentEdit(file: SourceFile, block: Block, name: string, value: string): TextEdit | undefined {
  const { text } = file;
  if (isJsonSyntax(file.path)) {
    const object = objectAround(text, block.body.span);
    return object === undefined ? undefined : lastMember(text, object, name, `\${${value}}`);
  }
  const newline = lineEndOf(text);
  const attributes = block.body.attributes.toSorted((a, b) => a.span.start - b.span.start);
  const passed = attributes.filter((attribute) => !metaArguments.has(attribute.name)).at(-1);
  const source = attributes.filter((attribute) => attribute.name === 'source' || attribute.name === 'version').at(-1);
  const anchor = passed ?? source;
  if (anchor === undefined) return undefined;
  if (isOneLine(text, block)) return oneLineEdit(text, block, anchor, `${name} = ${value}`);
  const offset = startOfNextLine(text, anchor.span.end);
  const gap = passed === undefined ? newline : '';
  const newText = `${gap}${indentAt(text, anchor.span.start)}${name} = ${value}${newline}`;
  return { span: { start: offset, end: offset }, newText };
}

function calledFolder(module: Module, call: ModuleCall): string | undefined {
  const source = call.body.attributes.find((attribute) => attribute.name === 'source')?.expression;
  const text = source === undefined ? undefined : textOf(source);
  return text !== undefined && isLocalSource(text) ? joinPath(module.dir, text) : undefined;
}

function isOneLine(text: string, block: Block): boolean {
  return startOfLine(text, block.span.start) === startOfLine(text, block.span.end);
}

/** A block on one line holds one argument at most, so that a second one takes lines. */
function oneLineEdit(text: string, block: Block, only: Attribute, added: string): TextEdit {
  const newline = lineEndOf(text);
  const outer = indentAt(text, block.span.start);
  const inner = outer + indentStepOf(text);
  const first = text.slice(only.span.start, only.span.end);
  const newText = `${newline}${inner}${first}${newline}${newline}${inner}${added}${newline}${outer}`;
  return { span: block.body.span, newText };
}
