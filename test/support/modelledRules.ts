// What the models make of the module calls of a fixture, one line of text for each rule.
import assert from 'node:assert/strict';
import type { IngressRule, Source } from '../../server/src/aws/ingressRule.ts';
import { modelledRules } from '../../server/src/aws/modules/index.ts';
import { allInstances } from '../../server/src/terraform/moduleInstance.ts';
import { worldOf } from './world.ts';

/** Asserts the rules of the calls in a fixture, each as `module.a tcp 22-22 from 0.0.0.0/0 self`; `if`, `?`: it may not be there. */
export function checkModelledRules(fixture: string, ...expected: readonly string[]): void {
  const { left } = allInstances(worldOf(fixture).root);
  const rules = left.flatMap((call) => modelledRules(call) ?? assert.fail(`no model knows module.${call.call.name}`));
  assert.deepEqual(rules.map(textOf), expected);
}

function textOf({ address, protocol, ports, sources, conditions, uncertain }: IngressRule): string {
  const range = ports.kind === 'range' ? `${ports.from}-${ports.to}` : ports.kind;
  const when = conditions.map(({ text, holds }) => ` if ${holds ? '' : 'not '}${text}`).join('');
  const from = sources.map((source) => ` ${sourceText(source)}`).join('');
  return `${address} ${protocol.kind} ${range} from${from}${when}${uncertain === undefined ? '' : ' ?'}`;
}

function sourceText(source: Source): string {
  const doubt = source.uncertain === undefined ? '' : '?';
  const when = source.conditions.map(({ text, holds }) => `(if ${holds ? '' : 'not '}${text})`).join('');
  return `${source.kind === 'cidr' || source.kind === 'invalid' ? source.text : source.kind}${doubt}${when}`;
}
