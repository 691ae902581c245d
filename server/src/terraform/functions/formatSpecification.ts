// Reads the first argument of `format`: literal text and verbs such as `%05.1f` or `%[2]s`.
// It formats nothing.
// Called by format.ts.

/** A format, taken apart. */
export type FormatPart = { readonly kind: 'text'; readonly text: string } | Verb;

/** One verb. */
export interface Verb {
  readonly kind: 'verb';
  readonly mode: VerbMode;
  readonly plus: boolean;
  readonly minus: boolean;
  readonly space: boolean;
  readonly sharp: boolean;
  readonly zero: boolean;
  /** In characters; undefined where none is written. */
  readonly width: number | undefined;
  readonly precision: number | undefined;
  /** Which argument, from 0. */
  readonly argument: number;
  /** As written, for messages. */
  readonly text: string;
}

export type VerbMode = 'v' | 't' | 's' | 'q' | IntegerMode | FloatMode;
export type IntegerMode = 'b' | 'd' | 'o' | 'x' | 'X';
export type FloatMode = 'e' | 'E' | 'f' | 'g' | 'G';

/** The parts in order; a text where the format is not one, which is the offending piece. */
export function parseFormat(format: string): readonly FormatPart[] | string {
  const parts: FormatPart[] = [];
  let next = 0;
  let end = 0;
  for (const match of format.matchAll(verbPattern)) {
    const before = format.slice(end, match.index);
    if (before !== '') parts.push({ kind: 'text', text: before });
    end = match.index + match[0].length;
    const mode = match.groups?.['mode'];
    if (mode === '%' && match[0] === '%%') parts.push({ kind: 'text', text: '%' });
    else {
      if (!isMode(mode)) return match[0] === '' ? '%' : match[0];
      const verb = verbOf(match, mode, next);
      parts.push(verb);
      next = verb.argument + 1;
    }
  }
  const rest = format.slice(end);
  if (rest !== '') parts.push({ kind: 'text', text: rest });
  return parts;
}

// Every `%` is matched, whatever follows: what is no verb lacks a mode.
const verbPattern =
  /%(?:(?<flags>[-+ 0#]*)(?<width>[1-9]\d*)?(?:\.(?<precision>0|[1-9]\d*)?(?<dot>))?(?:\[(?<index>[1-9]\d*)\])?)(?<mode>[%A-Za-z])?/gu;

function verbOf(match: RegExpExecArray, mode: VerbMode, next: number): Verb {
  const flags = match.groups?.['flags'] ?? '';
  const precision = match.groups?.['dot'] === undefined ? undefined : (match.groups['precision'] ?? '0');
  const index = match.groups?.['index'];
  return {
    kind: 'verb',
    mode,
    plus: flags.includes('+'),
    minus: flags.includes('-'),
    space: flags.includes(' '),
    sharp: flags.includes('#'),
    zero: flags.includes('0'),
    width: numberOf(match.groups?.['width']),
    precision: numberOf(precision),
    argument: index === undefined ? next : Number(index) - 1,
    text: match[0],
  };
}

function numberOf(digits: string | undefined): number | undefined {
  return digits === undefined ? undefined : Number(digits);
}

function isMode(mode: string | undefined): mode is VerbMode {
  return mode !== undefined && 'vtsqbdoxXeEfgG'.includes(mode);
}
