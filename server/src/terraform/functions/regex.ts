// `regex`, `regexall` and `replace`, on an engine with Go's syntax and its promise of linear time.
import { RE2JS } from 're2js';
import { message } from '../../messages.ts';
import type { Message } from '../../messages.ts';
import { maximumElements, maximumTextLength } from '../budget.ts';
import type { Type } from '../type.ts';
import { dynamicType, stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { listValue, nullValue, objectValue, stringValue, tupleValue } from '../values.ts';
import { textAt } from './arguments.ts';
import { attempt } from './attempt.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse, tooLarge } from './function.ts';

const pattern = { name: 'pattern', type: stringType } as const;
const subject = { name: 'string', type: stringType } as const;

export const regexFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/regex */
  regex: { parameters: [pattern, subject], result: regexType, refuses: refusedPattern, call: regex },
  /** https://developer.hashicorp.com/terraform/language/functions/regexall */
  regexall: {
    parameters: [pattern, subject],
    result: (args) => ({ kind: 'list', element: regexType(args) }),
    refuses: refusedPattern,
    call: regexAll,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/replace */
  replace: {
    parameters: [
      { name: 'str', type: stringType },
      { name: 'substr', type: stringType },
      { name: 'replace', type: stringType },
    ],
    result: stringType,
    call: replace,
  },
};

/** The text of a group; undefined where the group took no part in the match. */
type Group = string | undefined;

interface Match {
  readonly start: number;
  readonly end: number;
  readonly whole: string;
  readonly groups: readonly Group[];
}

interface Pattern {
  readonly compiled: RE2JS;
  /** The name of each group, in order; undefined for those without. */
  readonly names: readonly (string | undefined)[];
}

/** Longest pattern, and largest product of its size and the text's length. Past them it would take more than a moment. */
const maximumPatternLength = 2000;
const maximumWork = 50_000_000;

function refusedPattern([written]: readonly PlainValue[]): Message | undefined {
  if (written?.kind !== 'string' || written.value.length > maximumPatternLength) return undefined;
  const found = compile(written.value);
  if (found === undefined) return message('terraform.notRegex', { pattern: written.value });
  return resultType(found) === undefined ? message('terraform.mixedGroups') : undefined;
}

function regex(args: readonly PlainValue[], context: CallContext): Value {
  if (textAt(args, 0).length > maximumPatternLength) return tooLarge(context, dynamicType);
  const found = compile(textAt(args, 0));
  if (found === undefined) return refuse(context, message('terraform.notRegex', { pattern: textAt(args, 0) }));
  const type = resultType(found);
  if (type === undefined) return refuse(context, message('terraform.mixedGroups'));
  const text = textAt(args, 1);
  if (isTooMuch(found, text)) return tooLarge(context, type);
  const [match] = matchesOf(found, text, 1);
  return match === undefined ? refuse(context, message('terraform.noMatch')) : matchValue(found, match, context);
}

function regexAll(args: readonly PlainValue[], context: CallContext): Value {
  if (textAt(args, 0).length > maximumPatternLength) return tooLarge(context, dynamicType);
  const found = compile(textAt(args, 0));
  if (found === undefined) return refuse(context, message('terraform.notRegex', { pattern: textAt(args, 0) }));
  const type = resultType(found);
  if (type === undefined) return refuse(context, message('terraform.mixedGroups'));
  const text = textAt(args, 1);
  if (isTooMuch(found, text)) return tooLarge(context, { kind: 'list', element: type });
  const matches = matchesOf(found, text, maximumElements + 1);
  if (matches.length > maximumElements) return tooLarge(context, { kind: 'list', element: type });
  return listValue(
    matches.map((match) => matchValue(found, match, context)),
    type,
    context.origin,
  );
}

function replace(args: readonly PlainValue[], context: CallContext): Value {
  const [text, part, replacement] = [textAt(args, 0), textAt(args, 1), textAt(args, 2)];
  const isPattern = part.length > 1 && part.startsWith('/') && part.endsWith('/');
  if (!isPattern) return replaceText(text, part, replacement, context);
  if (part.length > maximumPatternLength) return tooLarge(context, stringType);
  const found = compile(part.slice(1, -1));
  if (found === undefined) return refuse(context, message('terraform.notRegex', { pattern: part.slice(1, -1) }));
  if (isTooMuch(found, text)) return tooLarge(context, stringType);
  let result = '';
  let end = 0;
  for (const match of matchesOf(found, text, maximumTextLength)) {
    result += text.slice(end, match.start) + expand(found, match, replacement);
    end = match.end;
    if (result.length > maximumTextLength) return tooLarge(context, stringType);
  }
  return stringValue(result + text.slice(end), context.origin);
}

function replaceText(text: string, part: string, replacement: string, context: CallContext): Value {
  const pieces = part === '' ? ['', ...Array.from(text), ''] : text.split(part);
  const length = text.length + (pieces.length - 1) * replacement.length;
  if (length > maximumTextLength) return tooLarge(context, stringType);
  // Between the two ends of an empty text there is one place, not two.
  if (part === '' && text === '') return stringValue(replacement, context.origin);
  return stringValue(pieces.join(replacement), context.origin);
}

function compile(source: string): Pattern | undefined {
  const compiled = attempt(() => RE2JS.compile(source)) ?? attempt(() => RE2JS.compile(withDistinctNames(source)));
  if (compiled === undefined) return undefined;
  const byName = new Map(
    Object.entries(compiled.namedGroups()).map(([name, position]) => [position, name.replace(/__again\d+$/, '')]),
  );
  const names = Array.from({ length: compiled.groupCount() }, (_, position) => byName.get(position + 1));
  return { compiled, names };
}

/** Terraform's engine takes two groups of one name, and the last of them counts; ours does not. */
function withDistinctNames(source: string): string {
  const met = new Set<string>();
  return source.replace(/\\[^]|\(\?P?<(\w+)>/g, (written, name?: string) => {
    if (name === undefined || !met.has(name)) {
      if (name !== undefined) met.add(name);
      return written;
    }
    met.add(`${name}__again${met.size}`);
    return `(?P<${name}__again${met.size - 1}>`;
  });
}

function isTooMuch({ compiled }: Pattern, text: string): boolean {
  return compiled.programSize() * text.length > maximumWork;
}

/** Matches from the left; an empty one right behind another does not count, as in Go. */
function matchesOf({ compiled, names }: Pattern, text: string, most: number): readonly Match[] {
  const matcher = compiled.matcher(text);
  const matches: Match[] = [];
  let previousEnd = -1;
  while (matches.length < most && matcher.find()) {
    const [start, end] = [matcher.start(), matcher.end()];
    if (start === end && start === previousEnd) continue;
    previousEnd = end;
    const groups = names.map((_, position): Group => matcher.group(position + 1) ?? undefined);
    matches.push({ start, end, whole: text.slice(start, end), groups });
  }
  return matches;
}

/** What a match comes to: a text, a tuple of groups or an object of named ones. Undefined where groups are mixed. */
function resultType({ names }: Pattern): Type | undefined {
  if (names.length === 0) return stringType;
  const named = names.filter((name) => name !== undefined);
  if (named.length === 0) return { kind: 'tuple', elements: names.map(() => stringType) };
  if (named.length < names.length) return undefined;
  return { kind: 'object', attributes: new Map(named.map((name) => [name, stringType])) };
}

function regexType(args: readonly PlainValue[]): Type {
  const [first] = args;
  const isShort = first?.kind === 'string' && first.value.length <= maximumPatternLength;
  const found = isShort ? compile(first.value) : undefined;
  return (found === undefined ? undefined : resultType(found)) ?? dynamicType;
}

function matchValue({ names }: Pattern, match: Match, context: CallContext): Value {
  if (names.length === 0) return stringValue(match.whole, context.origin);
  const groups = match.groups.map((group) => {
    return group === undefined ? nullValue(stringType, context.origin) : stringValue(group, context.origin);
  });
  if (names[0] === undefined) return tupleValue(groups, context.origin);
  return objectValue(
    groups.map((group, position) => [names[position] ?? '', group] as const),
    context.origin,
  );
}

/** `$1`, `$name` and `${name}` stand for groups, `$$` for a dollar sign; a name is as long as can be. */
function expand({ names }: Pattern, match: Match, replacement: string): string {
  return replacement.replace(
    /\$(?:\$|([0-9A-Za-z_]+)|\{([0-9A-Za-z_]+)\})/g,
    (written, bare?: string, braced?: string) => {
      const name = bare ?? braced;
      if (name === undefined) return written === '$$' ? '$' : written;
      if (!/^\d+$/.test(name)) return match.groups[names.indexOf(name)] ?? '';
      return (name === '0' ? match.whole : match.groups[Number(name) - 1]) ?? '';
    },
  );
}
