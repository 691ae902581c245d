// Numbers as the verbs of `format` write them, exactly as Go does for its big numbers.
// Called by format.ts.
import type { BigFloat } from '../bigFloat.ts';
import { hasMinus, toDecimalText } from '../bigFloat.ts';
import type { FloatMode, IntegerMode, Verb } from './formatSpecification.ts';

/** A whole number by one of `%b %d %o %x %X`. */
export function formatInteger(value: bigint, mode: IntegerMode, verb: Verb): string {
  const sign = value < 0n ? '-' : verb.plus ? '+' : verb.space ? ' ' : '';
  const digits = digitsOf(value < 0n ? -value : value, mode);
  const prefix = verb.sharp ? prefixes[mode] : '';
  if (digits === '0' && verb.precision === 0) return '';
  const precise = digits.padStart(verb.precision ?? 0, '0');
  const width = (verb.width ?? 0) - sign.length - prefix.length;
  if (verb.minus) return (sign + prefix + precise).padEnd(verb.width ?? 0);
  if (verb.zero && verb.precision === undefined) return sign + prefix + precise.padStart(width, '0');
  return (sign + prefix + precise).padStart(verb.width ?? 0);
}

/** Any number by one of `%e %E %f %g %G`. */
export function formatFloat(value: BigFloat, mode: FloatMode, verb: Verb): string {
  const isInfinite = value.kind === 'infinite';
  const sign = hasMinus(value) ? '-' : verb.plus || (isInfinite && !verb.space) ? '+' : verb.space ? ' ' : '';
  const body = isInfinite ? 'Inf' : floatDigits(value, mode, verb.precision);
  const width = verb.width ?? 0;
  if (verb.zero && !isInfinite) return sign + body.padStart(width - sign.length, '0');
  if (verb.minus) return (sign + body).padEnd(width);
  return (sign + body).padStart(width);
}

/** A number as `%v` writes it: the shortest decimal, with an exponent where it is large or small. */
export function formatShortest(value: BigFloat): string {
  if (value.kind === 'infinite') return value.negative ? '-Inf' : '+Inf';
  return (hasMinus(value) ? '-' : '') + general(shortestDecimal(value), undefined);
}

type Finite = Extract<BigFloat, { kind: 'finite' }>;

/** 0.digits * 10 ** point. No digits for 0. */
interface Decimal {
  readonly digits: string;
  readonly point: number;
}

const prefixes: Readonly<Record<IntegerMode, string>> = { b: '0b', d: '', o: '0', x: '0x', X: '0X' };

function digitsOf(magnitude: bigint, mode: IntegerMode): string {
  switch (mode) {
    case 'b':
      return magnitude.toString(2);
    case 'd':
      return magnitude.toString();
    case 'o':
      return magnitude.toString(8);
    case 'x':
      return magnitude.toString(16);
    case 'X':
      return magnitude.toString(16).toUpperCase();
  }
}

function floatDigits(value: Finite, mode: FloatMode, precision: number | undefined): string {
  switch (mode) {
    case 'f':
      return fixed(rounded(exactDecimal(value), { after: precision ?? 6 }), precision ?? 6);
    case 'e':
      return exponential(rounded(exactDecimal(value), { total: (precision ?? 6) + 1 }), precision ?? 6);
    case 'E':
      return floatDigits(value, 'e', precision).toUpperCase();
    case 'g': {
      if (precision === undefined) return general(shortestDecimal(value), undefined);
      const total = precision === 0 ? 1 : precision;
      return general(rounded(exactDecimal(value), { total }), total);
    }
    case 'G':
      return floatDigits(value, 'g', precision).toUpperCase();
  }
}

function general(decimal: Decimal, precision: number | undefined): string {
  const { digits, point } = decimal;
  const exponent = digits === '' ? 0 : point - 1;
  // Where few digits are left after rounding, more of them are written out before an exponent is used.
  const wanted = precision ?? 6;
  const limit = precision !== undefined && wanted > digits.length && digits.length >= point ? digits.length : wanted;
  if (digits !== '' && (exponent < -4 || exponent >= limit)) return exponential(decimal, digits.length - 1);
  return fixed(decimal, Math.max(digits.length - point, 0));
}

function fixed({ digits, point }: Decimal, places: number): string {
  const whole = point > 0 ? digits.slice(0, point).padEnd(point, '0') : '0';
  if (places === 0) return whole === '' ? '0' : whole;
  const fraction = point >= 0 ? digits.slice(point) : '0'.repeat(-point) + digits;
  return `${whole === '' ? '0' : whole}.${fraction.slice(0, places).padEnd(places, '0')}`;
}

function exponential({ digits, point }: Decimal, places: number): string {
  const exponent = digits === '' ? 0 : point - 1;
  const fraction = digits.slice(1, places + 1).padEnd(places, '0');
  const sign = exponent < 0 ? '-' : '+';
  const first = digits === '' ? '0' : digits.charAt(0);
  return `${first}${places > 0 ? '.' : ''}${fraction}e${sign}${Math.abs(exponent).toString().padStart(2, '0')}`;
}

function shortestDecimal(value: Finite): Decimal {
  const text = toDecimalText(value).replace('-', '');
  const [whole = '', fraction = ''] = text.split('.');
  return normalized(whole + fraction, whole.length);
}

/** Every digit of a binary number: it always has an end. */
function exactDecimal(value: Finite): Decimal {
  const magnitude = value.mantissa < 0n ? -value.mantissa : value.mantissa;
  if (value.exponent >= 0) {
    const digits = (magnitude << BigInt(value.exponent)).toString();
    return normalized(digits, digits.length);
  }
  const digits = (magnitude * 5n ** BigInt(-value.exponent)).toString();
  return normalized(digits, digits.length + value.exponent);
}

function normalized(digits: string, point: number): Decimal {
  const leading = /^0*/.exec(digits)?.[0].length ?? 0;
  const trimmed = digits.slice(leading).replace(/0+$/, '');
  return trimmed === '' ? { digits: '', point: 0 } : { digits: trimmed, point: point - leading };
}

/** Keeps so many digits, in all or after the point, rounding half to even. */
function rounded({ digits, point }: Decimal, keep: { readonly total: number } | { readonly after: number }): Decimal {
  const count = 'total' in keep ? keep.total : point + keep.after;
  if (count >= digits.length) return { digits, point };
  if (count < 0) return { digits: '', point: 0 };
  const rest = digits.slice(count);
  const isHalf = rest === '5';
  const lastIsOdd = count > 0 && Number(digits.charAt(count - 1)) % 2 === 1;
  const up = isHalf ? lastIsOdd : rest.charAt(0) >= '5';
  if (!up) return normalized(digits.slice(0, count), point);
  const raised = (BigInt(`0${digits.slice(0, count)}`) + 1n).toString().padStart(count, '0');
  return normalized(raised, point + raised.length - count);
}
