// `format` and `formatlist`. Of a text with unknown parts they keep how it starts and ends: "%s/32" is open to nobody.
import { message } from '../../messages.ts';
import type { Message } from '../../messages.ts';
import { distribute } from '../alternatives.ts';
import { toBigInt } from '../bigFloat.ts';
import { maximumElements, maximumTextLength } from '../budget.ts';
import { convert } from '../convert.ts';
import type { Type } from '../type.ts';
import { boolType, dynamicType, numberType, stringType } from '../type.ts';
import type { Facts, Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { isWhollyKnown, listValue, mergeOrigins, reasonWithin, stringValue, unknownValue } from '../values.ts';
import { elementsOf, textAt } from './arguments.ts';
import { formatFloat, formatInteger, formatShortest } from './formatNumber.ts';
import type { FormatPart, Verb } from './formatSpecification.ts';
import { parseFormat } from './formatSpecification.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse, tooLarge } from './function.ts';
import { graphemesOf } from './graphemes.ts';
import { jsonText } from './jsonText.ts';
import { elementTypeOf, factsOfAll, membersOf, prefixOf, suffixOf, textFacts } from './members.ts';

const listOfStrings: Type = { kind: 'list', element: stringType };
const formatParameter = { name: 'format', type: stringType } as const;

export const formatFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/format */
  format: {
    parameters: [formatParameter],
    variadic: { name: 'args', type: dynamicType, allowNull: true, allowUnknown: true },
    result: stringType,
    // Parts of arguments that are unknown do not reach `call`; what is sure about the text is the same either way.
    facts: ([format, ...args]) => formatFacts(format, args),
    call: ([format, ...args], context) => formatOne(textAt(format === undefined ? [] : [format], 0), args, context),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/formatlist */
  formatlist: {
    parameters: [formatParameter],
    variadic: { name: 'args', type: dynamicType, allowNull: true, allowUnknown: true, allowPartlyUnknown: true },
    result: listOfStrings,
    call: formatList,
  },
};

function formatOne(format: string, args: readonly PlainValue[], context: CallContext): Value {
  const parts = parseFormat(format);
  if (typeof parts === 'string') return refuse(context, message('terraform.unknownVerb', { verb: parts }));
  const used = parts.reduce((most, part) => (part.kind === 'verb' ? Math.max(most, part.argument + 1) : most), 0);
  if (used > args.length) return refuse(context, message('terraform.tooFewArguments'));
  if (used < args.length) return refuse(context, message('terraform.tooManyArguments'));
  const cause = args.map(reasonWithin).find((reason) => reason !== undefined);
  if (cause !== undefined) {
    const isOpen = args.some((arg) => arg.kind === 'unknown' && arg.type.kind === 'dynamic');
    const type = isOpen ? dynamicType : stringType;
    return unknownValue(type, cause, { ...factsOfParts(parts, args), notNull: true }, context.origin);
  }
  let text = '';
  for (const part of parts) {
    const arg = part.kind === 'verb' ? args[part.argument] : undefined;
    const piece = part.kind === 'text' ? part.text : arg === undefined ? '' : formatArgument(part, arg);
    if (typeof piece !== 'string') return refuse(context, piece);
    text += piece;
    if (text.length > maximumTextLength) return tooLarge(context, stringType);
  }
  return stringValue(text, context.origin);
}

function formatFacts(format: PlainValue | undefined, args: readonly PlainValue[]): Facts {
  const parts = format?.kind === 'string' ? parseFormat(format.value) : '';
  return typeof parts === 'string' ? {} : factsOfParts(parts, args);
}

function factsOfParts(parts: readonly FormatPart[], args: readonly PlainValue[]): Facts {
  const pieces = parts.map((part) => pieceOf(part, args));
  let prefix = '';
  for (const piece of pieces) {
    prefix += piece.prefix;
    if (!piece.whole) break;
  }
  let suffix = '';
  for (const piece of pieces.toReversed()) {
    suffix = piece.suffix + suffix;
    if (!piece.whole) break;
  }
  return textFacts(prefix, suffix);
}

interface Piece {
  readonly prefix: string;
  readonly suffix: string;
  /** Prefix and suffix are the whole of it, and the same. */
  readonly whole: boolean;
}

function pieceOf(part: FormatPart, args: readonly PlainValue[]): Piece {
  if (part.kind === 'text') return { prefix: part.text, suffix: part.text, whole: true };
  const arg = args[part.argument];
  const nothing = { prefix: '', suffix: '', whole: false };
  if (arg === undefined) return nothing;
  if (isWhollyKnown(arg)) {
    const text = formatArgument(part, arg);
    return typeof text === 'string' ? { prefix: text, suffix: text, whole: true } : nothing;
  }
  // Padding and cutting may change both ends.
  const isPlain = (part.mode === 's' || part.mode === 'v') && part.width === undefined && part.precision === undefined;
  return isPlain && !part.sharp ? { prefix: prefixOf(arg), suffix: suffixOf(arg), whole: false } : nothing;
}

/** The text of one argument, or why Terraform refuses it. */
function formatArgument(verb: Verb, arg: PlainValue): string | Message {
  if ((verb.width ?? 0) > maximumTextLength || (verb.precision ?? 0) > maximumTextLength)
    return message('terraform.tooLarge');
  if (verb.mode === 'v') return formatAny(verb, arg);
  if (arg.kind === 'null') return message('terraform.nullForVerb', { verb: verb.text });
  switch (verb.mode) {
    case 't': {
      const bool = convert(arg, boolType);
      return bool.kind === 'bool' ? String(bool.value) : wrongType(verb);
    }
    case 's':
    case 'q': {
      const text = convert(arg, stringType);
      if (text.kind !== 'string') return wrongType(verb);
      const cut =
        verb.precision === undefined || verb.precision === 0 ? text.value : firstCharacters(text.value, verb.precision);
      return padded(verb, verb.mode === 'q' ? (jsonText(stringValue(cut)) ?? '') : cut);
    }
    case 'b':
    case 'd':
    case 'o':
    case 'x':
    case 'X': {
      const number = convert(arg, numberType);
      const whole = number.kind === 'number' ? toBigInt(number.value) : undefined;
      return whole === undefined ? wrongType(verb) : formatInteger(whole, verb.mode, verb);
    }
    case 'e':
    case 'E':
    case 'f':
    case 'g':
    case 'G': {
      const number = convert(arg, numberType);
      return number.kind === 'number' ? formatFloat(number.value, verb.mode, verb) : wrongType(verb);
    }
  }
}

function formatAny(verb: Verb, arg: PlainValue): string | Message {
  if (!verb.sharp && arg.kind === 'string') return padded(verb, arg.value);
  if (!verb.sharp && arg.kind === 'number') return padded(verb, formatShortest(arg.value));
  const json = jsonText(arg);
  return json === undefined ? wrongType(verb) : padded(verb, json);
}

function wrongType(verb: Verb): Message {
  return message('terraform.wrongTypeForVerb', { verb: verb.text });
}

function firstCharacters(text: string, count: number): string {
  return graphemesOf(text).slice(0, count).join('');
}

function padded(verb: Verb, text: string): string {
  if (verb.width === undefined) return text;
  const missing = verb.width - graphemesOf(text).length;
  if (missing <= 0) return text;
  const padding = (verb.zero ? '0' : ' ').repeat(missing);
  return verb.minus ? text + padding : padding + text;
}

function formatList(all: readonly PlainValue[], context: CallContext): Value {
  const [, ...args] = all;
  const format = textAt(all, 0);
  const lengths = args.flatMap((arg) => elementsOf(arg)?.length ?? []);
  const [count = 1] = lengths;
  if (lengths.some((length) => length !== count)) return refuse(context, message('terraform.lengthsDiffer'));
  const unknown = args.find(isUnknownCollection);
  if (unknown !== undefined) return formatUnknownList(format, args, unknown, context);
  if (count > maximumElements) return tooLarge(context, listOfStrings);
  const texts: Value[] = [];
  for (let position = 0; position < count; position++) {
    const row = args.map((arg): Value => elementsOf(arg)?.[position] ?? arg);
    const text = formatRow(format, row, context);
    if (text.kind === 'error') return text;
    texts.push(text);
  }
  return listValue(texts, stringType, context.origin);
}

/** Each text has the origin of what it is made of. */
function formatRow(format: string, row: readonly Value[], context: CallContext): Value {
  const origin = mergeOrigins(...row.map((value) => value.origin), context.origin);
  return distribute(row, (plain) => {
    const error = plain.find((value) => value.kind === 'error');
    return error ?? formatOne(format, plain, { ...context, origin });
  });
}

function isUnknownCollection(value: PlainValue): value is Extract<PlainValue, { kind: 'unknown' }> {
  return value.kind === 'unknown' && ['list', 'set', 'tuple', 'dynamic'].includes(value.type.kind);
}

/** How many texts there are is not known, but what each is made of is: the format with any member of the unknown list. */
function formatUnknownList(
  format: string,
  args: readonly PlainValue[],
  unknown: Extract<PlainValue, { kind: 'unknown' }>,
  context: CallContext,
): Value {
  const row = args.map((arg): Value => {
    if (elementsOf(arg) === undefined && !isUnknownCollection(arg)) return arg;
    const reason = reasonWithin(arg) ?? unknown.reason;
    return unknownValue(elementTypeOf(arg.kind === 'unknown' ? arg.type : dynamicType), reason, {}, arg.origin);
  });
  const others = args.filter((arg) => arg !== unknown && (elementsOf(arg) !== undefined || isUnknownCollection(arg)));
  const members = others.length === 0 ? membersOf([unknown]) : [undefined];
  const texts = members.map((member) =>
    formatRow(format, member === undefined ? row : args.map((arg) => (arg === unknown ? member : arg)), context),
  );
  const { length } = factsOfAll([unknown]);
  const facts = { notNull: true, mayContain: texts, ...(length === undefined ? {} : { length }) } as const;
  return unknownValue(listOfStrings, unknown.reason, facts, context.origin);
}
