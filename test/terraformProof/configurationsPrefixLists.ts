// Prefix lists with their entries inside, and entries outside of them.
// Called by configurationsRules.ts.
import { block } from './configurationsBlocks.ts';
import { collectionToRepeat, repetition } from './configurationsRepetition.ts';
import type { MadeResource } from './configurationsResource.ts';
import { simple } from './configurationsShapes.ts';
import type { TermScope } from './configurationsTerms.ts';
import { term, withNames } from './configurationsTerms.ts';

/** How deep the expressions of arguments are nested. */
const depth = 2;

/** A list, which rules made later may name. */
export function prefixListResource(scope: TermScope, name: string): MadeResource {
  const { random } = scope;
  const repeated = repetition(scope);
  const inner = repeated.scope;
  const family = random.oneIn(4) ? 'cidr6' : 'cidr4';
  const written = [
    `name = "list"`,
    `address_family = "${family === 'cidr4' ? 'IPv4' : 'IPv6'}"`,
    'max_entries = 20',
    ...(random.oneIn(8) ? [] : entries(inner, family)),
  ];
  return {
    text: block('resource', ['aws_ec2_managed_prefix_list', name], [...repeated.lines, ...written]),
    override: block('resource', ['aws_ec2_managed_prefix_list', name], entries(inner, family)),
    names: repeated.references(`aws_ec2_managed_prefix_list.${name}`, [['id', simple('prefixList'), true]]),
  };
}

/** An entry of the list that `list` names. */
export function prefixListEntry(scope: TermScope, name: string, list: string): MadeResource {
  const repeated = repetition(scope);
  const lines = [`prefix_list_id = ${list}`, ...entryArguments(repeated.scope, 'cidr4')];
  return {
    text: block('resource', ['aws_ec2_managed_prefix_list_entry', name], [...repeated.lines, ...lines]),
    override: block('resource', ['aws_ec2_managed_prefix_list_entry', name], entryArguments(repeated.scope, 'cidr4')),
    names: [],
  };
}

function entries(scope: TermScope, family: 'cidr4' | 'cidr6'): readonly string[] {
  const { random } = scope;
  const written = Array.from({ length: random.below(3) }, () => block('entry', [], entryArguments(scope, family)));
  return written.length > 0 && random.oneIn(2) ? written : [...written, dynamicEntry(scope, family)];
}

function dynamicEntry(scope: TermScope, family: 'cidr4' | 'cidr6'): string {
  const { text, element, key, unknown } = collectionToRepeat(scope);
  const inner = withNames(scope, [
    { text: 'entry.key', shape: key, unknown },
    { text: 'entry.value', shape: element, unknown },
    { text: 'entry.value', shape: element, unknown },
  ]);
  const content = block('content', [], entryArguments(inner, family));
  return block('dynamic', ['entry'], [`for_each = ${text}`, content]);
}

function entryArguments(scope: TermScope, family: 'cidr4' | 'cidr6'): readonly string[] {
  const description = scope.random.oneIn(3) ? ['description = "entry"'] : [];
  return [`cidr = ${term(scope, simple(family), depth).text}`, ...description];
}
