// Arithmetic, comparison, equality and logic.
// `&&` and `||` go by Terraform 1.12 and later: one side that decides is enough, whatever the other is.
// Called by evaluate.ts.
import type { BinaryOperation, BinaryOperator, UnaryOperation } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { distributeOne, distributePair } from './alternatives.ts';
import type { BigFloat } from './bigFloat.ts';
import { add, compare, divide, multiply, negate, remainder, subtract } from './bigFloat.ts';
import { convert } from './convert.ts';
import { equals } from './equality.ts';
import { evaluate, placeOf } from './evaluate.ts';
import type { Scope } from './scope.ts';
import type { Type } from './type.ts';
import { boolType, numberType, typeText } from './type.ts';
import type { Origin, Value } from './value.ts';
import type { PlainValue } from './values.ts';
import {
  boolValue,
  errorAt,
  firstProblem,
  mergeOrigins,
  numberValue,
  reasonWithin,
  typeOf,
  unknownValue,
} from './values.ts';

/** `left operator right`. */
export function evaluateBinary(scope: Scope, expression: BinaryOperation): Value {
  const { operator } = expression;
  const place = placeOf(scope, expression.span);
  const left = evaluate(scope, expression.left);
  const right = evaluate(scope, expression.right);
  return distributePair(left, right, (a, b) => {
    const origin = originOf([a, b], place);
    switch (operator) {
      case '==':
      case '!=':
        return equality(operator, a, b, origin);
      case '&&':
      case '||':
        return logic(operator, a, b, { place, origin });
      case '+':
      case '-':
      case '*':
      case '/':
      case '%':
      case '<':
      case '<=':
      case '>':
      case '>=':
        return numeric(operator, a, b, { place, origin });
    }
  });
}

/** `-operand` and `!operand`. */
export function evaluateUnary(scope: Scope, expression: UnaryOperation): Value {
  const { operator } = expression;
  const place = placeOf(scope, expression.span);
  return distributeOne(evaluate(scope, expression.operand), (plain) => {
    const operand = toOperand(plain, operator === '-' ? numberType : boolType, operator, place);
    // `-1` is one number to its reader, sign and all.
    const origin = expression.operand.kind === 'number' ? [place] : originOf([plain], place);
    switch (operand.kind) {
      case 'number':
        return numberValue(negate(operand.value), origin);
      case 'bool':
        return boolValue(!operand.value, origin);
      case 'null':
        return errorAt(message('terraform.operandNull', { operator }), place);
      case 'unknown':
        return unknownValue(operand.type, operand.reason, { notNull: true }, origin);
      case 'string':
      case 'list':
      case 'set':
      case 'tuple':
      case 'map':
      case 'object':
      case 'oneOf':
      case 'error':
        return operand;
    }
  });
}

interface Context {
  readonly place: Place;
  readonly origin: Origin;
}

type EqualityOperator = Extract<BinaryOperator, '==' | '!='>;
type LogicOperator = Extract<BinaryOperator, '&&' | '||'>;
type NumericOperator = Exclude<BinaryOperator, EqualityOperator | LogicOperator>;

function equality(operator: EqualityOperator, a: PlainValue, b: PlainValue, origin: Origin): Value {
  const error = [a, b].find((value) => value.kind === 'error');
  if (error !== undefined) return error;
  const answer = equals(a, b);
  if (answer !== 'unknown') return boolValue((answer === 'equal') === (operator === '=='), origin);
  const reason = reasonWithin(a) ??
    reasonWithin(b) ?? { message: message('terraform.dependsOnCondition'), place: origin[0] };
  return unknownValue(boolType, reason, { notNull: true }, origin);
}

function logic(operator: LogicOperator, left: PlainValue, right: PlainValue, { place, origin }: Context): Value {
  const controlling = operator === '||';
  const a = left.kind === 'error' ? left : toOperand(left, boolType, operator, place);
  const b = right.kind === 'error' ? right : toOperand(right, boolType, operator, place);
  // A side that is no bool at all is a mistake, whatever the other side says; a side that failed is not looked at.
  if (a.kind === 'error' && left.kind !== 'error') return a;
  if (b.kind === 'error' && right.kind !== 'error') return b;
  if (isBool(a, controlling) || isBool(b, controlling)) return boolValue(controlling, origin);
  const error = [a, b].find((value) => value.kind === 'error');
  if (error !== undefined) return error;
  if (a.kind === 'null' || b.kind === 'null') {
    return operator === '&&'
      ? boolValue(false, origin)
      : errorAt(message('terraform.operandNull', { operator }), place);
  }
  const unknown = firstProblem([a, b]);
  if (unknown !== undefined) return unknownValue(boolType, unknown.reason, { notNull: true }, origin);
  return boolValue(!controlling, origin);
}

function isBool(value: Value, wanted: boolean): boolean {
  return value.kind === 'bool' && value.value === wanted;
}

function numeric(operator: NumericOperator, left: PlainValue, right: PlainValue, { place, origin }: Context): Value {
  const a = toOperand(left, numberType, operator, place);
  const b = toOperand(right, numberType, operator, place);
  const problem = firstProblem([a, b]);
  if (problem?.kind === 'error') return problem;
  if (a.kind === 'null' || b.kind === 'null') return errorAt(message('terraform.operandNull', { operator }), place);
  if (problem !== undefined) {
    return unknownValue(isComparison(operator) ? boolType : numberType, problem.reason, { notNull: true }, origin);
  }
  if (a.kind !== 'number' || b.kind !== 'number') return errorAt(message('terraform.operandNull', { operator }), place);
  return compute(operator, a.value, b.value, { place, origin });
}

function compute(operator: NumericOperator, a: BigFloat, b: BigFloat, { place, origin }: Context): Value {
  switch (operator) {
    case '<':
      return boolValue(compare(a, b) < 0, origin);
    case '<=':
      return boolValue(compare(a, b) <= 0, origin);
    case '>':
      return boolValue(compare(a, b) > 0, origin);
    case '>=':
      return boolValue(compare(a, b) >= 0, origin);
    case '+':
      return numberOrError(add(a, b), { place, origin });
    case '-':
      return numberOrError(subtract(a, b), { place, origin });
    case '*':
      return numberOrError(multiply(a, b), { place, origin });
    case '/':
      return numberOrError(divide(a, b), { place, origin });
    case '%':
      return numberOrError(remainder(a, b), { place, origin });
  }
}

function numberOrError(value: BigFloat | undefined, { place, origin }: Context): Value {
  return value === undefined ? errorAt(message('terraform.notCalculable'), place) : numberValue(value, origin);
}

function isComparison(operator: NumericOperator): boolean {
  return operator.startsWith('<') || operator.startsWith('>');
}

function toOperand(value: PlainValue, type: Type, operator: string, place: Place): Value {
  const converted = convert(value, type);
  if (converted.kind !== 'error' || value.kind === 'error') return converted;
  const values = { operator, needed: typeText(type), found: typeText(typeOf(value)) };
  return errorAt(message('terraform.operandOfWrongType', values), place);
}

function originOf(values: readonly Value[], place: Place): Origin {
  const merged = mergeOrigins(...values.map((value) => value.origin));
  return merged.length > 0 ? merged : [place];
}
