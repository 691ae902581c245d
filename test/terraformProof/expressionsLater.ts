// What an unknown value may turn out to be, and whether what was said of an expression before holds then.
// Where we say more than Terraform, this is what holds us to it. Called by expressions.ts, the replay and console.ts.
import type { Value } from '../../server/src/terraform/value.ts';
import type { Answer } from './console.ts';
import { jsonText, readExactly } from './expressionsJson.ts';
import { asOlderReleases } from './expressionsReasons.ts';
import { isError, ourValue, valueText } from './expressionsWorld.ts';

/** The unknown values of the module, and what they may come to, as `locals` of the same names behind a prefix. */
const worlds = [
  { prefix: 'one_', values: { u: '"b"', u_number: '1', u_bool: 'true', u_list: 'tolist(["a", "b"])' } },
  { prefix: 'two_', values: { u: '"10.0.0.0/8"', u_number: '0', u_bool: 'false', u_list: 'tolist(["x", "x"])' } },
  { prefix: 'three_', values: { u: '"a"', u_number: '22.5', u_bool: 'true', u_list: 'tolist([""])' } },
] as const;

/** The locals that the expressions of `laterOf` name. */
export function laterLocals(): string {
  const lines = worlds.flatMap(({ prefix, values }) =>
    Object.entries(values).map(([name, text]) => `  ${prefix}${name} = ${text}\n`),
  );
  return `locals {\n${lines.join('')}}\n`;
}

/** The expression with known values in the place of unknown ones, in several ways; none where nothing in it is unknown. */
export function laterOf(expression: string): readonly string[] {
  if (!unknownName.test(expression)) return [];
  return worlds.map(({ prefix }) => expression.replace(new RegExp(unknownName, 'g'), `local.${prefix}$1`));
}

/**
 * Of the answers to what `laterOf` gives, the first that our answer to the expression has ruled out, though the plan's has not;
 * undefined where there is none.
 */
export function contradiction(expression: string, planned: Answer, later: readonly Answer[]): string | undefined {
  // The Terraform that is asked is an older one.
  const ours = [expression, asOlderReleases(expression) ?? expression].map(ourValue);
  for (const [index, answer] of later.entries()) {
    // Where Terraform refuses it as soon as all is known, there is nothing to be right about.
    if (answer.kind !== 'known') continue;
    const theirs = readExactly(answer.value);
    if (!planAdmits(planned, theirs)) continue;
    if (ours.some((value) => value !== undefined && !isError(value) && admits(value, theirs))) continue;
    return `${answer.value} in world ${index}`;
  }
  return undefined;
}

/** Whether the plan leaves room for this. It does not always: of a set whose elements may coincide, it says how many there are. */
function planAdmits(planned: Answer, later: unknown): boolean {
  if (planned.kind === 'known') return planned.value === jsonText(later);
  if (planned.kind !== 'unknown') return true;
  return isFilledIn(readExactly(planned.value), readExactly(planned.unknown), later);
}

/** Whether what is unknown in one value is all that tells it from the other. */
function isFilledIn(known: unknown, unknown: unknown, later: unknown): boolean {
  if (unknown === true) return true;
  if (Array.isArray(known)) {
    if (!Array.isArray(later) || later.length !== known.length) return false;
    return known.every((element, index) =>
      isFilledIn(element, Array.isArray(unknown) ? unknown[index] : false, later[index]),
    );
  }
  if (!isRecord(known)) return jsonText(known) === jsonText(later);
  if (!isRecord(later)) return false;
  const names = new Set([...Object.keys(known), ...(isRecord(unknown) ? Object.keys(unknown) : [])]);
  return (
    Object.keys(later).length === names.size &&
    [...names].every((name) => isFilledIn(known[name], isRecord(unknown) ? unknown[name] : false, later[name]))
  );
}

const unknownName = /\blocal\.(u(?:_number|_bool|_list)?)\b/;

/** Whether a value may turn out to be this one. */
function admits(value: Value, theirs: unknown): boolean {
  switch (value.kind) {
    case 'string':
    case 'number':
    case 'bool':
    case 'null':
      return valueText(value) === jsonText(theirs);
    case 'list':
    case 'tuple':
      return (
        Array.isArray(theirs) &&
        theirs.length === value.elements.length &&
        value.elements.every((element, index) => admits(element, theirs[index]))
      );
    case 'set':
      return (
        Array.isArray(theirs) &&
        theirs.length <= value.elements.length &&
        value.elements.every((element) => theirs.some((their) => admits(element, their))) &&
        theirs.every((their) => value.elements.some((element) => admits(element, their)))
      );
    case 'map':
    case 'object': {
      if (!isRecord(theirs) || Object.keys(theirs).length !== value.entries.size) return false;
      return [...value.entries].every(([key, inner]) => Object.hasOwn(theirs, key) && admits(inner, theirs[key]));
    }
    case 'unknown':
      return admitsUnknown(value, theirs);
    case 'oneOf':
      return value.alternatives.some((alternative) => admits(alternative.value, theirs));
    case 'error':
      return false;
  }
}

function admitsUnknown({ facts, type }: Extract<Value, { kind: 'unknown' }>, theirs: unknown): boolean {
  const { notNull, prefix, suffix, length, contains, mayContain, attributes } = facts;
  if (theirs === null) return notNull !== true;
  const text = jsonText(theirs);
  if (!hasKind(type.kind, text)) return false;
  if (prefix !== undefined && !text.startsWith(JSON.stringify(prefix).slice(0, -1))) return false;
  if (suffix !== undefined && !text.endsWith(JSON.stringify(suffix).slice(1))) return false;
  const members = Array.isArray(theirs) ? theirs : isRecord(theirs) ? Object.values(theirs) : undefined;
  if (length !== undefined && members !== undefined) {
    if (members.length < length.minimum || members.length > (length.maximum ?? Infinity)) return false;
  }
  if (members !== undefined) {
    if (contains?.every((member) => members.some((their) => admits(member, their))) === false) return false;
    if (mayContain !== undefined && !members.every((their) => mayContain.some((member) => admits(member, their))))
      return false;
  }
  if (attributes === undefined) return true;
  return isRecord(theirs) && [...attributes].every(([name, inner]) => admits(inner, theirs[name]));
}

function hasKind(kind: Extract<Value, { kind: 'unknown' }>['type']['kind'], text: string): boolean {
  switch (kind) {
    case 'dynamic':
      return true;
    case 'string':
      return text.startsWith('"');
    case 'bool':
      return text === 'true' || text === 'false';
    case 'number':
      return /^[-\d]/.test(text);
    case 'list':
    case 'set':
    case 'tuple':
      return text.startsWith('[');
    case 'map':
    case 'object':
      return text.startsWith('{');
  }
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
