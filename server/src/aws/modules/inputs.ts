// What the models read alike out of a call's inputs: switches, lists, maps, and arguments that name sources.
// It knows no module.
// Called by the models.
import type { Expression } from '../../hcl/nodes.ts';
import { alternativesOf, distributeOne } from '../../terraform/alternatives.ts';
import { toInteger } from '../../terraform/bigFloat.ts';
import type { ExpandedBody } from '../../terraform/body.ts';
import { conditionOf } from '../../terraform/conditions.ts';
import { convert } from '../../terraform/convert.ts';
import type { Existence } from '../../terraform/existence.ts';
import { both, exists, existsWhen, possibleFor } from '../../terraform/existence.ts';
import { attributeOfPartial } from '../../terraform/partialObject.ts';
import type { Scope } from '../../terraform/scope.ts';
import { boolType, numberType, stringType } from '../../terraform/type.ts';
import type { Condition, UnknownValue, Value } from '../../terraform/value.ts';
import { boolValue, listValue, numberValue, stringValue, tupleValue, unknownValue } from '../../terraform/values.ts';
import type { SourceArgument } from '../sources.ts';
import { itemOf, memberOf } from '../writtenObjects.ts';
import type { WrittenObject } from '../writtenObjects.ts';

/** An input as written, with the scope of its file. */
export interface Input {
  readonly name: string;
  readonly scope: Scope;
  readonly expression: Expression;
  readonly value: Value;
}

/** The input of a name; undefined where it is not written, or is null, which for every input read here means the same. */
export function inputOf(inputs: ExpandedBody, name: string): Input | undefined {
  const attribute = inputs.attribute(name);
  const value = inputs.value(name);
  if (attribute === undefined || value === undefined || value.kind === 'null') return undefined;
  return { name, scope: inputs.scopeOf(attribute), expression: attribute.expression, value };
}

/** Under what a switch that is on by default is on; none where it is off. */
export function whenOn(inputs: ExpandedBody, name: string): readonly Existence[] {
  const input = inputOf(inputs, name);
  return input === undefined ? [exists] : whenTrue(input.value, conditionOf(input.scope, input.expression, true));
}

/** Under what a value is true; under the given condition where that cannot be known. */
export function whenTrue(value: Value, otherwise: Condition): readonly Existence[] {
  const alternatives = alternativesOf(convert(value, boolType));
  const isTrue = alternatives.filter((alternative) => alternative.value.kind !== 'bool' || alternative.value.value);
  if (isTrue.length === alternatives.length && isTrue.every((alternative) => alternative.value.kind === 'bool'))
    return [exists];
  return isTrue.flatMap(({ value: switched, conditions }) => {
    if (switched.kind === 'error') return [both(existsWhen(conditions), possibleFor(switched.reason)) ?? exists];
    const asked = switched.kind === 'unknown' ? existsWhen([otherwise]) : exists;
    const existence = both(existsWhen(conditions), asked);
    return existence === undefined ? [] : [existence];
  });
}

/** The first elements of a list, as many as a number says: each way this may be, none for no number. */
export function firstOf(
  list: Value,
  count: Value | undefined,
): readonly { readonly value: Value; readonly existence: Existence }[] {
  return alternativesOf(convert(count ?? numberValue(0), numberType)).flatMap(({ value: number, conditions }) => {
    if (number.kind === 'unknown' || number.kind === 'error') {
      const existence = both(existsWhen(conditions), possibleFor(number.reason));
      return existence === undefined ? [] : [{ value: list, existence }];
    }
    const length = number.kind === 'number' ? (toInteger(number.value) ?? 0) : 0;
    if (length <= 0) return [];
    const value = distributeOne(list, (plain) =>
      plain.kind === 'list' || plain.kind === 'tuple' ? { ...plain, elements: plain.elements.slice(0, length) } : plain,
    );
    return [{ value, existence: existsWhen(conditions) }];
  });
}

/** The values of a map as a list; anything else as it is. */
export function valuesOf(value: Value): Value {
  return distributeOne(value, (plain) =>
    plain.kind === 'map' || plain.kind === 'object' ? tupleValue([...plain.entries.values()], plain.origin) : plain,
  );
}

/** What an object of a list has under a name, unknown where that cannot be known, undefined where it has nothing there. */
export function memberOfObject(value: Value, name: string): Value | undefined {
  const known = memberOf(value, name);
  if (known !== undefined || value.kind !== 'unknown') return known;
  return attributeOfPartial(value, name);
}

/** A member of an object of a list as an argument that names sources, traced in the object's own text where it is written out. */
export function sourceMember(
  input: Input,
  { value, expression }: WrittenObject,
  name: string,
  means: SourceArgument['means'],
): readonly SourceArgument[] {
  const member = memberOfObject(value, name);
  if (member === undefined) return [];
  const argument = { name, scope: input.scope, expression: itemOf(expression, name) ?? expression ?? input.expression };
  return [{ means, argument, value: member }];
}

/** A whole input as an argument that names sources; none where it is not written. */
export function sourceInput(input: Input | undefined, means: SourceArgument['means']): readonly SourceArgument[] {
  return input === undefined ? [] : [{ means, argument: input, value: valuesOf(input.value) }];
}

/** Text with commas as the list that it stands for, empty pieces dropped. A list in its place is a slip, and read as meant. */
export function splitAtCommas(value: Value): Value {
  return distributeOne(value, (plain) => {
    // What an object of the configuration is known by has no comma in it.
    if (plain.kind === 'unknown') return plain.facts.identity === undefined ? splitUnknown(plain) : plain;
    if (plain.kind !== 'string') return plain;
    const pieces = plain.value.split(',').filter((piece) => piece !== '');
    return listValue(
      pieces.map((piece) => stringValue(piece, plain.origin)),
      stringType,
      plain.origin,
    );
  });
}

/** Of a text that is not wholly known, the pieces that are surely cut off at either end. */
function splitUnknown(value: UnknownValue): Value {
  const { prefix = '', suffix = '' } = value.facts;
  const pieces = [...prefix.split(',').slice(0, -1), ...suffix.split(',').slice(1)].filter((piece) => piece !== '');
  const sure = pieces.map((piece) => stringValue(piece, value.origin));
  const facts = sure.length === 0 ? {} : { contains: sure };
  return unknownValue({ kind: 'list', element: stringType }, value.reason, facts, value.origin);
}

/** A switch that is on. */
export const on: Value = boolValue(true);
