// Makes Terraform expressions by chance: mostly of sensible types, now and then not, of every construct of the language.
// It judges nothing. Called by expressions.ts; the calls of functions and the templates are made in the files beside this one.
import { functionCall } from './expressionsCalls.ts';
import type { Random } from './expressionsRandom.ts';
import { heredoc, quotedTemplate } from './expressionsTemplates.ts';
import { counts, keys, numbers, strings } from './expressionsTexts.ts';

/** What an expression should come to; where a function can make it, it may be asked to. */
export type Kind = 'number' | 'string' | 'bool' | 'sequence' | 'set' | 'mapping' | 'null' | 'any';

/** Where an expression is made: how deep it may grow, the iteration names in reach, whether values of the plan may occur. */
export interface Setting {
  readonly random: Random;
  readonly depth: number;
  readonly names: readonly Name[];
  readonly unknowns: boolean;
}

interface Name {
  readonly name: string;
  readonly kind: Kind;
}

/** An expression of a kind, or once in a while of another one. */
export function expressionOf(kind: Kind, setting: Setting): string {
  const { random } = setting;
  const wanted = random.oneIn(22) ? random.pick(anyKinds) : kind;
  const name = setting.names.filter((candidate) => candidate.kind === wanted || wanted === 'any');
  if (name.length > 0 && random.oneIn(2)) return random.pick(name).name;
  if (setting.unknowns && random.oneIn(5)) return unknownOf(wanted, random);
  if (setting.depth <= 0) return leafOf(wanted, random);
  const inner = { ...setting, depth: setting.depth - 1 };
  if (random.oneIn(3)) return functionCall(wanted, inner);
  if (random.oneIn(7)) return anyKindOf(wanted, inner);
  return ownKindOf(wanted, inner);
}

/** An expression that can stand as an operand: in parentheses unless it is one word. */
export function operandOf(kind: Kind, setting: Setting): string {
  const text = expressionOf(kind, setting);
  return /^[\w.]+$/.test(text) || setting.random.oneIn(5) ? text : `(${text})`;
}

/** A setting with a further iteration name in reach. */
export function withName(setting: Setting, name: string, kind: Kind): Setting {
  const others = setting.names.filter((candidate) => candidate.name !== name);
  return { ...setting, names: [...others, { name, kind }] };
}

const anyKinds: readonly Kind[] = [
  'number',
  'string',
  'string',
  'bool',
  'sequence',
  'sequence',
  'set',
  'mapping',
  'mapping',
  'null',
];

const comparisons = ['<', '<=', '>', '>='];
const arithmetic = ['+', '-', '*', '/', '%'];
const typedNulls = ['tostring(null)', 'tonumber(null)', 'tobool(null)', 'tolist(null)', 'tomap(null)', 'toset(null)'];

function leafOf(kind: Kind, random: Random): string {
  switch (kind) {
    case 'number':
      return random.oneIn(6) ? `-${random.pick(numbers)}` : random.pick(numbers);
    case 'string':
      return random.pick(strings);
    case 'bool':
      return random.pick(['true', 'false', '"true"', 'true', 'false']);
    case 'sequence':
      return random.pick([
        '[]',
        '["a", "b"]',
        '[1, 2, 3]',
        'tolist(["a", "b", "c"])',
        'range(3)',
        '[[1], ["a"]]',
        '[null]',
        'local.ports',
      ]);
    case 'set':
      return random.pick(['toset(["b", "a"])', 'toset([])', 'toset([3, 1, 2])', 'local.names', 'toset([true, false])']);
    case 'mapping':
      return random.pick([
        '{}',
        '{ a = 1 }',
        '{ a = "x", b = 2 }',
        'tomap({ a = "x" })',
        '{ a = null }',
        'local.rule',
        '{ a = { b = [1] } }',
      ]);
    case 'null':
      return random.oneIn(3) ? random.pick(typedNulls) : 'null';
    case 'any':
      return leafOf(random.pick(anyKinds), random);
  }
}

/** Values that no plan knows; base.tf says what they are. */
function unknownOf(kind: Kind, random: Random): string {
  switch (kind) {
    case 'number':
      return 'local.u_number';
    case 'string':
      return random.pick(['local.u', '"a-${local.u}"', '"${local.u}/32"']);
    case 'bool':
      return random.pick(['local.u_bool', 'local.u == "x"']);
    case 'sequence':
      return random.pick(['local.u_list', '[local.u]', '["a", local.u]', 'tolist(["b", local.u])']);
    case 'set':
      return random.pick(['toset(local.u_list)', 'toset(["a", local.u])']);
    case 'mapping':
      return random.pick(['{ a = local.u }', '{ a = 1, b = local.u }', 'tomap({ a = local.u, b = "x" })']);
    case 'null':
    case 'any':
      return 'local.u';
  }
}

/** What can be any kind: conditionals, accesses, parentheses, templates of one part. */
function anyKindOf(kind: Kind, setting: Setting): string {
  const { random } = setting;
  switch (random.below(9)) {
    case 0:
    case 1:
      return `${operandOf('bool', setting)} ? ${expressionOf(kind, setting)} : ${expressionOf(random.oneIn(3) ? 'any' : kind, setting)}`;
    case 2:
      return `${operandOf('sequence', setting)}[${random.oneIn(3) ? expressionOf('number', setting) : random.pick(counts)}]`;
    case 3: {
      const key = random.pick(keys);
      const target = random.oneIn(2)
        ? `{ ${item(key, expressionOf(kind, setting), random)} }`
        : operandOf('mapping', setting);
      return random.oneIn(2) || key === 'é' ? `${target}["${key}"]` : `${target}.${key}`;
    }
    case 4:
      return `"\${${expressionOf(kind, setting)}}"`;
    case 5:
      return `[${expressionOf(kind, setting)}${random.oneIn(3) ? `, ${expressionOf('any', setting)}` : ''}]${random.pick(['[0]', '.0', '[0]', '[-1]', '["0"]', '[0.0]'])}`;
    case 6:
      return `try(${expressionOf(random.oneIn(3) ? 'any' : kind, setting)}, ${expressionOf(kind, setting)})`;
    case 7:
      return `${operandOf('mapping', setting)}[${expressionOf('string', setting)}]`;
    default:
      return `(${random.oneIn(4) ? '\n' : ''}${expressionOf(kind, setting)}${random.oneIn(6) ? ' # why\n' : ''})`;
  }
}

function ownKindOf(kind: Kind, setting: Setting): string {
  switch (kind) {
    case 'number':
      return numberOf(setting);
    case 'string':
      return setting.random.oneIn(3) ? heredoc(setting) : quotedTemplate(setting);
    case 'bool':
      return boolOf(setting);
    case 'sequence':
      return sequenceOf(setting);
    case 'set':
      return `toset(${expressionOf('sequence', setting)})`;
    case 'mapping':
      return mappingOf(setting);
    case 'null':
      return leafOf('null', setting.random);
    case 'any':
      return expressionOf(setting.random.pick(anyKinds), setting);
  }
}

function numberOf(setting: Setting): string {
  const { random } = setting;
  if (random.oneIn(6)) return `-${operandOf('number', setting)}`;
  const operator = random.pick(arithmetic);
  const left = operandOf('number', setting);
  const right = random.oneIn(3)
    ? `${operandOf('number', setting)} ${random.pick(arithmetic)} ${operandOf('number', setting)}`
    : operandOf('number', setting);
  return `${left} ${operator} ${right}`;
}

function boolOf(setting: Setting): string {
  const { random } = setting;
  switch (random.below(6)) {
    case 0:
      return `${operandOf('number', setting)} ${random.pick(comparisons)} ${operandOf('number', setting)}`;
    case 1:
    case 2: {
      const kind = random.pick(anyKinds);
      return `${operandOf(kind, setting)} ${random.pick(['==', '!='])} ${operandOf(random.oneIn(3) ? 'any' : kind, setting)}`;
    }
    case 3:
      return `!${operandOf('bool', setting)}`;
    case 4:
      return `${operandOf('bool', setting)} ${random.pick(['&&', '||'])} ${operandOf('bool', setting)}`;
    default:
      return `can(${expressionOf('any', setting)})`;
  }
}

function sequenceOf(setting: Setting): string {
  const { random } = setting;
  switch (random.below(7)) {
    case 0:
    case 1: {
      const kind = random.oneIn(3) ? 'any' : random.pick(anyKinds);
      const elements = Array.from({ length: random.below(4) }, () => expressionOf(kind, setting));
      return `[${elements.join(random.oneIn(5) ? ',\n' : ', ')}${elements.length > 0 && random.oneIn(6) ? ',' : ''}]`;
    }
    case 2:
    case 3:
      return forOf(setting, 'tuple');
    case 4:
      return `${splatSource(setting)}[*]${splatSteps(random)}`;
    case 5:
      return `${splatSource(setting)}.*${splatSteps(random)}`;
    default:
      return `tolist(${expressionOf('sequence', setting)})`;
  }
}

function mappingOf(setting: Setting): string {
  const { random } = setting;
  switch (random.below(5)) {
    case 0:
      return forOf(setting, 'object');
    case 1:
      return `tomap(${expressionOf('mapping', setting)})`;
    default: {
      const kind = random.oneIn(3) ? 'any' : random.pick(anyKinds);
      const items = Array.from({ length: random.below(4) }, () =>
        item(random.pick(keys), expressionOf(kind, setting), random),
      );
      const written = random.oneIn(12)
        ? [...items, `(${expressionOf('string', setting)}) = ${leafOf('any', random)}`]
        : items;
      return random.oneIn(4) ? `{\n${written.join('\n')}\n}` : `{ ${written.join(', ')} }`;
    }
  }
}

function item(key: string, value: string, random: Random): string {
  const quoted = random.oneIn(4) || key === 'for' || key === 'é' ? `"${key}"` : key;
  return random.oneIn(6) ? `${quoted} : ${value}` : `${quoted} = ${value}`;
}

function splatSource(setting: Setting): string {
  const { random } = setting;
  if (random.oneIn(4)) return operandOf('any', setting);
  const elements = Array.from(
    { length: random.below(4) },
    () => `{ a = ${expressionOf('any', setting)}, b = ["${random.pick(keys)}", ${random.below(9)}] }`,
  );
  const list = `[${elements.join(', ')}]`;
  return random.oneIn(4) ? `tolist(${list})` : random.oneIn(8) ? `toset(${list})` : list;
}

function splatSteps(random: Random): string {
  return random.pick([
    '',
    '.a',
    '.b',
    '.b[0]',
    '.b[1]',
    '["a"]',
    '[0]',
    '.a.b',
    '.b[*]',
    '.b.*',
    '.c',
    '.b[*].a',
    '[*].a',
    '.0',
    '.b.0',
    '.a[0].b',
  ]);
}

function forOf(setting: Setting, form: 'tuple' | 'object'): string {
  const { random } = setting;
  const source = random.oneIn(3) ? 'mapping' : random.oneIn(5) ? 'set' : 'sequence';
  const collection = expressionOf(source, setting);
  const named = withName(setting, random.pick(['v', 'v', 'x', 'a']), random.pick(['string', 'number', 'any']));
  const valueName = named.names.at(-1)?.name ?? 'v';
  const withKey = random.oneIn(2);
  const inside = withKey ? withName(named, 'k', source === 'sequence' ? 'number' : 'string') : named;
  const intro = `for ${withKey ? 'k, ' : ''}${valueName} in ${collection}`;
  const condition = random.oneIn(3) ? ` if ${expressionOf('bool', inside)}` : '';
  const value = expressionOf('any', inside);
  if (form === 'tuple') return `[${intro} : ${value}${random.oneIn(40) ? '...' : ''}${condition}]`;
  const key =
    withKey && random.oneIn(2)
      ? 'k'
      : random.oneIn(2)
        ? `"\${${valueName}}-\${${withKey ? 'k' : valueName}}"`
        : expressionOf('string', inside);
  return `{${intro} : ${key} => ${value}${random.oneIn(4) ? '...' : ''}${condition}}`;
}
