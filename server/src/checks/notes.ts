// Further places that a finding points at: where the open range comes from, which calls make the rule, what AWS makes of it.
// Called by judge.ts.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import { message } from '../messages.ts';
import { keyText } from '../terraform/address.ts';
import type { Trace } from '../terraform/trace.ts';
import type { Note } from './findingFacts.ts';

/** The calls first, then the way of the value to the text that decides, then what is odd about that text. */
export function notesOf(rule: IngressRule, source: CidrSource | undefined, traced: Trace): readonly Note[] {
  const odd = source === undefined || source.listed !== undefined ? [] : oddities(source, traced);
  return [...callNotes(rule), ...originNotes(traced), ...odd];
}

function callNotes(rule: IngressRule): readonly Note[] {
  const { callPath } = rule.resource.scope.instance;
  return callPath.map(({ place }, index) => {
    const steps = callPath.slice(0, index + 1).map(({ name, key }) => `module.${name}${keyText(key)}`);
    return { place, message: message('checks.calledBy', { address: steps.join('.') }) };
  });
}

function originNotes({ steps }: Trace): readonly Note[] {
  return steps.map(({ place, text }, index) => ({
    place,
    message: message(index === steps.length - 1 ? 'checks.comesFrom' : 'checks.passesThrough', { text }),
  }));
}

/** What newer providers refuse and AWS, or an older provider, still takes. */
function oddities(source: CidrSource, traced: Trace): readonly Note[] {
  const place = traced.steps.at(-1)?.place ?? traced.narrowest;
  const { text, family, argument } = source;
  const network = family === 'IPv4' ? '0.0.0.0/0' : '::/0';
  const notes: Note[] = [];
  if (source.hostBits) notes.push({ place, message: message('checks.hostBits', { text, network }) });
  const expected = argument.name.includes('v6') ? 'IPv6' : 'IPv4';
  if (expected !== family)
    notes.push({ place, message: message('checks.wrongFamily', { text, family, argument: argument.name }) });
  return notes;
}
