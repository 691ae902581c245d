// Powers of doubles as Go computes them (its math.Pow), because JavaScript's `**` differs in the last digits.
// Called by number.ts.

/** `base` to the power of `exponent`; NaN where there is none. */
export function power(base: number, exponent: number): number {
  if (exponent === 0 || base === 1) return 1;
  if (exponent === 1) return base;
  if (base === 0 || !Number.isFinite(base) || !Number.isFinite(exponent)) return base ** exponent;
  if (Math.abs(exponent) === 0.5) return exponent > 0 ? Math.sqrt(base) : 1 / Math.sqrt(base);
  let whole = Math.trunc(Math.abs(exponent));
  let fraction = Math.abs(exponent) - whole;
  if (fraction !== 0 && base < 0) return NaN;
  if (whole >= 2 ** 63) {
    if (base === -1) return 1;
    return Math.abs(base) < 1 === exponent > 0 ? 0 : Infinity;
  }
  let result: Scaled = { mantissa: 1, exponent: 0 };
  if (fraction !== 0) {
    if (fraction > 0.5) {
      fraction -= 1;
      whole += 1;
    }
    result = { mantissa: Math.exp(fraction * Math.log(base)), exponent: 0 };
  }
  result = timesPower(result, scaledOf(base), BigInt(whole));
  return exponent < 0 ? scale(1 / result.mantissa, -result.exponent) : scale(result.mantissa, result.exponent);
}

/** `mantissa * 2 ** exponent`. */
interface Scaled {
  readonly mantissa: number;
  readonly exponent: number;
}

/** `result * base ** count` by repeated squaring, in the order in which Go multiplies. */
function timesPower(result: Scaled, base: Scaled, count: bigint): Scaled {
  let { mantissa, exponent } = result;
  let square = base.mantissa;
  let squareExponent = base.exponent;
  for (let rest = count; rest !== 0n; rest >>= 1n) {
    // Nothing but overflow or underflow can come of this.
    if (Math.abs(squareExponent) > 4096) return { mantissa, exponent: exponent + squareExponent };
    if ((rest & 1n) === 1n) {
      mantissa *= square;
      exponent += squareExponent;
    }
    square *= square;
    squareExponent *= 2;
    if (square < 0.5) {
      square += square;
      squareExponent -= 1;
    }
  }
  return { mantissa, exponent };
}

/** A number as a mantissa from 0.5 up to 1 and a power of two. */
function scaledOf(value: number): Scaled {
  let exponent = Math.max(-1022, Math.floor(Math.log2(Math.abs(value))) + 1);
  let mantissa = value / 2 ** exponent;
  while (Math.abs(mantissa) >= 1) {
    mantissa /= 2;
    exponent += 1;
  }
  while (Math.abs(mantissa) < 0.5) {
    mantissa *= 2;
    exponent -= 1;
  }
  return { mantissa, exponent };
}

function scale(value: number, exponent: number): number {
  // In two steps, because the power alone may be out of a double's range.
  const half = Math.trunc(exponent / 2);
  return value * 2 ** half * 2 ** (exponent - half);
}
