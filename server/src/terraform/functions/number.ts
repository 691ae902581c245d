// The functions on numbers.
import { message } from '../../messages.ts';
import type { BigFloat } from '../bigFloat.ts';
import {
  add,
  ceiling,
  compare,
  floor,
  fromDouble,
  isNegative,
  isZero,
  negate,
  toBigInt,
  toDouble,
  truncate,
  zero,
} from '../bigFloat.ts';
import { convert } from '../convert.ts';
import { dynamicType, numberType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { numberValue } from '../values.ts';
import { elementsAt, elementsOf, integerAt, mayBe, numberAt, textAt } from './arguments.ts';
import type { CallContext, FunctionFamily, TerraformFunction } from './function.ts';
import { refuse } from './function.ts';
import { power } from './power.ts';

const number = { name: 'num', type: numberType } as const;

export const numberFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/abs */
  abs: mapNumber((value) => withoutMinus(isNegative(value) ? negate(value) : value)),
  /** https://developer.hashicorp.com/terraform/language/functions/ceil */
  ceil: mapNumber((value) => withoutMinus(ceiling(value))),
  /** https://developer.hashicorp.com/terraform/language/functions/floor */
  floor: mapNumber((value) => withoutMinus(floor(value))),
  /** https://developer.hashicorp.com/terraform/language/functions/log */
  log: {
    parameters: [number, { name: 'base', type: numberType }],
    result: numberType,
    call: (args, context) => {
      const [value, base] = [toDouble(numberAt(args, 0)), toDouble(numberAt(args, 1))];
      return ofDouble(Math.log(value) / Math.log(base), context);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/max */
  max: pickNumber((a, b) => compare(a, b) > 0),
  /** https://developer.hashicorp.com/terraform/language/functions/min */
  min: pickNumber((a, b) => compare(a, b) < 0),
  /** https://developer.hashicorp.com/terraform/language/functions/parseint */
  parseint: {
    parameters: [
      { name: 'number', type: dynamicType },
      { name: 'base', type: numberType },
    ],
    result: numberType,
    refuses: ([text]) => (mayBe(text, 'string') ? undefined : message('terraform.needsText')),
    call: parseInteger,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/pow */
  pow: {
    parameters: [number, { name: 'power', type: numberType }],
    result: numberType,
    call: (args, context) => ofDouble(power(toDouble(numberAt(args, 0)), toDouble(numberAt(args, 1))), context),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/signum */
  signum: {
    parameters: [number],
    result: numberType,
    call: (args, context) => {
      const value = numberAt(args, 0);
      if (compare(truncate(value), value) !== 0 || !isInt64(value))
        return refuse(context, message('terraform.notWholeNumber'));
      return numberValue(compare(value, zero), context.origin);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/sum */
  sum: {
    parameters: [{ name: 'list', type: dynamicType }],
    result: numberType,
    refuses: ([list]) => (mayBe(list, 'list', 'tuple', 'set') ? undefined : message('terraform.notSequence')),
    call: sum,
  },
};

function withoutMinus(value: BigFloat): BigFloat {
  return isZero(value) ? zero : value;
}

/** Terraform takes whole numbers of 64 bits here. */
function isInt64(value: BigFloat): boolean {
  const whole = toBigInt(value);
  return whole !== undefined && BigInt.asIntN(64, whole) === whole;
}

function mapNumber(change: (value: BigFloat) => BigFloat): TerraformFunction {
  return {
    parameters: [number],
    result: numberType,
    call: (args, context) => numberValue(change(numberAt(args, 0)), context.origin),
  };
}

function pickNumber(isBetter: (a: BigFloat, b: BigFloat) => boolean): TerraformFunction {
  return {
    parameters: [],
    variadic: { name: 'numbers', type: numberType },
    result: numberType,
    call: (args, context) => {
      if (args.length === 0) return refuse(context, message('terraform.tooFewArguments'));
      const numbers = args.map((_, position) => numberAt(args, position));
      return numberValue(
        numbers.reduce((best, value) => (isBetter(value, best) ? value : best)),
        context.origin,
      );
    },
  };
}

/** Terraform computes these in double precision too. */
function ofDouble(value: number, context: CallContext): Value {
  return Number.isNaN(value)
    ? refuse(context, message('terraform.notCalculable'))
    : numberValue(fromDouble(value), context.origin);
}

function parseInteger(args: readonly PlainValue[], context: CallContext): Value {
  const base = integerAt(args, 1);
  if (args[0]?.kind !== 'string') return refuse(context, message('terraform.needsText'));
  if (base === undefined || base < 2 || base > 62) return refuse(context, message('terraform.baseOutOfRange'));
  const match = /^([+-]?)([0-9A-Za-z]{1,1000})$/.exec(textAt(args, 0));
  let value = 0n;
  for (const digit of match?.[2] ?? '') {
    const digitValue = valueOfDigit(digit, base);
    if (digitValue >= base) return refuse(context, message('terraform.notInteger', { text: textAt(args, 0), base }));
    value = value * BigInt(base) + BigInt(digitValue);
  }
  if (match === null) return refuse(context, message('terraform.notInteger', { text: textAt(args, 0), base }));
  return numberValue(match[1] === '-' ? -value : value, context.origin);
}

/** Up to base 36 both cases of a letter are the same digit; above, capitals follow the small letters. */
function valueOfDigit(digit: string, base: number): number {
  if (digit <= '9') return Number(digit);
  const isCapital = digit <= 'Z';
  const position = digit.toLowerCase().charCodeAt(0) - 97 + 10;
  return isCapital && base > 36 ? position + 26 : position;
}

function sum(args: readonly PlainValue[], context: CallContext): Value {
  const elements = elementsOf(args[0]);
  if (elements === undefined) return refuse(context, message('terraform.notSequence'));
  let total: BigFloat | undefined;
  for (const element of elementsAt(args, 0)) {
    const value = convert(element, numberType);
    if (value.kind === 'error') return refuse(context, value.reason.message);
    if (value.kind !== 'number') return refuse(context, message('terraform.nullElement'));
    total = total === undefined ? value.value : add(total, value.value);
    if (total === undefined) return refuse(context, message('terraform.notCalculable'));
  }
  return total === undefined ? refuse(context, message('terraform.emptyList')) : numberValue(total, context.origin);
}
