// Whether a fix leaves every name with exactly one declaration, as `terraform validate` asks: what refers to nothing would count as
// unknown, and an unknown source is no finding.
// It asks only for what the fix has broken: a module that was wrong before may stay so.
// Called by proof.ts.
import type { Body, Expression, SourceFile } from '../hcl/nodes.ts';
import { message, type Message } from '../messages.ts';
import type { Module, ModuleCall, VariableDeclaration } from '../terraform/module.ts';
import { isLocalSource, joinPath, folderOf } from '../terraform/path.ts';
import { subexpressions } from '../terraform/subexpressions.ts';
import type { Trial } from '../workspace/trial.ts';
import type { Attempt } from './attempt.ts';

/** What is wrong with the modules of the changed files that was not before; undefined where nothing is. */
export function brokenDeclaration({ before, after, texts }: Attempt): Message | undefined {
  for (const dir of new Set([...texts.keys()].map(folderOf))) {
    const then = before.module(dir);
    const now = after.module(dir);
    if (now === undefined) continue;
    const known = then === undefined ? new Set<string>() : unresolvedIn(then);
    for (const reference of unresolvedIn(now))
      if (!known.has(reference)) return message('proof.unresolved', { reference });
    const twice = then === undefined ? new Set<string>() : declaredTwice(then);
    for (const name of declaredTwice(now)) if (!twice.has(name)) return message('proof.declaredTwice', { name });
    const callers = [...before.callersOf(dir), dir];
    for (const caller of callers) {
      const wrong = new Set(wrongArguments(caller, before));
      const argument = wrongArguments(caller, after).find((each) => !wrong.has(each));
      if (argument !== undefined) return message('proof.wrongArgument', { argument });
    }
  }
  return undefined;
}

/** References of a module to what it does not declare. */
function unresolvedIn(module: Module): ReadonlySet<string> {
  const declared = new Set(module.files.flatMap(namesDeclaredIn));
  return new Set(module.files.flatMap(referencesIn).filter((reference) => !declared.has(reference)));
}

function declaredTwice(module: Module): ReadonlySet<string> {
  const seen = new Set<string>();
  const twice = new Set<string>();
  for (const file of module.files) {
    if (/(^|\/|_)override\.(tf|tofu)(\.json)?$/.test(file.path)) continue;
    for (const name of namesDeclaredIn(file)) (seen.has(name) ? twice : seen).add(name);
  }
  return twice;
}

// Files are read once and shared by every trial, so that what is known of one is kept for as long as it is.
const declaredNames = new WeakMap<SourceFile, readonly string[]>();
const referredNames = new WeakMap<SourceFile, readonly string[]>();

function namesDeclaredIn(file: SourceFile): readonly string[] {
  const known =
    declaredNames.get(file) ?? file.body.blocks.flatMap(({ type, labels, body }) => namesOf(type, labels, body));
  declaredNames.set(file, known);
  return known;
}

function namesOf(type: string, labels: readonly { readonly value: string }[], body: Body): readonly string[] {
  const [first = '', second = ''] = labels.map(({ value }) => value);
  switch (type) {
    case 'variable':
      return [`var.${first}`];
    case 'module':
      return [`module.${first}`];
    case 'output':
      return [`output.${first}`];
    case 'resource':
      return [`${first}.${second}`];
    case 'data':
      return [`data.${first}.${second}`];
    case 'locals':
      return body.attributes.map(({ name }) => `local.${name}`);
    default:
      return [];
  }
}

function referencesIn(file: SourceFile): readonly string[] {
  const known = referredNames.get(file) ?? [...new Set(referencesOfBody(file.body))];
  referredNames.set(file, known);
  return known;
}

function referencesOfBody(body: Body): readonly string[] {
  return [
    ...body.attributes.flatMap(({ expression }) => referencesOf(expression)),
    // What checks and tests are about may stand in blocks of their own, with names of their own.
    ...body.blocks.flatMap((block) => referencesOfBody(block.body)),
  ];
}

function referencesOf(expression: Expression): readonly string[] {
  const reference = expression.kind === 'access' ? referenceOf(expression) : undefined;
  const inner = subexpressions(expression).flatMap((part) => referencesOf(part.expression));
  return reference === undefined ? inner : [reference, ...inner];
}

/** Of the two or three names that make one; a provider's type has an underscore, which other first names rarely have. */
function referenceOf(expression: Expression & { readonly kind: 'access' }): string | undefined {
  const { target, name } = expression;
  if (target.kind === 'name') {
    if (target.name === 'var' || target.name === 'local' || target.name === 'module') return `${target.name}.${name}`;
    return /^aws_/.test(target.name) ? `${target.name}.${name}` : undefined;
  }
  if (target.kind !== 'access' || target.target.kind !== 'name' || target.target.name !== 'data') return undefined;
  return `data.${target.name}.${name}`;
}

/** Arguments that calls of local modules lack, or give to modules that do not take them. */
function wrongArguments(dir: string, trial: Trial): readonly string[] {
  const module = trial.module(dir);
  return [...(module?.calls.values() ?? [])].flatMap((call) => {
    const source = call.body.attributes.find(({ name }) => name === 'source')?.expression;
    const [part] = source?.kind === 'template' ? source.parts : [];
    if (part?.kind !== 'literal' || !isLocalSource(part.value)) return [];
    const called = trial.module(joinPath(dir, part.value));
    return called === undefined ? [] : wrongArgumentsOf(call, called);
  });
}

const metaArguments = new Set(['source', 'version', 'count', 'for_each', 'providers', 'depends_on']);

function wrongArgumentsOf(call: ModuleCall, called: Module): readonly string[] {
  const given = new Set(call.body.attributes.map(({ name }) => name));
  const required = [...called.variables.values()].filter(({ body }) =>
    body.attributes.every(({ name }) => name !== 'default'),
  );
  // A null stands for the default, where a variable cannot be null: without one it is as good as not given.
  const nulls = new Set(
    call.body.attributes.filter(({ expression }) => expression.kind === 'null').map(({ name }) => name),
  );
  const isLacking = ({ name, body }: VariableDeclaration): boolean =>
    !given.has(name) || (nulls.has(name) && !isNullable(body));
  const lacking = required.filter(isLacking).map(({ name }) => name);
  const unknown = [...given].filter((name) => !metaArguments.has(name) && !called.variables.has(name));
  return [...lacking, ...unknown].map((name) => `module.${call.name}.${name}`);
}

function isNullable({ attributes }: Body): boolean {
  const expression = attributes.find(({ name }) => name === 'nullable')?.expression;
  return expression?.kind !== 'bool' || expression.value;
}
