// Expressions that come to a value of a shape: references to what is in scope, literals, functions, for expressions, conditionals.
// It generates nothing that Terraform is sure to refuse, and nothing unknown where the scope says that everything must be known.
// Called by the generators of resources and modules.
import { collectionTerm } from './configurationsCollections.ts';
import type { Random } from './expressionsRandom.ts';
import { fits, listOf, literal, mapOf, simple } from './configurationsShapes.ts';
import type { Shape, Simple } from './configurationsShapes.ts';
import { simpleTerms } from './configurationsSimpleTerms.ts';

/** An expression, and whether what it comes to may be unknown while planning. */
export interface Term {
  readonly text: string;
  readonly unknown: boolean;
}

/** Something that can be referred to. */
export interface Named extends Term {
  readonly shape: Shape;
}

export interface TermScope {
  readonly random: Random;
  /** What was made nearest to the place stands last, and is referred to more often. */
  readonly names: readonly Named[];
  /** False where Terraform must know the value, as in `count`. */
  readonly mayBeUnknown: boolean;
}

/** An expression of a shape; `depth` bounds how far calls and operators are nested. */
export function term(scope: TermScope, shape: Shape, depth: number): Term {
  const { random } = scope;
  const fitting = scope.names.filter((name) => fits(name.shape, shape) && (scope.mayBeUnknown || !name.unknown));
  if (fitting.length > 0 && random.below(10) < 6) return reference(random, fitting);
  if (depth <= 0) return literalTerm(scope, shape);
  if (shape.kind === 'nullable') return random.oneIn(4) ? known('null') : term(scope, shape.of, depth);
  const made = construct(scope, shape, depth - 1);
  return made ?? literalTerm(scope, shape);
}

/** A scope with more names, nearer than the others. */
export function withNames(scope: TermScope, names: readonly Named[]): TermScope {
  return { ...scope, names: [...scope.names, ...names.flatMap((name) => reachable(scope.random, name, 2))] };
}

/** Only what is known while planning. */
export function knownOnly(scope: TermScope): TermScope {
  return { ...scope, mayBeUnknown: false };
}

export function known(text: string): Term {
  return { text, unknown: false };
}

/** Puts terms into a text: unknown where one of them is. */
export function join(pieces: TemplateStringsArray, ...terms: readonly (Term | string | number)[]): Term {
  const texts = terms.map((part) => (typeof part === 'object' ? part.text : String(part)));
  const text = pieces.map((piece, index) => piece + (texts[index] ?? '')).join('');
  return { text, unknown: terms.some((part) => typeof part === 'object' && part.unknown) };
}

/** The names that can be iterated over, with the shape of their elements and of their keys. */
export function iterables(scope: TermScope): readonly { readonly name: Named; readonly element: Shape }[] {
  return scope.names.flatMap((name) => {
    if (name.unknown && !scope.mayBeUnknown) return [];
    const { shape } = name;
    return shape.kind === 'list' || shape.kind === 'set' || shape.kind === 'map'
      ? [{ name, element: shape.element }]
      : [];
  });
}

/** Nearer names more often, and each now and then. */
function reference(random: Random, fitting: readonly Named[]): Term {
  const near = fitting.slice(-4);
  return random.pick(random.oneIn(3) ? fitting : near);
}

function literalTerm(scope: TermScope, shape: Shape): Term {
  const text = literal(scope.random, shape, 'plain');
  return known(shape.kind === 'set' ? `toset(${text})` : text);
}

function construct(scope: TermScope, shape: Exclude<Shape, { kind: 'nullable' }>, depth: number): Term | undefined {
  const { random } = scope;
  switch (shape.kind) {
    case 'list':
    case 'set':
    case 'map':
      return collectionTerm(scope, shape, depth);
    case 'object': {
      const members = shape.members.map((member) => join`${member.name} = ${term(scope, member.shape, depth - 1)}`);
      const text = `{ ${members.map((member) => member.text).join(', ')} }`;
      return { text, unknown: members.some((member) => member.unknown) };
    }
    default:
      return random.oneIn(3)
        ? anyWay(scope, shape, depth)
        : random.pick(simpleTerms[shape.kind])((kind: Simple) => term(scope, simple(kind), depth), scope, depth);
  }
}

/** Ways that serve for every single value. */
function anyWay(scope: TermScope, shape: Shape, depth: number): Term {
  const { random } = scope;
  const part = (): Term => term(scope, shape, depth);
  const flag = (): Term => term(scope, simple('flag'), depth);
  const key = random.pick(['first', 'second']);
  const ways: readonly (() => Term)[] = [
    () => join`(${flag()} ? ${part()} : ${part()})`,
    () => join`(${flag()} ? ${part()} : ${part()})`,
    () => join`(${part()})`,
    // Terraform forgets what it knows of a part where another is unknown; we keep it, so only known ones are compared.
    () => join`try(${term(knownOnly(scope), shape, depth)}, ${part()})`,
    () => join`try({}.missing, ${part()})`,
    () => join`try([][0], ${part()})`,
    () => join`[${part()}, ${part()}][${random.below(2)}]`,
    () => join`{ first = ${part()}, second = ${part()} }["${key}"]`,
    () => join`{ first = ${part()}, second = ${part()} }.${key}`,
    () => join`element([${part()}, ${part()}], ${random.below(5)})`,
    () => join`one([${part()}])`,
    () => join`coalesce(${part()}, ${part()})`,
    () => join`coalesce(null, ${part()})`,
    () => join`lookup({ web = ${part()} }, "${random.pick(['web', 'db'])}", ${part()})`,
    () => join`[for x in [${part()}] : x][0]`,
    () => join`jsondecode(jsonencode(${term(knownOnly(scope), shape, depth)}))`,
    () => join`merge({ first = ${part()} }, { ${random.pick(['first', 'other'])} = ${part()} }).first`,
  ];
  return random.pick(ways)();
}

/** A name, and what can be reached from it by index, attribute and splat. */
function reachable(random: Random, name: Named, depth: number): readonly Named[] {
  if (depth < 0) return [name];
  const inner = stepsFrom(random, name).flatMap((step) => reachable(random, step, depth - 1));
  // The name itself last, so that it counts as near.
  return [...inner, name];
}

function stepsFrom(random: Random, { text: written, shape, unknown }: Named): readonly Named[] {
  // What follows a splat would apply to each element.
  const text = /\*\]?\.\w+$/.test(written) ? `(${written})` : written;
  switch (shape.kind) {
    case 'object':
      return shape.members.map((member) => ({ text: `${text}.${member.name}`, shape: member.shape, unknown }));
    case 'list':
      return [
        ...(shape.filled ? [{ text: `${text}[0]`, shape: shape.element, unknown }] : []),
        ...membersOfAll(random, text, shape.element, unknown, shape.filled),
      ];
    case 'map':
      return [
        ...shape.keys.map((key) => ({ text: `${text}["${key}"]`, shape: shape.element, unknown })),
        { text: `keys(${text})`, shape: listOf(simple('word'), shape.keys.length > 0), unknown },
        { text: `values(${text})`, shape: listOf(shape.element, shape.keys.length > 0), unknown },
        ...membersOfAll(random, `values(${text})`, shape.element, unknown, shape.keys.length > 0),
        ...(shape.element.kind === 'nullable'
          ? []
          : [{ text: `merge(${text}, {})`, shape: mapOf(shape.element, shape.keys), unknown }]),
      ];
    case 'set':
      return [{ text: `tolist(${text})`, shape: listOf(shape.element, shape.filled), unknown }];
    case 'nullable':
      return notNull(random, text, shape.of, unknown);
    default:
      return [];
  }
}

/** One member of every object in a list, by splat or by for. */
function membersOfAll(
  random: Random,
  text: string,
  element: Shape,
  unknown: boolean,
  filled: boolean,
): readonly Named[] {
  if (element.kind !== 'object') return [];
  return element.members.map(({ name, shape }): Named => {
    const all = random.pick([`${text}[*].${name}`, `[for o in ${text} : o.${name}]`, `${text}.*.${name}`]);
    if (shape.kind !== 'list') return { text: all, shape: listOf(shape, filled), unknown };
    return { text: `flatten(${all})`, shape: listOf(shape.element, filled && shape.filled), unknown };
  });
}

/** What may be null, with something in place of null. */
function notNull(random: Random, text: string, shape: Shape, unknown: boolean): readonly Named[] {
  if (shape.kind === 'object' || shape.kind === 'map' || shape.kind === 'set') return [];
  const instead = literal(random, shape, 'plain');
  const ways = [
    `(${text} == null ? ${instead} : ${text})`,
    `coalesce(${text}, ${instead})`,
    `try(coalesce(${text}), ${instead})`,
  ];
  const forLists = [`(${text} != null ? ${text} : ${instead})`, `coalesce(${text}, ${instead})`];
  return [{ text: random.pick(shape.kind === 'list' ? forLists : ways), shape, unknown }];
}
