// Templates: text with values and directives in it.
// Escapes, strip markers and indentation are already settled by the parser.
// Called by evaluate.ts.
import type { Template, TemplatePart } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { distribute } from './alternatives.ts';
import { maximumTextLength, tooLarge } from './budget.ts';
import { convert } from './convert.ts';
import { chooseArm, evaluate, placeOf } from './evaluate.ts';
import { evaluateLoop } from './forExpressions.ts';
import type { Scope } from './scope.ts';
import { stringType, typeText } from './type.ts';
import type { Facts, Origin, Reason, Value } from './value.ts';
import type { PlainValue } from './values.ts';
import { errorAt, mergeOrigins, stringValue, typeOf, unknownValue } from './values.ts';

/** A template that is one interpolation and nothing else is the value itself, of any type; every other one is a string. */
export function evaluateTemplate(scope: Scope, template: Template): Value {
  const place = placeOf(scope, template.span);
  const [first] = template.parts;
  if (first === undefined) return stringValue('', [place]);
  if (template.parts.length === 1 && first.kind === 'interpolation') return evaluate(scope, first.expression);
  if (template.parts.length === 1 && first.kind === 'literal') return stringValue(first.value, [place]);
  return joinParts(scope, template.parts, place);
}

function joinParts(scope: Scope, parts: readonly TemplatePart[], place: Place): Value {
  const pieces = parts.map((part) => evaluatePart(scope, part));
  return distribute(pieces, (plain) => joinPieces(plain, parts, scope, place));
}

function evaluatePart(scope: Scope, part: TemplatePart): Value {
  const place = placeOf(scope, part.span);
  switch (part.kind) {
    case 'literal':
      // Without an origin: the whole template is named instead, once.
      return { kind: 'string', value: part.value, origin: [] };
    case 'interpolation':
      return evaluate(scope, part.expression);
    case 'if': {
      const predicate = evaluate(scope, part.condition);
      const arms = { then: joinParts(scope, part.then, place), else: joinParts(scope, part.else, place) };
      return chooseArm(scope, part.condition, predicate, arms);
    }
    case 'for':
      return evaluateLoop(
        scope,
        part,
        (inner) => joinParts(inner, part.body, place),
        (pieces) => distribute(pieces, (plain) => joinPieces(plain, [], scope, place)),
      );
  }
}

function joinPieces(pieces: readonly PlainValue[], parts: readonly TemplatePart[], scope: Scope, place: Place): Value {
  let text = '';
  let unknown: Unknown | undefined;
  for (const [position, piece] of pieces.entries()) {
    const part = parts[position];
    const converted = toText(piece, part === undefined ? place : placeOf(scope, part.span));
    if (converted.kind === 'error') return converted;
    if (converted.kind === 'unknown') {
      const prefix = text + (converted.facts.prefix ?? '');
      unknown = { prefix: unknown?.prefix ?? prefix, reason: unknown?.reason ?? converted.reason };
      text = converted.facts.suffix ?? '';
    } else if (converted.kind === 'string') text += converted.value;
    if (text.length > maximumTextLength) return tooLarge(place);
  }
  const origin = originOf(pieces, place);
  return unknown === undefined ? stringValue(text, origin) : partlyKnown(unknown, text, origin);
}

interface Unknown {
  readonly prefix: string;
  readonly reason: Reason;
}

const longestAffix = 128;

function partlyKnown(unknown: Unknown, written: string, origin: Origin): Value {
  const { reason } = unknown;
  // What stands beside the unknown part may become one character with it.
  const prefix = unknown.prefix
    .normalize('NFC')
    .slice(0, longestAffix)
    .replace(/[^\x00-\x7f]+$/, '');
  const suffix = written
    .normalize('NFC')
    .slice(-longestAffix)
    .replace(/^[^\x00-\x7f]+/, '');
  const facts: Facts = {
    notNull: true,
    ...(prefix === '' ? {} : { prefix }),
    ...(suffix === '' ? {} : { suffix }),
  };
  return unknownValue(stringType, reason, facts, origin);
}

function toText(piece: PlainValue, place: Place): Value {
  if (piece.kind === 'error') return piece;
  if (piece.kind === 'null') return errorAt(message('terraform.templateNull'), place);
  const converted = convert(piece, stringType);
  if (converted.kind !== 'error') return converted;
  return errorAt(message('terraform.templateOfWrongType', { found: typeText(typeOf(piece)) }), place);
}

/** The parts' own places first; the template's own where it adds text of its own. */
function originOf(pieces: readonly PlainValue[], place: Place): Origin {
  const ownText = pieces.some((piece) => piece.kind === 'string' && piece.origin.length === 0 && piece.value !== '');
  const origin = mergeOrigins(...pieces.map((piece) => piece.origin));
  return ownText || origin.length === 0 ? mergeOrigins(origin, [place]) : origin;
}
