// What repeats a resource, a call or a block: count, for_each and the collections of dynamic blocks, with the names they bring.
// Called by configurationsRules.ts and configurations.ts.
import { elementShape } from './configurationsRuleShapes.ts';
import type { Shape } from './configurationsShapes.ts';
import { keyText, listOf, literal, mapOf, setOf, simple, someKeys } from './configurationsShapes.ts';
import type { Named, Term, TermScope } from './configurationsTerms.ts';
import { iterables, join, knownOnly, term, withNames } from './configurationsTerms.ts';

/** How deep the expressions of arguments are nested. */
const depth = 2;

export interface Repetition {
  readonly lines: readonly string[];
  readonly scope: TermScope;
  /** What can be said of the resource from outside. */
  readonly references: (
    address: string,
    attributes: readonly (readonly [string, Shape, boolean])[],
  ) => readonly Named[];
}

/** `count`, `for_each` or nothing, and the names they bring. */
export function repetition(scope: TermScope): Repetition {
  const { random } = scope;
  const kind = random.below(10);
  if (kind < 5) return alone(scope);
  return kind < 7 ? counted(scope) : forEach(scope);
}

function alone(scope: TermScope): Repetition {
  return {
    lines: [],
    scope,
    references: (address, attributes) =>
      attributes.map(([name, shape, unknown]) => ({ text: `${address}.${name}`, shape, unknown })),
  };
}

function counted(scope: TermScope): Repetition {
  const { random } = scope;
  const lists = iterables(knownOnly(scope)).filter(({ name }) => name.shape.kind === 'list');
  const list = lists.length > 0 && random.oneIn(2) ? random.pick(lists) : undefined;
  const count = list === undefined ? term(knownOnly(scope), simple('count'), depth).text : `length(${list.name.text})`;
  const indexed =
    list === undefined ? [] : [{ text: `${list.name.text}[count.index]`, shape: list.element, unknown: false }];
  return {
    lines: [`count = ${count}`],
    scope: withNames(scope, [{ text: 'count.index', shape: simple('octet'), unknown: false }, ...indexed, ...indexed]),
    references: (address, attributes) =>
      attributes.flatMap(([name, shape, unknown]) => [
        {
          text: random.pick([`${address}[*].${name}`, `[for r in ${address} : r.${name}]`]),
          shape: listOf(shape, false),
          unknown,
        },
        ...(unknown
          ? []
          : [{ text: `try(${address}[0].${name}, ${literal(random, shape, 'plain')})`, shape, unknown }]),
      ]),
  };
}

function forEach(scope: TermScope): Repetition {
  const { random } = scope;
  const { text, element, unknown } = eachCollection(scope);
  return {
    lines: [`for_each = ${text}`],
    scope: withNames(scope, [
      { text: 'each.key', shape: simple('word'), unknown: false },
      { text: 'each.value', shape: element, unknown },
      { text: 'each.value', shape: element, unknown },
    ]),
    references: (address, attributes) =>
      attributes.map(([name, shape, hidden]) => ({
        text: random.pick([
          `values(${address})[*].${name}`,
          `[for r in ${address} : r.${name}]`,
          `[for k, r in ${address} : r.${name}]`,
        ]),
        shape: listOf(shape, false),
        unknown: hidden,
      })),
  };
}

function eachCollection(scope: TermScope): Omit<Repeated, 'key'> {
  const { random } = scope;
  const all = knownOnly(scope);
  if (random.oneIn(3)) {
    const element = random.pick([simple('cidr4'), simple('word')]);
    return { text: `toset(${term(all, listOf(element, false), depth).text})`, element, unknown: false };
  }
  const maps = iterables(all).filter(({ name }) => name.shape.kind === 'map');
  if (maps.length > 0 && random.oneIn(2)) {
    const { name, element } = random.pick(maps);
    return { text: name.text, element, unknown: false };
  }
  const element = elementShape(random);
  if (!random.oneIn(4)) return { text: term(all, mapOf(element, []), depth).text, element, unknown: false };
  const items: readonly Term[] = someKeys(random).map(
    (key) => join`${keyText(random, key)} = ${term(scope, element, depth)}`,
  );
  return {
    text: `{ ${items.map((item) => item.text).join(', ')} }`,
    element,
    unknown: items.some((item) => item.unknown),
  };
}

/** A collection that something is repeated over. */
interface Repeated {
  readonly text: string;
  readonly element: Shape;
  readonly key: Shape;
  readonly unknown: boolean;
}

/** Anything that can be iterated over: what is there under a name, or made on the spot. */
export function collectionToRepeat(scope: TermScope): Repeated {
  const { random } = scope;
  const named = iterables(scope);
  if (named.length > 0 && random.below(10) < 6) {
    const { name, element } = random.pick(named);
    const key = name.shape.kind === 'map' ? simple('word') : name.shape.kind === 'set' ? element : simple('octet');
    return { text: name.text, element, key, unknown: name.unknown };
  }
  if (random.oneIn(8)) {
    const made = term(scope, setOf(simple('cidr4'), false), depth);
    return { ...made, element: simple('cidr4'), key: simple('cidr4') };
  }
  const element = elementShape(random);
  const shape = random.pick([listOf(element, false), mapOf(element, []), listOf(element, true)]);
  const key = simple(shape.kind === 'map' ? 'word' : 'octet');
  return { ...term(scope, shape, depth), element, key };
}
