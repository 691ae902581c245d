// The functions that read files, all through the world that the scope carries. Relative paths start where Terraform would run:
// at the root module, whatever module the call stands in.
import { message } from '../../messages.ts';
import { readsOthers } from '../callerReads.ts';
import { joinPath } from '../path.ts';
import type { Type } from '../type.ts';
import { boolType, stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { boolValue, stringValue, unknownValue } from '../values.ts';
import { makeSet } from '../equality.ts';
import { textAt } from './arguments.ts';
import { matchingFiles } from './fileset.ts';
import type { CallContext, FunctionFamily, TerraformFunction } from './function.ts';
import { notEvaluated, refuse } from './function.ts';
import type { Algorithm } from './hash.ts';
import { digest } from './hash.ts';
import { cleanPath } from './paths.ts';

const path = { name: 'path', type: stringType } as const;
const setOfStrings: Type = { kind: 'set', element: stringType };

export const fileFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/abspath */
  abspath: mapPath((text, { scope: { instance } }) => {
    readsOthers(instance);
    return joinPath(instance.rootDir, text);
  }),
  /** https://developer.hashicorp.com/terraform/language/functions/basename */
  basename: mapPath((text) => {
    const stripped = text.replace(/\/+$/, '');
    if (text === '') return '.';
    return stripped === '' ? '/' : stripped.slice(stripped.lastIndexOf('/') + 1);
  }),
  /** https://developer.hashicorp.com/terraform/language/functions/dirname */
  dirname: mapPath((text) => cleanPath(text.slice(0, text.lastIndexOf('/') + 1))),
  /** https://developer.hashicorp.com/terraform/language/functions/file */
  file: fromFile((text) => text),
  /** https://developer.hashicorp.com/terraform/language/functions/filebase64 */
  filebase64: fromFile((text) => Buffer.from(text, 'utf8').toString('base64')),
  /** https://developer.hashicorp.com/terraform/language/functions/filebase64sha256 */
  filebase64sha256: digestOfFile('sha256', 'base64'),
  /** https://developer.hashicorp.com/terraform/language/functions/filebase64sha512 */
  filebase64sha512: digestOfFile('sha512', 'base64'),
  /** https://developer.hashicorp.com/terraform/language/functions/fileexists */
  fileexists: {
    parameters: [path],
    result: boolType,
    call: (args, context) => {
      const answer = readFile(textAt(args, 0), context, boolType);
      if (answer.kind === 'value') return answer.value;
      if (answer.kind === 'folder') return refuse(context, message('terraform.noSuchFile', { path: textAt(args, 0) }));
      return boolValue(answer.kind === 'text', context.origin);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/filemd5 */
  filemd5: digestOfFile('md5', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/fileset */
  fileset: {
    parameters: [path, { name: 'pattern', type: stringType }],
    result: setOfStrings,
    call: fileSet,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/filesha1 */
  filesha1: digestOfFile('sha1', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/filesha256 */
  filesha256: digestOfFile('sha256', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/filesha512 */
  filesha512: digestOfFile('sha512', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/pathexpand */
  pathexpand: {
    parameters: [path],
    result: stringType,
    call: (args, context) => {
      const text = textAt(args, 0);
      if (!text.startsWith('~')) return stringValue(text, context.origin);
      if (text !== '~' && !/^~[\\/]/.test(text)) return refuse(context, message('terraform.homeOfOther'));
      return inHome(context, stringType);
    },
  },
};

/** What a path leads to: the text of a file, nothing, or the value that the function returns instead. */
export type Reading =
  | { readonly kind: 'text'; readonly text: string; readonly path: string }
  | { readonly kind: 'missing' }
  | { readonly kind: 'folder' }
  | { readonly kind: 'value'; readonly value: Value };

/** Reads a file for a function whose result has this type. */
export function readFile(written: string, context: CallContext, type: Type): Reading {
  if (written.startsWith('~')) return { kind: 'value', value: inHome(context, type) };
  const { instance } = context.scope;
  readsOthers(instance);
  const { rootDir, world } = instance;
  const absolute = joinPath(rootDir, written);
  // A folder, or no name that a file can have.
  if (`${rootDir}/`.startsWith(`${absolute}/`) || written.includes('\0')) return { kind: 'folder' };
  const answer = world.readText(absolute);
  switch (answer.kind) {
    case 'text':
      return { kind: 'text', text: answer.text, path: absolute };
    case 'missing':
      return { kind: (world.listFiles(absolute) ?? []).length > 0 ? 'folder' : 'missing' };
    case 'refused': {
      const reason = { message: answer.message, place: context.place };
      return { kind: 'value', value: unknownValue(type, reason, { notNull: true }, context.origin) };
    }
  }
}

function fromFile(change: (text: string) => string): TerraformFunction {
  return {
    parameters: [path],
    result: stringType,
    call: (args, context) => {
      const answer = readFile(textAt(args, 0), context, stringType);
      if (answer.kind === 'value') return answer.value;
      if (answer.kind !== 'text') return refuse(context, message('terraform.noSuchFile', { path: textAt(args, 0) }));
      return stringValue(change(answer.text), context.origin);
    },
  };
}

function digestOfFile(algorithm: Algorithm, encoding: 'hex' | 'base64'): TerraformFunction {
  return fromFile((text) => digest(text, algorithm, encoding));
}

function mapPath(change: (text: string, context: CallContext) => string): TerraformFunction {
  return {
    parameters: [path],
    result: stringType,
    call: (args, context) => stringValue(change(textAt(args, 0), context), context.origin),
  };
}

function fileSet(args: readonly PlainValue[], context: CallContext): Value {
  const { instance } = context.scope;
  readsOthers(instance);
  const { rootDir, world } = instance;
  if (textAt(args, 0).startsWith('~')) return inHome(context, setOfStrings);
  const found = matchingFiles(joinPath(rootDir, textAt(args, 0)), textAt(args, 1), world.listFiles);
  if (found === 'badPattern') return refuse(context, message('terraform.notFilePattern', { pattern: textAt(args, 1) }));
  if (found === 'notListed')
    return notEvaluated(context, setOfStrings, message('terraform.folderNotListed', { path: textAt(args, 0) }));
  return makeSet(
    found.map((name) => stringValue(name, context.origin)),
    stringType,
    context.origin,
  );
}

/** The home folder is the user's, on whatever machine Terraform runs. */
function inHome(context: CallContext, type: Type): Value {
  return notEvaluated(context, type, message('terraform.dependsOnHome'));
}
