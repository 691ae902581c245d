// Ways of writing lists, sets and maps: functions, for expressions, conditionals, and one collection made of another.
// Called by configurationsTerms.ts.
import type { Shape } from './configurationsShapes.ts';
import { keyText, listOf, mapOf, simple, someKeys } from './configurationsShapes.ts';
import type { Named, Term, TermScope } from './configurationsTerms.ts';
import { iterables, join, known, knownOnly, term, withNames } from './configurationsTerms.ts';

type CollectionShape = Extract<Shape, { kind: 'list' | 'set' | 'map' }>;
type ListShape = Extract<Shape, { kind: 'list' | 'set' }>;
type MapShape = Extract<Shape, { kind: 'map' }>;

/** Makes a term of a collection's shape. */
export function collectionTerm(scope: TermScope, shape: CollectionShape, depth: number): Term | undefined {
  switch (shape.kind) {
    case 'list':
      return listTerm(scope, shape, depth);
    case 'set':
      return setTerm(scope, shape, depth);
    case 'map':
      return mapTerm(scope, shape, depth);
  }
}

function listTerm(scope: TermScope, shape: ListShape, depth: number): Term | undefined {
  const { random } = scope;
  const { element, filled } = shape;
  const whole = (full = filled): Term => term(scope, listOf(element, full), depth);
  const one = (): Term => term(scope, element, depth);
  const flag = (): Term => term(scope, simple('flag'), depth);
  const ways: (() => Term | undefined)[] = [
    () => tupleOf(scope, element, filled, depth),
    () => tupleOf(scope, element, filled, depth),
    () => join`concat(${whole()}, ${whole(false)})`,
    () => join`concat(${whole(false)}, [${one()}])`,
    () => join`[for x in ${whole()} : x]`,
    () => join`[for i, x in ${whole()} : x if i >= 0]`,
    () => join`reverse(${whole()})`,
    () => join`coalescelist(${whole()}, [${one()}])`,
    () => join`slice([${one()}, ${one()}], 0, ${random.below(2) + 1})`,
    () => join`flatten([${whole()}, [${whole(false)}]])`,
    () => join`try(${term(knownOnly(scope), listOf(element, filled), depth)}, [${one()}])`,
    () => join`values({ a = ${one()}, b = ${one()} })`,
    () => comprehension(scope, element, depth),
    () => comprehension(scope, element, depth),
  ];
  if (!filled) {
    ways.push(
      () => join`(${flag()} ? ${whole()} : [])`,
      () => join`(${flag()} ? [] : ${whole()})`,
      () => filtered(scope, element, depth),
      () => known('[]'),
    );
  }
  if (element.kind !== 'object' && element.kind !== 'nullable')
    ways.push(...textListWays(scope, element, filled, depth));
  if (element.kind === 'object')
    ways.push(
      () => nested(scope, element, depth),
      () => product(scope, element, depth),
    );
  if (element.kind === 'cidr4') ways.push(...networkListWays(scope, depth));
  const made = random.pick(ways)();
  return made === undefined || (filled && /^(\(|\[for|\[\]$|flatten\(\[for)/.test(made.text))
    ? tupleOf(scope, element, filled, depth)
    : made;
}

function tupleOf(scope: TermScope, element: Shape, filled: boolean, depth: number): Term {
  const length = filled ? 1 + scope.random.below(2) : scope.random.below(3);
  const elements = Array.from({ length }, () => term(scope, element, depth));
  return { text: `[${elements.map(({ text }) => text).join(', ')}]`, unknown: elements.some(({ unknown }) => unknown) };
}

function textListWays(scope: TermScope, element: Shape, filled: boolean, depth: number): readonly (() => Term)[] {
  const whole = (full = filled): Term => term(scope, listOf(element, full), depth);
  const one = (): Term => term(scope, element, depth);
  const isText =
    element.kind !== 'port' && element.kind !== 'count' && element.kind !== 'octet' && element.kind !== 'flag';
  return [
    () => join`distinct(concat(${whole()}, [${one()}]))`,
    () => join`tolist(toset(${whole()}))`,
    () => join`tolist(${whole()})`,
    () => join`tolist(setunion(${whole()}, [${one()}]))`,
    () =>
      join`lookup({ web = tolist([${one()}]) }, ${term(scope, simple('word'), depth)}, tolist([${one()}, ${one()}]))`,
    () => join`chunklist([${one()}, ${one()}], 1)[${scope.random.below(2)}]`,
    () => join`matchkeys([${one()}, ${one()}], ["a", "b"], ["b"])`,
    ...(isText
      ? [
          () => join`compact(concat(${whole()}, ["", null]))`,
          () => join`sort(${whole()})`,
          () => join`split(",", join(",", concat([${one()}], ${whole(false)})))`,
          () => join`formatlist("%s", ${whole()})`,
          () => join`keys({ (${one()}) = 1 })`,
        ]
      : []),
    ...(filled
      ? []
      : [
          () => join`tolist(setsubtract(${whole()}, [${one()}]))`,
          () => join`tolist(setintersection(${whole()}, [${one()}, ${one()}]))`,
        ]),
  ];
}

function networkListWays(scope: TermScope, depth: number): readonly (() => Term)[] {
  const part = (kind: 'octet' | 'count' | 'cidr4'): Term => term(scope, simple(kind), depth);
  return [
    () => join`[for i in range(1 + ${part('count')}) : cidrsubnet("10.0.0.0/8", 8, i)]`,
    () => join`formatlist("%s/32", ["192.0.2.${scope.random.below(200)}"])`,
    () => join`cidrsubnets("10.0.0.0/8", 4, 8, 8 + ${part('count')})`,
    () => join`[for o in [${part('octet')}, 7] : "10.\${o}.0.0/16"]`,
    () => join`split(" ", "10.0.0.0/8 \${${part('cidr4')}}")`,
    () => join`jsondecode("[\\"10.0.0.0/8\\", \\"0.0.0.0/0\\"]")`,
    () =>
      join`[for c in concat(${term(scope, listOf(simple('cidr4'), false), depth)}, ["10.7.0.0/16"]) : c if !endswith(c, "/0")]`,
  ];
}

/** The elements of something else, each turned into one of ours. */
function comprehension(scope: TermScope, element: Shape, depth: number): Term | undefined {
  const { random } = scope;
  const sources = iterables(scope);
  if (sources.length === 0) return undefined;
  const { name, element: from } = random.pick(sources);
  const { variables, names } = variablesFor(scope, name, from);
  const body = term(withNames(scope, names), element, depth - 1);
  return join`[for ${variables} in ${name} : ${body}]`;
}

function filtered(scope: TermScope, element: Shape, depth: number): Term | undefined {
  const sources = iterables(scope);
  if (sources.length === 0) return undefined;
  const { name, element: from } = scope.random.pick(sources);
  const { variables, names } = variablesFor(scope, name, from);
  const inner = withNames(scope, names);
  return join`[for ${variables} in ${name} : ${term(inner, element, depth - 1)} if ${term(inner, simple('flag'), depth - 1)}]`;
}

/** Rules out of services that have several ports or networks each. */
function nested(scope: TermScope, element: Shape, depth: number): Term | undefined {
  const sources = iterables(scope);
  if (sources.length < 2) return undefined;
  const outer = scope.random.pick(sources);
  const [outerName, innerName] = [freshName(scope, 'outer'), freshName(scope, 'inner')];
  const first: Named = { text: outerName, shape: outer.element, unknown: outer.name.unknown };
  const within = withNames(scope, [first]);
  const inner = scope.random.pick(iterables(within));
  const second: Named = { text: innerName, shape: inner.element, unknown: inner.name.unknown };
  const body = term(withNames(within, [second]), element, depth - 1);
  return join`flatten([for ${outerName} in ${outer.name} : [for ${innerName} in ${inner.name} : ${body}]])`;
}

function product(scope: TermScope, element: Shape, depth: number): Term | undefined {
  const sources = iterables(knownOnly(scope)).filter(({ name }) => name.shape.kind === 'list');
  if (sources.length < 2) return undefined;
  const [a, b] = [scope.random.pick(sources), scope.random.pick(sources)];
  const pair = freshName(scope, 'pair');
  const names: readonly Named[] = [
    { text: `${pair}[0]`, shape: a.element, unknown: false },
    { text: `${pair}[1]`, shape: b.element, unknown: false },
  ];
  const body = term(withNames(scope, names), element, depth - 1);
  return join`[for ${pair} in setproduct(${a.name}, ${b.name}) : ${body}]`;
}

function setTerm(scope: TermScope, { element, filled }: ListShape, depth: number): Term {
  const whole = (full = filled): Term => term(scope, listOf(element, full), depth);
  const ways: readonly (() => Term)[] = [
    () => join`toset(${whole()})`,
    () => join`toset(${whole()})`,
    () => join`setunion(${whole()}, ${whole(false)})`,
    () => join`toset([for x in ${whole()} : x])`,
    () => (filled ? join`toset(${whole()})` : join`setsubtract(${whole()}, [${term(scope, element, depth)}])`),
  ];
  return scope.random.pick(ways)();
}

function mapTerm(scope: TermScope, shape: MapShape, depth: number): Term | undefined {
  const { random } = scope;
  const { element, keys } = shape;
  const literal = (names: readonly string[]): Term => {
    const items = names.map((key) => join`${keyText(random, key)} = ${term(scope, element, depth)}`);
    return { text: `{ ${items.map(({ text }) => text).join(', ')} }`, unknown: items.some(({ unknown }) => unknown) };
  };
  const whole = (): Term => term(scope, shape, depth);
  const required = (): Term =>
    literal([
      ...keys,
      ...someKeys(random)
        .filter((key) => !keys.includes(key))
        .slice(0, 1),
    ]);
  const any = (): Term => term(scope, mapOf(element, []), depth);
  const ways: (() => Term | undefined)[] = [
    required,
    () => join`merge(${any()}, ${required()})`,
    () => join`merge(${whole()}, ${literal(someKeys(random))})`,
    () => join`{ for k, v in ${whole()} : k => v }`,
    () => join`merge({ for k, v in ${any()} : "\${k}-2" => v }, ${required()})`,
  ];
  if (keys.length === 0) {
    ways.push(
      () => join`{ for k, v in ${any()} : k => v if ${term(scope, simple('flag'), depth - 1)} }`,
      () => keyed(scope, element, depth),
      () => keyed(scope, element, depth),
      () => keyed(scope, element, depth),
      () => grouped(scope, element, depth),
      () => join`zipmap(["a", "b"], [${term(scope, element, depth)}, ${term(scope, element, depth)}])`,
    );
  }
  return random.pick(ways)();
}

/** A map out of anything that can be iterated over, with keys that are distinct for sure. */
function keyed(scope: TermScope, element: Shape, depth: number): Term | undefined {
  const { random } = scope;
  const sources = iterables(scope).filter(({ name }) => name.shape.kind !== 'set' || !name.unknown);
  if (sources.length === 0) return undefined;
  const { name, element: from } = random.pick(sources);
  const value = freshName(scope, 'v');
  const body = term(withNames(scope, [{ text: value, shape: from, unknown: name.unknown }]), element, depth - 1);
  const byName = from.kind === 'object' && from.members.some((member) => member.name === 'name') && !name.unknown;
  if (byName && random.oneIn(3)) return join`{ for ${value} in ${name} : ${value}.name => ${body} }`;
  if (name.shape.kind === 'list')
    return join`{ for i, ${value} in ${name} : ${random.pick(['"r${i}"', 'i', 'tostring(i)'])} => ${body} }`;
  return join`{ for k, ${value} in ${name} : k => ${body} }`;
}

/** Lists by a common key. */
function grouped(scope: TermScope, element: Shape, depth: number): Term | undefined {
  if (element.kind !== 'list' || element.filled) return undefined;
  const sources = iterables(knownOnly(scope)).filter(({ name }) => name.shape.kind === 'list');
  if (sources.length === 0) return undefined;
  const { name, element: from } = scope.random.pick(sources);
  const value = freshName(scope, 'v');
  const inner = withNames(knownOnly(scope), [{ text: value, shape: from, unknown: false }]);
  return join`{ for ${value} in ${name} : ${term(inner, simple('word'), 1)} => ${term(inner, element.element, depth - 1)}... }`;
}

function variablesFor(
  scope: TermScope,
  name: Named,
  element: Shape,
): { readonly variables: string; readonly names: readonly Named[] } {
  const variable = freshName(scope, 'v');
  const value: Named = { text: variable, shape: element, unknown: name.unknown };
  if (scope.random.oneIn(2)) return { variables: variable, names: [value] };
  const key: Shape =
    name.shape.kind === 'map' ? simple('word') : name.shape.kind === 'list' ? simple('octet') : element;
  const index = freshName(scope, 'k');
  return { variables: `${index}, ${variable}`, names: [{ text: index, shape: key, unknown: name.unknown }, value] };
}

/** A name that hides none around it: every scope inside another has more names. */
function freshName(scope: TermScope, start: string): string {
  return `${start}${scope.names.length}`;
}
