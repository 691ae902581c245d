// The functions on text. Characters are grapheme clusters where Terraform counts them so.
// Of a text that is unknown they keep how it surely starts and ends.
import { message } from '../../messages.ts';
import { maximumElements, maximumTextLength } from '../budget.ts';
import type { Type } from '../type.ts';
import { boolType, numberType, stringType } from '../type.ts';
import type { Facts, Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { boolValue, listValue, stringValue, unknownValue } from '../values.ts';
import { elementsAt, integerAt, textAt } from './arguments.ts';
import type { CallContext, FunctionFamily, TerraformFunction } from './function.ts';
import { refuse, tooLarge } from './function.ts';
import { graphemesOf } from './graphemes.ts';
import { lower, title, trimCharacters, trimWhitespace, upper } from './letters.ts';
import { prefixOf, suffixOf, textFacts } from './members.ts';

const str = { name: 'str', type: stringType } as const;
const listOfStrings: Type = { kind: 'list', element: stringType };

export const stringFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/chomp */
  chomp: mapText((text) => text.replace(/[\r\n]+$/, '')),
  /** https://developer.hashicorp.com/terraform/language/functions/endswith */
  endswith: textTest(
    'suffix',
    (text, suffix) => text.endsWith(suffix),
    (value, suffix) => {
      const known = suffixOf(value);
      if (known.endsWith(suffix)) return true;
      return suffix.endsWith(known) ? undefined : false;
    },
  ),
  /** https://developer.hashicorp.com/terraform/language/functions/indent */
  indent: { parameters: [{ name: 'spaces', type: numberType }, str], result: stringType, call: indent },
  /** https://developer.hashicorp.com/terraform/language/functions/join */
  join: {
    parameters: [{ name: 'separator', type: stringType }],
    variadic: { name: 'lists', type: listOfStrings },
    result: stringType,
    facts: joinFacts,
    call: join,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/lower */
  lower: mapText(lower, true),
  /** https://developer.hashicorp.com/terraform/language/functions/split */
  split: {
    parameters: [{ name: 'separator', type: stringType }, str],
    result: listOfStrings,
    facts: splitFacts,
    call: split,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/startswith */
  startswith: textTest(
    'prefix',
    (text, prefix) => text.startsWith(prefix),
    (value, prefix) => {
      const known = prefixOf(value);
      if (known.startsWith(prefix)) return true;
      return prefix.startsWith(known) ? undefined : false;
    },
  ),
  /** https://developer.hashicorp.com/terraform/language/functions/strcontains */
  strcontains: textTest(
    'substr',
    (text, part) => text.includes(part),
    (value, part) => {
      return prefixOf(value).includes(part) || suffixOf(value).includes(part) ? true : undefined;
    },
  ),
  /** https://developer.hashicorp.com/terraform/language/functions/strrev */
  strrev: mapText((text) => graphemesOf(text).toReversed().join('')),
  /** https://developer.hashicorp.com/terraform/language/functions/substr */
  substr: {
    parameters: [str, { name: 'offset', type: numberType }, { name: 'length', type: numberType }],
    result: stringType,
    call: substr,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/title */
  title: mapText(title),
  /** https://developer.hashicorp.com/terraform/language/functions/trim */
  trim: {
    parameters: [str, { name: 'cutset', type: stringType }],
    result: stringType,
    call: (args, context) => stringValue(trimCharacters(textAt(args, 0), textAt(args, 1)), context.origin),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/trimprefix */
  trimprefix: {
    parameters: [str, { name: 'prefix', type: stringType }],
    result: stringType,
    facts: ([value, prefix]) => {
      const known = value === undefined ? '' : prefixOf(value);
      const cut = prefix?.kind === 'string' && known.startsWith(prefix.value) ? known.slice(prefix.value.length) : '';
      return textFacts(cut, '');
    },
    call: (args, context) => {
      const [text, prefix] = [textAt(args, 0), textAt(args, 1)];
      return stringValue(text.startsWith(prefix) ? text.slice(prefix.length) : text, context.origin);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/trimspace */
  trimspace: mapText(trimWhitespace),
  /** https://developer.hashicorp.com/terraform/language/functions/trimsuffix */
  trimsuffix: {
    parameters: [str, { name: 'suffix', type: stringType }],
    result: stringType,
    facts: ([value, suffix]) => {
      const known = value === undefined ? '' : suffixOf(value);
      const cut = suffix?.kind === 'string' && known.endsWith(suffix.value) ? dropEnd(known, suffix.value.length) : '';
      return textFacts('', cut);
    },
    call: (args, context) => {
      const [text, suffix] = [textAt(args, 0), textAt(args, 1)];
      return stringValue(text.endsWith(suffix) ? dropEnd(text, suffix.length) : text, context.origin);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/upper */
  upper: mapText(upper, true),
};

/** A function of one text. `byLetter`: each letter is changed by itself, so that known ends of an unknown text stay known. */
function mapText(change: (text: string) => string, byLetter = false): TerraformFunction {
  return {
    parameters: [str],
    result: stringType,
    ...(byLetter
      ? { facts: ([value]) => (value === undefined ? {} : textFacts(change(prefixOf(value)), change(suffixOf(value)))) }
      : {}),
    call: (args, context) => stringValue(change(textAt(args, 0)), context.origin),
  };
}

/** A question about a text that may be answered although the text is unknown; undefined where it may not. */
function textTest(
  name: string,
  test: (text: string, part: string) => boolean,
  guess: (value: PlainValue, part: string) => boolean | undefined,
): TerraformFunction {
  return {
    parameters: [
      { ...str, allowUnknown: true },
      { name, type: stringType },
    ],
    result: boolType,
    call: ([value, part], context) => {
      const wanted = part?.kind === 'string' ? part.value : '';
      if (value?.kind !== 'unknown')
        return boolValue(test(value?.kind === 'string' ? value.value : '', wanted), context.origin);
      const answer = guess(value, wanted);
      if (answer !== undefined) return boolValue(answer, context.origin);
      return unknownValue(boolType, value.reason, { notNull: true }, context.origin);
    },
  };
}

function indent(args: readonly PlainValue[], context: CallContext): Value {
  const spaces = integerAt(args, 0);
  const text = textAt(args, 1);
  if (spaces === undefined || spaces < 0) return refuse(context, message('terraform.notWholeNumber'));
  // Terraform makes the indentation even where there is no second line, and fails past what a machine can address.
  if (spaces > 2 ** 48) return refuse(context, message('terraform.tooLarge'));
  const lines = text.split('\n');
  if ((lines.length - 1) * spaces > maximumTextLength) return tooLarge(context, stringType);
  return stringValue(lines.length === 1 ? text : lines.join(`\n${' '.repeat(spaces)}`), context.origin);
}

function join(args: readonly PlainValue[], context: CallContext): Value {
  const [separator, ...lists] = args;
  if (lists.length === 0 || separator === undefined) return refuse(context, message('terraform.tooFewArguments'));
  const texts: string[] = [];
  let length = 0;
  for (const element of lists.flatMap((_, position) => elementsAt(lists, position))) {
    if (element.kind !== 'string') return refuse(context, message('terraform.nullElement'));
    length += element.value.length + textAt(args, 0).length;
    if (length > maximumTextLength) return tooLarge(context, stringType);
    texts.push(element.value);
  }
  return stringValue(texts.join(textAt(args, 0)), context.origin);
}

function joinFacts(args: readonly PlainValue[]): Facts {
  const [separator, ...lists] = args;
  if (separator?.kind !== 'string') return {};
  // A list of unknown length stands in as one text of which nothing is known; separators around it are not sure either.
  const first = lists[0]?.kind === 'list' ? lists[0].elements : [];
  const last = lists.at(-1);
  return textFacts(
    knownStart(first, separator.value),
    knownEnd(last?.kind === 'list' ? last.elements : [], separator.value),
  );
}

function knownStart(elements: readonly Value[], separator: string): string {
  let start = '';
  for (const [position, element] of elements.entries()) {
    const glue = position === 0 ? '' : separator;
    if (element.kind !== 'string') return start + glue + prefixOf(element);
    start += glue + element.value;
  }
  return start;
}

function knownEnd(elements: readonly Value[], separator: string): string {
  let end = '';
  for (const [position, element] of elements.toReversed().entries()) {
    const glue = position === 0 ? '' : separator;
    if (element.kind !== 'string') return suffixOf(element) + glue + end;
    end = element.value + glue + end;
  }
  return end;
}

function split(args: readonly PlainValue[], context: CallContext): Value {
  const [separator, text] = [textAt(args, 0), textAt(args, 1)];
  const parts = separator === '' ? Array.from(text) : text.split(separator);
  if (parts.length > maximumElements) return tooLarge(context, listOfStrings);
  return listValue(
    parts.map((part) => stringValue(part, context.origin)),
    stringType,
    context.origin,
  );
}

/** All parts that are surely cut off before or after what is unknown, and the unknown parts between. */
function splitFacts(args: readonly PlainValue[]): Facts {
  const [separator, text] = args;
  if (separator?.kind !== 'string' || separator.value === '' || text?.kind !== 'unknown') return {};
  const start = prefixOf(text).split(separator.value);
  const end = suffixOf(text).split(separator.value);
  const sure = [...start.slice(0, -1), ...end.slice(1)].map((part) => stringValue(part, text.origin));
  if (sure.length === 0) return { length: { minimum: 1, maximum: undefined } };
  const unknown = unknownValue(stringType, text.reason, { notNull: true }, text.origin);
  return { length: { minimum: 1, maximum: undefined }, mayContain: [...sure, unknown] };
}

function substr(args: readonly PlainValue[], context: CallContext): Value {
  const offset = integerAt(args, 1);
  const length = integerAt(args, 2);
  if (offset === undefined || length === undefined) return refuse(context, message('terraform.notWholeNumber'));
  if (offset >= 0 && length === 0) return stringValue('', context.origin);
  const characters = graphemesOf(textAt(args, 0));
  const start = offset < 0 ? Math.max(0, characters.length + offset) : offset;
  // With an offset from the end, a length of 0 means the rest too: a peculiarity of Terraform's.
  const taken = length <= 0 ? characters.slice(start) : characters.slice(start, start + length);
  return stringValue(taken.join(''), context.origin);
}

function dropEnd(text: string, length: number): string {
  return text.slice(0, text.length - length);
}
