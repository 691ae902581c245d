// The instances that `count` and `for_each` make of a resource or of a module call.
// It never turns a count that is not known into a number: what may exist is one generic instance.
// Called by references.ts, moduleInstance.ts and the room above.
import type { Attribute, Block, Body } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { localAddress, resourceAddress } from './address.ts';
import { alternativesOf, oneOf } from './alternatives.ts';
import { toInteger } from './bigFloat.ts';
import { inFile } from './body.ts';
import { keptOnce, takenAgain } from './callerReads.ts';
import { convert } from './convert.ts';
import { evaluate } from './evaluate.ts';
import type { Existence } from './existence.ts';
import { both, either, existenceOfBlock, exists, existsWhen, possibleFor } from './existence.ts';
import { headerOf } from './header.ts';
import type { Round } from './iterate.ts';
import { maximumRounds, roundsOf } from './iterate.ts';
import type { Resource } from './module.ts';
import { inProgress } from './progress.ts';
import type { InstanceKey, ModuleInstance, Scope, SymbolSource, Symbols } from './scope.ts';
import { boolType, numberType, stringType } from './type.ts';
import type { Reason, Value } from './value.ts';
import { errorAt, nullValue, numberValue, objectValue, unknownValue } from './values.ts';

/** A resource as one key of its `count` or `for_each` makes it, in one module instance. */
export interface ResourceInstance {
  readonly resource: Resource;
  /** As Terraform prints it, `[*]` for an unknown key: `module.web["a"].aws_security_group.x[0]`. */
  readonly address: string;
  readonly key: InstanceKey;
  /** With `each` or `count` of this instance; its path is the file of the resource's block. */
  readonly scope: Scope;
  /** Whether it is there, the module instances around it included. */
  readonly existence: Existence;
}

/**
 * The instances of a resource: none for a count of 0, one without `count` and `for_each`. Where the keys cannot be known, or
 * Terraform would refuse them, one generic instance with an unknown key and the reason. Past a thousand, a generic one stands for
 * the rest.
 */
export function resourceInstances(instance: ModuleInstance, resource: Resource): readonly ResourceInstance[] {
  const known = instance.memo.resources.get(resource);
  if (known !== undefined) {
    takenAgain(instance, resource);
    return known;
  }
  const made = keptOnce(instance, resource, () => makeInstances(instance, resource));
  instance.memo.resources.set(resource, made);
  return made;
}

function makeInstances(instance: ModuleInstance, resource: Resource): readonly ResourceInstance[] {
  const scope: Scope = { instance, path: resource.block.path, symbols: undefined };
  const block = existenceOfBlock(resource.block);
  const outer = both(instance.caller?.existence ?? exists, block) ?? block;
  return keyedInstances(scope, localAddress(resource), resource.block, resource.body).flatMap((keyed) => {
    const existence = both(outer, keyed.existence);
    if (existence === undefined) return [];
    return [
      {
        resource,
        address: resourceAddress(instance, resource, keyed.key),
        key: keyed.key,
        scope: keyed.scope,
        existence,
      },
    ];
  });
}

/** One instance of a block under `count` or `for_each`. */
export interface KeyedInstance {
  readonly key: InstanceKey;
  readonly scope: Scope;
  /** Seen from the module that holds the block. */
  readonly existence: Existence;
}

/**
 * The instances of a block by its meta-arguments, each known key once. `name` is the block's own (`aws_vpc.main`); a count that
 * leads back to the block itself makes a generic instance.
 */
export function keyedInstances(scope: Scope, name: string, block: Block, body: Body): readonly KeyedInstance[] {
  const meta = repetitionOf(body);
  if (meta === undefined) return enabledInstances(scope, body);
  const source: SymbolSource = { scope: inFile(scope, meta.path), expression: meta.expression };
  const value = repetitionValue(scope, name, block, meta);
  return meta.name === 'count' ? countedInstances(scope, source, value) : eachInstances(scope, source, value);
}

/** The `count` or `for_each` of a block; undefined for one that makes a single instance without a key. */
export function repetitionOf(body: Body): Attribute | undefined {
  const named = (name: string): Attribute | undefined => body.attributes.find((attribute) => attribute.name === name);
  return named('count') ?? named('for_each');
}

/** The value of a `count` or `for_each`; an error where it leads back to the block itself. */
export function repetitionValue(scope: Scope, name: string, block: Block, repetition: Attribute): Value {
  return inProgress(
    scope.instance,
    `${name} (instances)`,
    () => evaluate(inFile(scope, repetition.path), repetition.expression),
    (why) => errorAt(why, headerOf(block)),
  );
}

/** OpenTofu's `lifecycle { enabled = ... }`: one instance, or none. https://opentofu.org/docs/language/meta-arguments/enabled */
function enabledInstances(scope: Scope, body: Body): readonly KeyedInstance[] {
  const lifecycle = body.blocks.find((block) => block.type === 'lifecycle');
  const enabled = lifecycle?.body.attributes.find((attribute) => attribute.name === 'enabled');
  const instance: KeyedInstance = { key: { kind: 'none' }, scope, existence: exists };
  if (enabled === undefined) return [instance];
  const source: SymbolSource = { scope: inFile(scope, enabled.path), expression: enabled.expression };
  const alternatives = alternativesOf(convert(evaluate(source.scope, source.expression), boolType));
  const disabled = alternatives.filter(({ value }) => value.kind === 'bool' && !value.value);
  if (disabled.length === alternatives.length) return [];
  const possible = alternatives
    .filter((alternative) => !disabled.includes(alternative))
    .map(({ value, conditions }) => both(existsWhen(conditions), enabledBy(value)) ?? exists);
  return [
    {
      ...instance,
      existence: disabled.length === 0 && possible.length === 1 ? (possible[0] ?? exists) : anyOf(possible, source),
    },
  ];
}

function enabledBy(value: Value): Existence {
  return value.kind === 'unknown' || value.kind === 'error' ? possibleFor(value.reason) : exists;
}

/** https://developer.hashicorp.com/terraform/language/meta-arguments/count */
function countedInstances(scope: Scope, source: SymbolSource, value: Value): readonly KeyedInstance[] {
  const counts = alternativesOf(convert(value, numberType)).map(({ value: count, conditions }) => ({
    count: countOf(count, source),
    existence: existsWhen(conditions),
  }));
  const known = counts.flatMap(({ count, existence }) => (typeof count === 'number' ? [{ count, existence }] : []));
  const highest = Math.min(maximumRounds, Math.max(0, ...known.map(({ count }) => count)));
  const made = Array.from({ length: highest }, (_, index): KeyedInstance => {
    const under = known.filter(({ count }) => count > index).map(({ existence }) => existence);
    const existence = under.length === counts.length ? exists : anyOf(under, source);
    return countInstance(scope, source, { kind: 'number', value: index }, numberValue(index, value.origin), existence);
  });
  const generic = counts.flatMap(({ count, existence }) => {
    if (typeof count === 'number' && count <= maximumRounds) return [];
    const reason = typeof count === 'number' ? tooMany(source) : count;
    const index = unknownValue(numberType, reason, { notNull: true }, value.origin);
    const whole = both(existence, possibleFor(reason));
    return whole === undefined ? [] : [countInstance(scope, source, { kind: 'unknown' }, index, whole)];
  });
  return [...made, ...generic.slice(0, 1)];
}

/** A whole number from 0, or why it is none. */
function countOf(value: Value, source: SymbolSource): number | Reason {
  if (value.kind === 'unknown' || value.kind === 'error') return value.reason;
  const count = value.kind === 'number' ? toInteger(value.value) : undefined;
  return count === undefined || count < 0
    ? { message: message('terraform.invalidCount'), place: placeOf(source) }
    : count;
}

function countInstance(
  scope: Scope,
  source: SymbolSource,
  key: InstanceKey,
  index: Value,
  existence: Existence,
): KeyedInstance {
  const symbols: Symbols = { name: 'count', value: objectValue([['index', index]]), outer: scope.symbols, source };
  return { key, scope: { ...scope, symbols }, existence };
}

/** https://developer.hashicorp.com/terraform/language/meta-arguments/for_each */
function eachInstances(scope: Scope, source: SymbolSource, value: Value): readonly KeyedInstance[] {
  const alternatives = alternativesOf(value).map(({ value: collection, conditions }) =>
    roundsOf(acceptable(collection, source)).flatMap((round): readonly Round[] => {
      const existence = both(existsWhen(conditions), round.existence);
      return existence === undefined ? [] : [{ ...round, existence }];
    }),
  );
  const byKey = new Map<string, Round[]>();
  const generic: Round[] = [];
  for (const round of alternatives.flat()) {
    if (round.key.kind !== 'string') generic.push(round);
    else byKey.set(round.key.value, [...(byKey.get(round.key.value) ?? []), round]);
  }
  const inEach = (key: string): boolean =>
    alternatives.every((rounds) => rounds.some((round) => round.key.kind === 'string' && round.key.value === key));
  const keyed = Array.from(byKey, ([key, rounds]): KeyedInstance => {
    const sure =
      inEach(key) && rounds.every((round) => round.existence.kind === 'exists' || round.existence.reason === undefined);
    const existence = sure
      ? exists
      : anyOf(
          rounds.map((round) => round.existence),
          source,
        );
    return eachInstance(scope, source, { kind: 'string', value: key }, oneRound(rounds), existence);
  });
  const others = generic.map((round) => eachInstance(scope, source, { kind: 'unknown' }, round, round.existence));
  return [...keyed, ...others];
}

/** Only maps, objects and sets of strings; a `for_each` of anything else is refused. */
function acceptable(collection: Value, source: SymbolSource): Value {
  const accepted =
    collection.kind === 'unknown' ||
    collection.kind === 'error' ||
    collection.kind === 'map' ||
    collection.kind === 'object' ||
    (collection.kind === 'set' &&
      (collection.elementType.kind === 'string' || collection.elementType.kind === 'dynamic'));
  return accepted ? collection : errorAt(message('terraform.invalidForEach'), placeOf(source));
}

/** One round of rounds with the same key: its value is whichever of theirs. */
function oneRound(rounds: readonly Round[]): Pick<Round, 'key' | 'value'> {
  const key = rounds[0]?.key ?? nullValue(stringType);
  const candidates = rounds.map(({ value, existence }) => ({
    value,
    conditions: existence.kind === 'exists' ? [] : existence.conditions,
  }));
  return { key, value: oneOf(candidates) };
}

function eachInstance(
  scope: Scope,
  source: SymbolSource,
  key: InstanceKey,
  round: Pick<Round, 'key' | 'value'>,
  existence: Existence,
): KeyedInstance {
  const value = objectValue([
    ['key', round.key],
    ['value', round.value],
  ]);
  return { key, scope: { ...scope, symbols: { name: 'each', value, outer: scope.symbols, source } }, existence };
}

/** Under any of these; where they have nothing in common, for the reason that it depends on the meta-argument. */
function anyOf(existences: readonly Existence[], source: SymbolSource): Existence {
  const depends: Reason = { message: message('terraform.dependsOnCount'), place: placeOf(source) };
  const [first, ...others] = existences;
  const existence = first === undefined ? possibleFor(depends) : either(first, ...others);
  const unexplained =
    existence.kind === 'possible' && existence.conditions.length === 0 && existence.reason === undefined;
  return unexplained ? possibleFor(depends) : existence;
}

function tooMany(source: SymbolSource): Reason {
  return { message: message('terraform.tooManyRounds', { maximum: maximumRounds }), place: placeOf(source) };
}

function placeOf(source: SymbolSource): Place {
  return { path: source.scope.path, span: source.expression.span };
}
