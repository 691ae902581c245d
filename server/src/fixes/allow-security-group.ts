// A security group gives way to everyone: the group of the tier that calls this one.
// It answers every check that finds an open source of a group's rule. It is not offered where no group of the module stands one
// tier nearer to the outside, where the rule has no room for a group, and where the two would read each other in a circle.
// Listed in index.ts.
import type { Finding } from '../checks/check.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import { folderOf } from '../terraform/path.ts';
import { reads } from './dependencies.ts';
import { exchangeEdits, groupArgumentOf } from './exchangeSource.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import type { KnownGroup } from './groups.ts';
import { defaultVpc, groupsOf, ownGroupOf, vpcTextOf } from './groups.ts';
import type { Tier } from './groupTiers.ts';
import { callersOf, textsOfGroup, tierOfGroup, tierOfPorts } from './groupTiers.ts';
import { ruleSourceOf } from './ruleSource.ts';

/** Replaces an open network by a security group of the module, the nearest tier first. */
export const allowSecurityGroup: FixProducer = { id: 'allow-security-group', writesJson: true, propose };

/** A longer list would have to be read before it helps. */
const maximumOffers = 3;

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const from = ruleSourceOf(finding, context);
  const to = from === undefined ? undefined : groupArgumentOf(finding, from.text);
  if (from === undefined || to === undefined) return [];
  const module = context.module(folderOf(from.text.file.path));
  if (module === undefined) return [];
  return groupsFor(finding, module, context).flatMap(({ reference }): readonly Fix[] => {
    const list = exchangeEdits(from, to, reference);
    if (list === undefined) return [];
    const edits: FileEdits = new Map([[from.text.file.path, [...list]]]);
    const title = message('fixes.allowSecurityGroup', { cidr: from.source.text, group: reference });
    return [{ ...plainMend, id: allowSecurityGroup.id, title, edits: finishedEdits(edits, context), preferred: false }];
  });
}

/** The groups that would call this one, the nearest tier first. */
function groupsFor(finding: Finding, module: Module, context: FixContext): readonly KnownGroup[] {
  const own = ownGroupOf(finding.rule);
  const { resource } = finding.rule.resource;
  const reader = resource.type === 'module' ? `module.${resource.name}` : `${resource.type}.${resource.name}`;
  const candidates = groupsOf(module, context).filter(
    (group) => group.node !== own?.node && isInSameNetwork(group, own, module) && !reads(module, group.node, reader),
  );
  const wanted = tiersWanted(finding, module);
  const ranked = candidates.map((group) => ({ group, tier: tierOfGroup(module, group.node, group.name, group.texts) }));
  return wanted
    .flatMap((tier) => ranked.filter((candidate) => candidate.tier === tier).map(({ group }) => group))
    .slice(0, maximumOffers);
}

/** Login ports are for those who log in, whatever the group is; otherwise the group's own tier decides, then the ports. */
function tiersWanted({ rule }: Finding, module: Module): readonly Tier[] {
  const ofPorts = tierOfPorts(rule);
  if (ofPorts === 'login') return ['access'];
  const { resource } = rule.resource;
  const own = ownGroupOf(rule);
  const name = own?.node.split('.').at(-1) ?? resource.name;
  const texts = own === undefined ? [] : textsOfGroup({ name, body: own.body });
  const tier = ofPorts ?? (own === undefined ? undefined : tierOfGroup(module, own.node, name, texts));
  // A group that nobody can place is called by what stands at the outside, if by anything of the module.
  return tier === undefined ? ['web', 'balancer'] : callersOf(tier);
}

/** A group of another network cannot be named, unless the two are peered, and that is for the user to say. */
function isInSameNetwork({ vpc }: KnownGroup, own: ReturnType<typeof ownGroupOf>, module: Module): boolean {
  if (own === undefined || vpc === undefined) return true;
  const isCall = own.node.startsWith('module.');
  return vpc === (vpcTextOf(module, own.body) ?? (isCall ? vpc : defaultVpc));
}
