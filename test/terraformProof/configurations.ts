// Whole small configurations, made up by chance: files, variables and variable files, locals, modules, resources with ingress,
// override files. The same seed makes the same configuration.
// Called by configurationsProof.ts.
import { randomFrom } from './expressionsRandom.ts';
import type { Random } from './expressionsRandom.ts';
import { block, variableBlock } from './configurationsBlocks.ts';
import { repetition } from './configurationsRepetition.ts';
import { elementShape, fullRule, ruleShape } from './configurationsRuleShapes.ts';
import { ruleResource } from './configurationsRules.ts';
import { laterKnown } from './configurationsLater.ts';
import type { Shape } from './configurationsShapes.ts';
import { listOf, literal, mapOf, setOf, simple, someKeys } from './configurationsShapes.ts';
import type { Named, TermScope } from './configurationsTerms.ts';
import { knownOnly, term, withNames } from './configurationsTerms.ts';

export interface Configuration {
  /** Texts by path relative to the root module's folder. */
  readonly files: Readonly<Record<string, string>>;
  /** Whether it has variable files, which Terraform reads in the folder it runs in alone. */
  readonly hasVariableFiles: boolean;
}

/** A configuration that depends on the seed and on nothing else. */
export function configurationOf(seed: number): Configuration {
  const random = randomFrom(seed);
  const hasVariableFiles = random.oneIn(12);
  const files = new Map<string, string>();
  const children: Child[] = [];
  const folders = random.pick<readonly string[]>([
    [],
    ['modules/rules'],
    ['modules/rules', 'modules/network'],
    ['net'],
  ]);
  for (const folder of folders) children.push(childModule(random, files, folder, children));
  const root = moduleParts(random, '', children, 'none');
  writeModule(random, files, '', root.blocks);
  if (hasVariableFiles) writeVariableFiles(random, files, root.variables);
  return { files: Object.fromEntries(files), hasVariableFiles };
}

/** A module that others call. */
interface Child {
  readonly folder: string;
  readonly variables: readonly Variable[];
  readonly outputs: readonly Named[];
}

interface Variable {
  readonly name: string;
  readonly shape: Shape;
  readonly typed: boolean;
  readonly required: boolean;
  /** Null in place of a value is a way of asking for the default. */
  readonly nullIsDefault: boolean;
  readonly mayBeUnknown: boolean;
}

interface Blocks {
  readonly variables: readonly string[];
  readonly locals: readonly string[];
  readonly others: readonly string[];
  readonly overrides: readonly string[];
}

function childModule(random: Random, files: Map<string, string>, folder: string, children: readonly Child[]): Child {
  const inner: Child[] = [...children];
  if (random.oneIn(5)) inner.push(childModule(random, files, `${folder}/inner`, []));
  const parts = moduleParts(random, folder, inner, 'some');
  writeModule(random, files, folder, parts.blocks);
  return { folder, variables: parts.variables, outputs: parts.outputs };
}

/** `required`: whether variables may be without a default. */
function moduleParts(
  random: Random,
  folder: string,
  children: readonly Child[],
  required: 'none' | 'some',
): { readonly blocks: Blocks; readonly variables: readonly Variable[]; readonly outputs: readonly Named[] } {
  let scope: TermScope = { random, names: [], mayBeUnknown: true };
  const variables = Array.from({ length: 1 + random.below(4) }, (_, index) => variable(random, `v${index}`, required));
  scope = withNames(
    scope,
    variables.map(({ name, shape, mayBeUnknown }) => ({ text: `var.${name}`, shape, unknown: mayBeUnknown })),
  );
  const overrides: string[] = [];
  const foundation = foundationOf(random);
  scope = withNames(scope, foundation.names);
  const locals: string[] = [];
  scope = addLocals(scope, locals, overrides, 2 + random.below(4), 'l');
  const others: string[] = [...foundation.blocks];
  const calls = children.filter((child) => random.below(4) < 3 || child.folder.endsWith('inner'));
  for (const [index, child] of [...calls, ...(random.oneIn(4) ? calls : [])].entries()) {
    const call = moduleCall(scope, `m${index}`, folder, child);
    others.push(call.text);
    scope = withNames(scope, call.names);
    if (random.oneIn(2)) scope = addLocals(scope, locals, overrides, 1, `from_m${index}_`);
  }
  for (let index = 0; index < 1 + random.below(3); index++) {
    const made = ruleResource(scope, `r${index}`, foundationNames);
    others.push(made.text);
    if (made.override !== undefined && random.oneIn(12)) overrides.push(made.override);
    scope = withNames(scope, made.names);
  }
  const outputs = folder === '' ? [] : outputsOf(scope);
  others.push(...outputs.map(({ text, name }) => block('output', [name], [`value = ${text}`])));
  return {
    blocks: {
      variables: variables.map((declared) => declaration(random, declared)),
      locals,
      others,
      overrides,
    },
    variables,
    outputs: outputs.map(({ name, shape, unknown }) => ({ text: name, shape, unknown })),
  };
}

/** Values that people pass around. */
function valueShape(random: Random): Shape {
  const shapes: readonly (() => Shape)[] = [
    () => simple('cidr4'),
    () => simple('port'),
    () => simple('protocol'),
    () => simple('flag'),
    () => simple('count'),
    () => listOf(simple('cidr4'), random.oneIn(2)),
    () => listOf(simple('cidr4'), random.oneIn(2)),
    () => listOf(simple('port'), random.oneIn(2)),
    () => listOf(simple('cidr6'), false),
    () => setOf(simple('cidr4'), random.oneIn(2)),
    () => mapOf(elementShape(random), someKeys(random)),
    () => mapOf(elementShape(random), someKeys(random)),
    () => listOf(ruleShape(random), random.oneIn(2)),
    () => listOf(ruleShape(random), random.oneIn(2)),
    () => ruleShape(random),
    () => listOf(fullRule, random.oneIn(2)),
    () => ({ kind: 'nullable', of: listOf(simple('cidr4'), false) }),
    () => ({ kind: 'nullable', of: simple('port') }),
  ];
  return random.pick(shapes)();
}

function variable(random: Random, name: string, required: 'none' | 'some'): Variable {
  const shape = valueShape(random);
  const needsType = shape.kind === 'set' || shape.kind === 'nullable' || hasOptional(shape);
  return {
    name,
    shape,
    typed: needsType || !random.oneIn(5),
    required: required === 'some' && random.oneIn(2),
    nullIsDefault: shape.kind !== 'nullable' && random.oneIn(4),
    mayBeUnknown: required === 'some' && random.oneIn(3),
  };
}

function hasOptional(shape: Shape): boolean {
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'map':
      return hasOptional(shape.element);
    case 'object':
      return shape.members.some((member) => member.optional !== undefined || hasOptional(member.shape));
    default:
      return false;
  }
}

function declaration(random: Random, { name, shape, typed, required, nullIsDefault }: Variable): string {
  const fallback = required ? undefined : literal(random, shape, typed ? 'declared' : 'plain');
  const nullable = nullIsDefault ? false : random.oneIn(6) && shape.kind === 'nullable' ? true : undefined;
  return variableBlock(name, shape, typed, fallback, nullable);
}

const foundationNames = { group: 'aws_security_group.base.id', list: 'aws_ec2_managed_prefix_list.base.id' };

/** Resources that others refer to: a group, and things of which something is known and something is not. */
function foundationOf(random: Random): { readonly blocks: readonly string[]; readonly names: readonly Named[] } {
  const list = ['name = "base"', 'address_family = "IPv4"', 'max_entries = 9', 'entry {\n  cidr = "10.7.0.0/16"\n}'];
  const blocks = [
    block('resource', ['aws_security_group', 'base'], ['vpc_id = "vpc-1"']),
    block('resource', ['aws_ec2_managed_prefix_list', 'base'], list),
  ];
  const names: Named[] = [
    { text: foundationNames.group, shape: simple('group'), unknown: true },
    { text: foundationNames.list, shape: simple('prefixList'), unknown: true },
  ];
  if (random.oneIn(3)) {
    blocks.push(block('resource', ['aws_vpc', 'main'], ['cidr_block = "10.20.0.0/16"']));
    names.push({ text: 'aws_vpc.main.cidr_block', shape: simple('cidr4'), unknown: false });
    names.push({ text: 'cidrsubnet(aws_vpc.main.cidr_block, 4, 2)', shape: simple('cidr4'), unknown: false });
  }
  if (random.oneIn(5)) {
    const arguments_ = ['count = 2', 'vpc_id = "vpc-1"', 'cidr_block = cidrsubnet("10.20.0.0/16", 8, count.index)'];
    blocks.push(block('resource', ['aws_subnet', 'part'], arguments_));
    names.push({ text: 'aws_subnet.part[*].cidr_block', shape: listOf(simple('cidr4'), true), unknown: false });
  }
  if (random.oneIn(4)) {
    blocks.push(block('resource', ['aws_eip', 'ip'], []));
    names.push({ text: '"${aws_eip.ip.public_ip}/32"', shape: simple('cidr4'), unknown: true });
    names.push({ text: 'toset(["${aws_eip.ip.public_ip}/32"])', shape: setOf(simple('cidr4'), true), unknown: true });
  }
  if (random.oneIn(3)) {
    for (const { name, shape, input } of laterKnown) {
      blocks.push(block('resource', ['terraform_data', name], [`input = ${input}`]));
      names.push({ text: `terraform_data.${name}.output`, shape, unknown: true });
    }
    names.push({ text: 'split(",", terraform_data.net.output)', shape: listOf(simple('cidr4'), true), unknown: true });
  }
  return { blocks, names };
}

function addLocals(scope: TermScope, locals: string[], overrides: string[], count: number, prefix: string): TermScope {
  const { random } = scope;
  let wider = scope;
  for (let index = 0; index < count; index++) {
    const shape = valueShape(random);
    const made = term(random.oneIn(2) ? knownOnly(wider) : wider, shape, 3);
    const name = `${prefix}${index}`;
    locals.push(`${name} = ${made.text}`);
    if (!made.unknown && random.oneIn(25)) {
      overrides.push(block('locals', [], [`${name} = ${term(knownOnly(wider), shape, 1).text}`]));
    }
    wider = withNames(wider, [{ text: `local.${name}`, shape, unknown: made.unknown }]);
  }
  return wider;
}

function moduleCall(
  scope: TermScope,
  name: string,
  folder: string,
  child: Child,
): { readonly text: string; readonly names: readonly Named[] } {
  const { random } = scope;
  const repeated = repetition(scope);
  const lines = child.variables.flatMap(({ name: argument, shape, typed, required, nullIsDefault, mayBeUnknown }) => {
    if (!required && random.oneIn(3)) return [];
    if (!required && nullIsDefault && random.oneIn(4)) return [`${argument} = null`];
    if (typed && random.oneIn(3)) return [`${argument} = ${literal(random, shape, 'declared')}`];
    return [`${argument} = ${term(mayBeUnknown ? repeated.scope : knownOnly(repeated.scope), shape, 2).text}`];
  });
  const attributes = child.outputs.map(({ text, shape, unknown }) => [text, shape, unknown] as const);
  return {
    text: block('module', [name], [`source = "${sourceOf(folder, child.folder)}"`, ...repeated.lines, ...lines]),
    names: repeated.references(`module.${name}`, attributes),
  };
}

function sourceOf(from: string, to: string): string {
  if (to.startsWith(`${from}/`)) return `./${to.slice(from.length + 1)}`;
  const up = from === '' ? './' : '../'.repeat(from.split('/').length);
  return `${up}${to}`;
}

function outputsOf(scope: TermScope): readonly (Named & { readonly name: string })[] {
  const { random } = scope;
  return Array.from({ length: random.below(3) }, (_, index) => {
    const shape = valueShape(random);
    return { ...term(scope, shape, 2), shape, name: `o${index}` };
  });
}

/** Spreads the blocks over files, as people do. */
function writeModule(random: Random, files: Map<string, string>, folder: string, blocks: Blocks): void {
  const prefix = folder === '' ? '' : `${folder}/`;
  const several = random.oneIn(2);
  const put = (file: string, text: string): void => {
    const path = `${prefix}${several ? file : 'main.tf'}`;
    files.set(path, `${files.get(path) ?? ''}${files.has(path) ? '\n' : ''}${text}\n`);
  };
  for (const text of blocks.variables) put('variables.tf', text);
  const half = random.oneIn(3) ? Math.ceil(blocks.locals.length / 2) : blocks.locals.length;
  if (half > 0) put('locals.tf', block('locals', [], blocks.locals.slice(0, half)));
  if (half < blocks.locals.length) put('main.tf', block('locals', [], blocks.locals.slice(half)));
  for (const text of blocks.others) put(random.pick(['main.tf', 'security.tf']), text);
  for (const [index, text] of blocks.overrides.entries()) {
    const path = `${prefix}${index === 0 ? 'override.tf' : `x${index}_override.tf`}`;
    files.set(path, `${text}\n`);
  }
}

function writeVariableFiles(random: Random, files: Map<string, string>, variables: readonly Variable[]): void {
  for (const path of ['terraform.tfvars', 'b.auto.tfvars', 'a.auto.tfvars']) {
    if (path !== 'terraform.tfvars' && random.oneIn(2)) continue;
    const lines = variables
      .filter(() => !random.oneIn(3))
      .map(({ name, shape, typed, nullIsDefault }) => {
        const asDefault = nullIsDefault && random.oneIn(5);
        return `${name} = ${asDefault ? 'null' : literal(random, shape, typed ? 'declared' : 'plain')}`;
      });
    files.set(path, `${lines.join('\n')}\n`);
  }
}
