// The way from a rule to the text that decides one of its sources.
// It looks only; where the way is lost, its ends are named.
// Called by judge.ts, judgeConfiguration.ts and the checks.
import type { Argument, CidrSource, Source } from '../aws/ingressRule.ts';
import { trace } from '../terraform/trace.ts';
import type { Trace } from '../terraform/trace.ts';
import type { Origin } from '../terraform/value.ts';
import type { Place } from '../text.ts';

/**
 * The way to the deciding text. Of several texts that decide a value, as separator and list do in `split`, the one that holds the
 * range. A network of a prefix list is reached through the list and its entry.
 */
export function traceSource(source: CidrSource, textAt: (place: Place) => string): Trace {
  const { argument, origin, text, listed } = source;
  if (listed === undefined) return traceText(argument, origin, text, textAt);
  const toList = traceText(argument, listed.list, '', textAt);
  const inList = traceText(listed.argument, origin, text, textAt);
  const entry = { place: inList.narrowest, text: textAt(inList.narrowest) };
  return { narrowest: toList.narrowest, steps: [...toList.steps, entry, ...inList.steps] };
}

/** Where an argument brings a source, whatever kind it is: its own text where that is written there. */
export function placeOfSource({ argument, origin }: Source): Place {
  return traceText(argument, origin, '', () => '').narrowest;
}

function traceText(argument: Argument, origin: Origin, text: string, textAt: (place: Place) => string): Trace {
  const { scope, expression } = argument;
  const ways = origin.map((place) => trace(scope, expression, place));
  const holdsRange = ({ narrowest, steps }: Trace): boolean => (steps.at(-1)?.text ?? textAt(narrowest)).includes(text);
  return ways.find(holdsRange) ?? ways[0] ?? { narrowest: { path: scope.path, span: expression.span }, steps: [] };
}
