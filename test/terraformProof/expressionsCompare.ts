// Whether our answer to an expression is Terraform's, and if not, whether there is a reason.
// Called by expressions.ts and the replay.
import type { Value } from '../../server/src/terraform/value.ts';
import type { Answer } from './console.ts';
import { jsonText, readExactly } from './expressionsJson.ts';
import { reasons, asOlderReleases } from './expressionsReasons.ts';
import { isError, ourValue, typeText, valueText } from './expressionsWorld.ts';

export type Disagreement =
  | { readonly kind: 'disagreement'; readonly theirs: string; readonly ours: string }
  | { readonly kind: 'explained'; readonly why: string };

/** How our answer differs; undefined where it does not. What Terraform does not know, we may know more of. */
export function disagreement(expression: string, answer: Answer): Disagreement | undefined {
  const value = ourValue(expression);
  if (agrees(value, answer)) return undefined;
  const why = reasons.find((reason) => reason.holds(expression, answer, value))?.why;
  if (why !== undefined) return { kind: 'explained', why };
  const older = asOlderReleases(expression);
  if (older !== undefined && agrees(ourValue(older), answer)) {
    return {
      kind: 'explained',
      why: "Later releases take more: one side of && or || that decides, contains() of null, element() from a tuple's end, format() of null.",
    };
  }
  return { kind: 'disagreement', theirs: answerText(answer), ours: oursText(value) };
}

function agrees(value: Value | undefined, answer: Answer): boolean {
  if (value === undefined || isError(value)) return answer.kind === 'error';
  switch (answer.kind) {
    case 'error':
      return false;
    case 'infinite':
      return /Inf/.test(valueText(value));
    case 'known':
      return valueText(value) === answer.value && typeText(value) === answer.type;
    case 'unknown':
      return agreesInPart(value, readExactly(answer.value), readExactly(answer.unknown));
  }
}

/** Compares what Terraform knows of a value that it does not know wholly. */
function agreesInPart(value: Value, known: unknown, unknown: unknown): boolean {
  if (unknown === true) return true;
  if (value.kind === 'unknown') return isWhollyUnknown(unknown);
  // Several alternatives are as good as unknown, unless Terraform is sure.
  if (value.kind === 'oneOf') return containsTrue(unknown);
  if (!containsTrue(unknown)) return valueText(value) === jsonText(known);
  if (value.kind === 'set') return true;
  if (value.kind === 'list' || value.kind === 'tuple') {
    const { elements } = value;
    if (!Array.isArray(known) || !Array.isArray(unknown) || elements.length !== known.length) return false;
    return elements.every((element, index) => agreesInPart(element, known[index], unknown[index]));
  }
  if (value.kind !== 'map' && value.kind !== 'object') return false;
  if (!isRecord(known) || !isRecord(unknown)) return false;
  const keys = new Set([...Object.keys(known), ...Object.keys(unknown)]);
  if (keys.size !== value.entries.size) return false;
  return [...value.entries].every(
    ([key, inner]) => keys.has(key) && agreesInPart(inner, known[key] ?? null, unknown[key] ?? false),
  );
}

function isWhollyUnknown(unknown: unknown): boolean {
  if (Array.isArray(unknown)) return unknown.length > 0 && unknown.every(isWhollyUnknown);
  return unknown === true;
}

function containsTrue(unknown: unknown): boolean {
  if (Array.isArray(unknown)) return unknown.some(containsTrue);
  return isRecord(unknown) ? Object.values(unknown).some(containsTrue) : unknown === true;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function answerText(answer: Answer): string {
  switch (answer.kind) {
    case 'error':
    case 'infinite':
      return answer.kind;
    case 'known':
      return `${answer.value} of type ${answer.type}`;
    case 'unknown':
      return `${answer.value}, unknown ${answer.unknown}`;
  }
}

/** Our value for people to read. */
export function oursText(value: Value | undefined): string {
  if (value === undefined) return 'syntax error';
  return `${isError(value) ? 'error, ' : ''}${valueText(value)} of type ${typeText(value)}`;
}
