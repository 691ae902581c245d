// Numbers as Terraform has them: binary floats, rounded half to even, and the two infinities. What is written has 512 bits; what
// Terraform counts has 64, what it computes in doubles 53, and of two operands the more exact one decides.
// It never touches a JavaScript double but to hand one out, because `0.1 + 0.2 == 0.3` is true in Terraform.
// Called by operators, conversion and the functions on numbers.

/**
 * A number: `mantissa * 2 ** exponent`, the mantissa odd (or 0 with exponent 0), so that equal numbers of one precision are deeply
 * equal. `bits` is that precision where it is less than 512; it shows in quotients and in text only. `minus` is the minus of a
 * negative zero, which shows in text only.
 */
export type BigFloat =
  | {
      readonly kind: 'finite';
      readonly mantissa: bigint;
      readonly exponent: number;
      readonly bits?: number;
      readonly minus?: true;
    }
  | { readonly kind: 'infinite'; readonly negative: boolean };

/** 0. */
export const zero: Finite = { kind: 'finite', mantissa: 0n, exponent: 0 };

/** Bits of the mantissa of what is written in a configuration, as in Terraform. */
export const precision = 512;

const integerBits = 64;
const doubleBits = 53;

const longestText = 10_000;

/** The infinity of a sign. */
export function infinity(negative: boolean): BigFloat {
  return { kind: 'infinite', negative };
}

/** The number of a whole number. A double that is not whole is taken exactly; NaN is taken as 0. */
export function fromInteger(value: number | bigint): BigFloat {
  if (typeof value === 'bigint') return finite(value, 0, Math.max(integerBits, bitLength(magnitude(value))));
  if (value >= 0 && value < 0x4000_0000 && Number.isInteger(value) && !Object.is(value, -0))
    return smallFinite(value, { bits: integerBits });
  if (Number.isInteger(value)) return finite(BigInt(value), 0, integerBits);
  return fromDouble(value);
}

/**
 * The number of a decimal text: an optional sign, digits, fraction and exponent, or `Inf`. Undefined for all else, and for
 * exponents past ten thousand digits, which nobody writes and which would take long.
 */
export function parseBigFloat(text: string): BigFloat | undefined {
  if (smallNumber.test(text)) return smallFinite(Number(text), {});
  const infinite = /^([+-]?)[Ii]nf$/.exec(text);
  if (infinite !== null) return infinity(infinite[1] === '-');
  const match = /^([+-]?)(\d*)(?:\.(\d*))?(?:[eE]([+-]?\d+))?$/.exec(text);
  if (match === null || text.length > longestText) return undefined;
  const fraction = match[3] ?? '';
  const digits = (match[2] ?? '') + fraction;
  if (digits === '') return undefined;
  const exponent = Number(match[4] ?? '0') - fraction.length;
  if (Math.abs(exponent) > longestText) return undefined;
  const mantissa = BigInt(digits) * (match[1] === '-' ? -1n : 1n);
  if (mantissa === 0n) return signedZero(zero, match[1] === '-');
  return exponent >= 0 ? finite(mantissa * 10n ** BigInt(exponent), 0) : fromRatio(mantissa, 10n ** BigInt(-exponent));
}

/** What nearly every number is: a port, a count, a length. */
const smallNumber = /^\d{1,9}$/;

/** A whole number of at most 31 bits, without arithmetic of any size. */
function smallFinite(value: number, precise: { readonly bits?: number }): BigFloat {
  if (value === 0) return { kind: 'finite', mantissa: 0n, exponent: 0, ...precise };
  const zeros = 31 - Math.clz32(value & -value);
  return { kind: 'finite', mantissa: BigInt(value >> zeros), exponent: zeros, ...precise };
}

/** The shortest decimal text that reads back as the same number, never with an exponent; `+Inf`, `-Inf` for infinities. */
export function toDecimalText(value: BigFloat): string {
  if (value.kind === 'infinite') return value.negative ? '-Inf' : '+Inf';
  const minus = hasMinus(value) ? '-' : '';
  const whole = magnitude(value.mantissa);
  const bits = bitsOf(value);
  if (value.exponent >= 0 && bitLength(whole) + value.exponent <= bits) {
    return minus + (whole << BigInt(value.exponent)).toString();
  }
  const { digits, point } = shortestDigits(whole, value.exponent, bits);
  if (point <= 0) return `${minus}0.${'0'.repeat(-point)}${digits}`;
  if (point >= digits.length) return minus + digits + '0'.repeat(point - digits.length);
  return `${minus}${digits.slice(0, point)}.${digits.slice(point)}`;
}

/** The number a double stands for, exactly; NaN is taken as 0. */
export function fromDouble(value: number): BigFloat {
  if (value === Infinity || value === -Infinity) return infinity(value < 0);
  if (Number.isNaN(value)) return zero;
  if (value === 0) return signedZero({ ...zero, bits: doubleBits }, Object.is(value, -0));
  let exponent = 0;
  let scaled = value;
  while (!Number.isInteger(scaled)) {
    scaled *= 2;
    exponent -= 1;
  }
  return finite(BigInt(scaled), exponent, doubleBits);
}

/** The quotient of two whole numbers, rounded once; by 0 an infinity, and 0 / 0 is 0. */
export function fromRatio(numerator: bigint, denominator: bigint, bits = precision): BigFloat {
  if (denominator === 0n) return numerator === 0n ? zero : infinity(numerator < 0n);
  if (numerator === 0n) return zero;
  const negative = numerator < 0n !== denominator < 0n;
  const top = magnitude(numerator);
  const bottom = magnitude(denominator);
  // Two bits more than needed; what is left over after the division decides ties and is folded into the last bit.
  const shift = Math.max(0, bits + 2 + bitLength(bottom) - bitLength(top));
  const dividend = top << BigInt(shift);
  const quotient = dividend / bottom;
  const sticky = dividend % bottom === 0n ? 0n : 1n;
  const mantissa = (quotient << 1n) | sticky;
  return finite(negative ? -mantissa : mantissa, -shift - 1, bits);
}

/** The number as a double where it is a whole number that a double holds without loss, else undefined. */
export function toInteger(value: BigFloat): number | undefined {
  if (value.kind === 'finite' && value.exponent >= 0 && value.exponent <= 20) {
    const mantissa = Number(value.mantissa);
    if (mantissa >= -0xffff_ffff && mantissa <= 0xffff_ffff) return mantissa * 2 ** value.exponent;
  }
  const whole = toBigInt(value);
  if (whole === undefined || whole > BigInt(Number.MAX_SAFE_INTEGER) || whole < -BigInt(Number.MAX_SAFE_INTEGER)) {
    return undefined;
  }
  return Number(whole);
}

/** The number where it is whole, of any size, else undefined. */
export function toBigInt(value: BigFloat): bigint | undefined {
  if (value.kind === 'infinite' || value.exponent < 0) return undefined;
  return value.mantissa << BigInt(value.exponent);
}

/** The nearest double; too large is an infinity. */
export function toDouble(value: BigFloat): number {
  if (value.kind === 'infinite') return value.negative ? -Infinity : Infinity;
  if (value.mantissa === 0n) return hasMinus(value) ? -0 : 0;
  const length = bitLength(magnitude(value.mantissa));
  if (length <= 53) return scale(Number(value.mantissa), value.exponent);
  // 64 bits, the last of them holding whether anything was cut off, then one rounding by Number.
  const cut = Math.max(0, length - 64);
  const whole = magnitude(value.mantissa);
  const kept = whole >> BigInt(cut);
  const sticky = kept << BigInt(cut) === whole ? 0n : 1n;
  const rounded = Number(kept | sticky);
  return scale(value.mantissa < 0n ? -rounded : rounded, value.exponent + cut);
}

/** -1, 0 or 1. */
export function compare(a: BigFloat, b: BigFloat): number {
  if (a.kind === 'infinite' || b.kind === 'infinite') return sign(rank(a) - rank(b));
  const exponent = Math.min(a.exponent, b.exponent);
  const left = a.mantissa << BigInt(a.exponent - exponent);
  const right = b.mantissa << BigInt(b.exponent - exponent);
  return left < right ? -1 : left > right ? 1 : 0;
}

/** `-a`. */
export function negate(a: BigFloat): BigFloat {
  if (a.kind === 'infinite') return infinity(!a.negative);
  if (a.mantissa === 0n) return signedZero(a, a.minus !== true);
  return { ...a, mantissa: -a.mantissa };
}

/** `a + b`; undefined where infinities cancel out, which Terraform refuses. */
export function add(a: BigFloat, b: BigFloat): BigFloat | undefined {
  if (a.kind === 'infinite') return b.kind === 'infinite' && a.negative !== b.negative ? undefined : a;
  if (b.kind === 'infinite') return b;
  if (isZero(a) && isZero(b)) return hasMinus(a) && hasMinus(b) ? a : zero;
  const exponent = Math.min(a.exponent, b.exponent);
  const sum = (a.mantissa << BigInt(a.exponent - exponent)) + (b.mantissa << BigInt(b.exponent - exponent));
  return finite(sum, exponent, Math.max(bitsOf(a), bitsOf(b)));
}

/** `a - b`; undefined where infinities cancel out. */
export function subtract(a: BigFloat, b: BigFloat): BigFloat | undefined {
  return add(a, negate(b));
}

/** `a * b`; undefined for 0 times infinity. */
export function multiply(a: BigFloat, b: BigFloat): BigFloat | undefined {
  if (a.kind === 'infinite' || b.kind === 'infinite') {
    return isZero(a) || isZero(b) ? undefined : infinity(isNegative(a) !== isNegative(b));
  }
  const product = a.mantissa * b.mantissa;
  if (product === 0n) return signedZero(zero, hasMinus(a) !== hasMinus(b));
  // A product is as exact as it must be, though no more than 512 bits.
  const bits = Math.max(bitsOf(a), bitsOf(b), bitLength(magnitude(product)));
  return finite(product, a.exponent + b.exponent, Math.min(bits, precision));
}

/** `a / b`: by 0 an infinity; undefined for 0 / 0 and for infinity by infinity. */
export function divide(a: BigFloat, b: BigFloat): BigFloat | undefined {
  if (a.kind === 'infinite') return b.kind === 'infinite' ? undefined : infinity(a.negative !== isNegative(b));
  if (b.kind === 'infinite') return zero;
  if (isZero(b)) return isZero(a) ? undefined : infinity(hasMinus(a) !== hasMinus(b));
  if (isZero(a)) return signedZero(a, hasMinus(a) !== hasMinus(b));
  const quotient = fromRatio(a.mantissa, b.mantissa, Math.max(bitsOf(a), bitsOf(b)));
  if (quotient.kind === 'infinite') return quotient;
  return { ...quotient, exponent: isZero(quotient) ? 0 : quotient.exponent + a.exponent - b.exponent };
}

/** `a % b`, with the sign of `a`. By 0 it is `a`, as in Terraform; undefined for infinities. */
export function remainder(a: BigFloat, b: BigFloat): BigFloat | undefined {
  if (a.kind === 'infinite' || b.kind === 'infinite') return undefined;
  if (isZero(b) || isZero(a)) return a;
  const quotient = divide(a, b);
  if (quotient === undefined || quotient.kind === 'infinite') return undefined;
  const times = truncate(quotient);
  if (times.kind === 'infinite') return undefined;
  // Every step is rounded to the precision of the left side.
  const whole = finite(times.mantissa, times.exponent, bitsOf(a));
  if (whole.kind === 'infinite') return undefined;
  return subtract(a, finite(b.mantissa * whole.mantissa, b.exponent + whole.exponent, bitsOf(a)));
}

/** Without its fraction. */
export function truncate(a: BigFloat): BigFloat {
  if (a.kind === 'infinite' || a.exponent >= 0) return a;
  const whole = magnitude(a.mantissa) >> BigInt(-a.exponent);
  return finite(a.mantissa < 0n ? -whole : whole, 0, bitsOf(a));
}

/** The greatest whole number that is not greater. */
export function floor(a: BigFloat): BigFloat {
  if (a.kind === 'infinite' || a.exponent >= 0) return a;
  return finite(a.mantissa >> BigInt(-a.exponent), 0, bitsOf(a));
}

/** The least whole number that is not less. */
export function ceiling(a: BigFloat): BigFloat {
  const down = floor(negate(a));
  return isZero(down) ? down : negate(down);
}

/** Whether it is 0. */
export function isZero(a: BigFloat): boolean {
  return a.kind === 'finite' && a.mantissa === 0n;
}

/** Whether it is less than 0. */
export function isNegative(a: BigFloat): boolean {
  return a.kind === 'infinite' ? a.negative : a.mantissa < 0n;
}

/** Whether it is written with a minus: it is less than 0, or the negative zero. */
export function hasMinus(a: BigFloat): boolean {
  return isNegative(a) || (a.kind === 'finite' && a.minus === true);
}

/** Bits of a whole number that is not negative; 0 for 0. */
export function bitLength(value: bigint): number {
  if (value < 0x1_0000_0000n) return 32 - Math.clz32(Number(value));
  const hexadecimal = value.toString(16);
  return (hexadecimal.length - 1) * 4 + (32 - Math.clz32(parseInt(hexadecimal.charAt(0), 16)));
}

/** `mantissa * 2 ** exponent`, rounded to so many bits and brought to the one form that each number has. */
export function finite(mantissa: bigint, exponent: number, bits = precision): BigFloat {
  const less = bits < precision ? { bits } : {};
  if (mantissa === 0n) return { kind: 'finite', mantissa, exponent: 0, ...less };
  const whole = magnitude(mantissa);
  const excess = bitLength(whole) - bits;
  const rounded = excess > 0 ? roundHalfEven(whole, excess) : whole;
  const zeros = trailingZeros(rounded);
  const odd = rounded >> BigInt(zeros);
  return {
    kind: 'finite',
    mantissa: mantissa < 0n ? -odd : odd,
    exponent: exponent + Math.max(0, excess) + zeros,
    ...less,
  };
}

/** A whole number without its sign. */
export function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

function roundHalfEven(whole: bigint, cut: number): bigint {
  const kept = whole >> BigInt(cut);
  const rest = whole - (kept << BigInt(cut));
  const half = 1n << BigInt(cut - 1);
  if (rest > half || (rest === half && (kept & 1n) === 1n)) return kept + 1n;
  return kept;
}

function trailingZeros(whole: bigint): number {
  if ((whole & 1n) === 1n) return 0;
  const lowest = whole & -whole;
  return bitLength(lowest) - 1;
}

function scale(value: number, exponent: number): number {
  // Two steps, because 2 ** 1100 is already infinite where the product is not.
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}

type Finite = Extract<BigFloat, { kind: 'finite' }>;

function signedZero({ bits }: Finite, minus: boolean): BigFloat {
  const precise = bits === undefined ? {} : { bits };
  return { kind: 'finite', mantissa: 0n, exponent: 0, ...precise, ...(minus ? { minus } : {}) };
}

function bitsOf(value: BigFloat): number {
  return (value.kind === 'finite' ? value.bits : undefined) ?? precision;
}

function rank(value: BigFloat): number {
  if (value.kind === 'finite') return 0;
  return value.negative ? -1 : 1;
}

function sign(value: number): number {
  return value < 0 ? -1 : value > 0 ? 1 : 0;
}

interface Digits {
  readonly digits: string;
  /** How many of the digits stand before the decimal point; negative for zeros after it. */
  readonly point: number;
}

/** Steele and White's digit generation, on `whole * 2 ** exponent` seen as a number of so many bits. */
function shortestDigits(whole: bigint, exponent: number, bits: number): Digits {
  const shift = bits - bitLength(whole);
  const mantissa = whole << BigInt(shift);
  const unit = exponent - shift;
  const even = (mantissa & 1n) === 0n;
  // The next number above and below a power of two are taken to be equally far, as Go takes them.
  let rest = mantissa * 2n;
  let denominator = 2n;
  let half = 1n;
  if (unit >= 0) {
    rest <<= BigInt(unit);
    half <<= BigInt(unit);
  } else denominator <<= BigInt(-unit);
  let point = Math.ceil((bits + unit - 1) * Math.LOG10E * Math.LN2 - 1e-9);
  if (point >= 0) denominator *= 10n ** BigInt(point);
  else {
    const power = 10n ** BigInt(-point);
    rest *= power;
    half *= power;
  }
  // The estimate is at most one too small.
  if (even ? rest + half >= denominator : rest + half > denominator) {
    denominator *= 10n;
    point += 1;
  }
  let digits = '';
  for (let count = 0; count < bits; count++) {
    rest *= 10n;
    half *= 10n;
    const digit = rest / denominator;
    rest %= denominator;
    const low = even ? rest <= half : rest < half;
    const high = even ? rest + half >= denominator : rest + half > denominator;
    if (!low && !high) digits += digit.toString();
    else {
      const twice = rest * 2n;
      const up = low && high ? twice > denominator || (twice === denominator && (digit & 1n) === 1n) : high;
      return { digits: digits + (up ? digit + 1n : digit).toString(), point };
    }
  }
  return { digits, point };
}
