// The functions that make one sequence of several: `concat` and `flatten`.
// Where one part is unknown they still say what the others hold, so that an open CIDR is not lost beside it.
import { message } from '../../messages.ts';
import { distributeOne } from '../alternatives.ts';
import { maximumElements } from '../budget.ts';
import { convert } from '../convert.ts';
import type { Type } from '../type.ts';
import { dynamicType } from '../type.ts';
import { unify } from '../unify.ts';
import type { Facts, Reason, Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { listValue, tupleValue, typeOf, unknownValue } from '../values.ts';
import { elementsOf } from './arguments.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse, tooLarge } from './function.ts';
import { liftAlternatives } from './lift.ts';
import { factsOfAll } from './members.ts';

export const concatFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/concat */
  concat: {
    parameters: [],
    variadic: { name: 'seqs', type: dynamicType, allowUnknown: true, allowPartlyUnknown: true },
    result: dynamicType,
    call: concat,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/flatten */
  flatten: {
    parameters: [{ name: 'list', type: dynamicType, allowUnknown: true, allowPartlyUnknown: true }],
    result: dynamicType,
    call: flatten,
  },
};

function concat(args: readonly PlainValue[], context: CallContext): Value {
  if (args.length === 0) return refuse(context, message('terraform.tooFewArguments'));
  if (!args.every(isListLike)) return refuse(context, message('terraform.notListOrTuple'));
  const listType = commonListType(args.map(typeOf));
  const type = listType ?? dynamicType;
  const unknown = args.find((arg) => arg.kind === 'unknown');
  if (unknown?.kind === 'unknown') {
    return unknownValue(type, unknown.reason, { ...factsOfAll(args), notNull: true }, context.origin);
  }
  const elements = args.flatMap((arg) => elementsOf(arg) ?? []);
  if (elements.length > maximumElements) return tooLarge(context, type, factsOfAll(args));
  if (listType?.kind !== 'list') return tupleValue(elements, context.origin);
  return listValue(
    elements.map((element) => convert(element, listType.element)),
    listType.element,
    context.origin,
  );
}

/** The list type that holds the elements of all; undefined where one is no list, because the result is a tuple then. */
function commonListType(types: readonly Type[]): Type | undefined {
  const common = types.every((type) => type.kind === 'list') ? unify(types) : undefined;
  return common?.kind === 'list' ? common : undefined;
}

function isListLike(value: PlainValue): boolean {
  const kind = typeOf(value).kind;
  return kind === 'list' || kind === 'tuple' || (kind === 'dynamic' && value.kind === 'unknown');
}

function flatten(args: readonly PlainValue[], context: CallContext): Value {
  const [whole] = args;
  if (whole === undefined || !mayBeSequence(whole)) return refuse(context, message('terraform.notSequence'));
  if (!isSequence(whole) && whole.kind !== 'unknown') return refuse(context, message('terraform.notSequence'));
  // Alternatives stay elements unless one of them is a sequence itself: then how many elements there are depends on it.
  const settled = holdsSequenceAlternative(whole) ? liftAlternatives(whole) : whole;
  return distributeOne(settled, (plain) => flattenOne(plain, context));
}

function flattenOne(whole: PlainValue, context: CallContext): Value {
  const leaves: Value[] = [];
  const reason = collectLeaves(whole, leaves);
  if (leaves.length > maximumElements)
    return tooLarge(context, dynamicType, factsOfAll([tupleValue(leaves.slice(0, maximumElements))]));
  if (reason === undefined) return tupleValue(leaves, context.origin);
  // What may be a sequence itself is replaced by what it holds; everything else surely is an element.
  const sure = leaves.filter((leaf) => !isUnknownSequence(leaf));
  const facts = spread(factsOfAll([tupleValue(sure), ...leaves.filter(isUnknownSequence)]));
  return unknownValue(dynamicType, reason, { ...facts, notNull: true }, context.origin);
}

/** Members that are, or may be, sequences themselves give way to theirs; then nobody can say how many there are. */
function spread(facts: Facts): Facts {
  const { contains, mayContain = [] } = facts;
  if (!mayContain.some(mayBeSequence)) return facts;
  const kept = contains?.filter((member) => !mayBeSequence(member)) ?? [];
  return {
    mayContain: mayContain.flatMap(leavesOf).slice(0, maximumElements),
    ...(kept.length > 0 ? { contains: kept } : {}),
  };
}

function leavesOf(member: Value): readonly Value[] {
  const elements = elementsOf(member);
  if (elements !== undefined) return elements.flatMap(leavesOf);
  const within = member.kind === 'unknown' && isUnknownSequence(member) ? member.facts.mayContain : undefined;
  return within === undefined ? [member] : within.flatMap(leavesOf);
}

/** Adds the elements at any depth, unknown sequences as they are; answers the reason why the number of elements is not known. */
function collectLeaves(value: Value, leaves: Value[]): Reason | undefined {
  const elements = elementsOf(value);
  if (elements === undefined) {
    if (leaves.length <= maximumElements) leaves.push(value);
    return value.kind === 'unknown' && isUnknownSequence(value) ? value.reason : undefined;
  }
  let reason: Reason | undefined;
  for (const element of elements) {
    const found = collectLeaves(element, leaves);
    reason ??= found;
    if (leaves.length > maximumElements) break;
  }
  return reason;
}

function isSequence(value: Value): boolean {
  return elementsOf(value) !== undefined;
}

/** An object of the configuration, such as a resource, is unknown in part but no sequence. */
function isUnknownSequence(value: Value): boolean {
  if (value.kind !== 'unknown' || value.facts.attributes !== undefined) return false;
  return ['list', 'set', 'tuple', 'dynamic'].includes(value.type.kind);
}

function mayBeSequence(value: Value): boolean {
  return isSequence(value) || isUnknownSequence(value);
}

function holdsSequenceAlternative(value: Value): boolean {
  if (value.kind === 'oneOf') return value.alternatives.some((alternative) => mayBeSequence(alternative.value));
  return (elementsOf(value) ?? []).some(holdsSequenceAlternative);
}
