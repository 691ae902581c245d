// The way from a rule to the text that decides one of its sources.
// It looks only; where the way is lost, its ends are named.
// Called by judge.ts, judgeConfiguration.ts and the checks.
import type { Argument, CidrSource, Source } from '../aws/ingressRule.ts';
import { stepAt, trace, writtenAt } from '../terraform/trace.ts';
import type { Trace } from '../terraform/trace.ts';
import type { Origin } from '../terraform/value.ts';
import type { Place } from '../text.ts';

/**
 * The way to the deciding text. Of several texts that decide a value, as separator and list do in `split`, the one that holds the
 * range. A network of a prefix list is reached through the list and its entry.
 */
export function traceSource(source: CidrSource): Trace {
  const { argument, origin, text, listed } = source;
  if (listed === undefined) return traceText(argument, origin, text);
  const toList = traceText(argument, listed.list, '');
  const inList = traceText(listed.argument, origin, text);
  const entry = stepAt(listed.argument.scope.instance, inList.narrowest);
  return { narrowest: toList.narrowest, steps: [...toList.steps, entry, ...inList.steps] };
}

/** Where an argument brings a source, whatever kind it is: its own text where that is written there. */
export function placeOfSource(source: Source): Place {
  const text = source.kind === 'cidr' || source.kind === 'invalid' ? source.text : '';
  // An empty text is in every other one; its quotes are not.
  return traceText(source.argument, source.origin, text === '' ? '""' : text).narrowest;
}

function traceText(argument: Argument, origin: Origin, text: string): Trace {
  const { scope, expression } = argument;
  const [only, ...others] = origin;
  if (only !== undefined && others.length === 0) return trace(scope, expression, only);
  const ways = origin.map((place) => trace(scope, expression, place));
  const holdsRange = ({ narrowest, steps }: Trace): boolean =>
    writtenAt(scope.instance, steps.at(-1)?.place ?? narrowest).includes(text);
  return ways.find(holdsRange) ?? ways[0] ?? { narrowest: { path: scope.path, span: expression.span }, steps: [] };
}
