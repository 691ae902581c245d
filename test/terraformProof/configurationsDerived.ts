// The ingress that Portcullis derives from the same files, in process: resource instances, and what the forms make of them.
// Called by configurationsProof.ts and by the replay of what was recorded.
import type { IngressRule, Ports, Protocol, Source } from '../../server/src/aws/ingressRule.ts';
import { forms, networkAclForms, prefixListForms, serviceForms } from '../../server/src/aws/forms/index.ts';
import type { NetworkAclEntry } from '../../server/src/aws/networkAcl.ts';
import type { PrefixListEntry } from '../../server/src/aws/prefixLists.ts';
import type { ServiceRule } from '../../server/src/aws/serviceRule.ts';
import { resourceInstances } from '../../server/src/terraform/expand.ts';
import type { ResourceInstance } from '../../server/src/terraform/expand.ts';
import { allInstances } from '../../server/src/terraform/moduleInstance.ts';
import { worldOfFiles } from '../support/world.ts';
import type { Configuration } from './configurations.ts';

/** One of several values in a rule; `unknown` where it cannot be known, or depends on what cannot be known. */
export interface DerivedSource {
  readonly means: 'cidrs' | 'cidrs6' | 'prefixLists' | 'groups' | 'self';
  readonly text: string;
  readonly unknown: boolean;
}

export interface DerivedRule {
  /** Undefined where it is unknown. */
  readonly protocol: string | undefined;
  readonly ports: string | undefined;
  readonly sources: readonly DerivedSource[];
  /** Of entries of network ACLs; the number is undefined and the action `unknown` where they are. */
  readonly entry?: { readonly number: number | undefined; readonly action: string };
  /** Whether the rule is there for sure. */
  readonly sure: boolean;
}

/** Stands for protocol and ports where there are none. */
export const listEntry = 'entry of a list';

export interface DerivedResource {
  /** As Terraform prints it. */
  readonly address: string;
  readonly sure: boolean;
  readonly rules: readonly DerivedRule[];
}

/** Every managed resource instance of a configuration, those without ingress among them. */
export function derivedOf({ files }: Pick<Configuration, 'files'>): readonly DerivedResource[] {
  const absolute = new Map(Object.entries(files).map(([path, text]) => [`/w/${path}`, text]));
  const { root } = worldOfFiles(absolute, '/w');
  return allInstances(root).instances.flatMap((instance) =>
    instance.module.resources
      .filter(({ mode }) => mode === 'managed')
      .flatMap((resource) => resourceInstances(instance, resource))
      .map((resource): DerivedResource => {
        return { address: resource.address, sure: resource.existence.kind === 'exists', rules: rulesOf(resource) };
      }),
  );
}

function rulesOf(resource: ResourceInstance): readonly DerivedRule[] {
  const isMeant = ({ resourceType }: { readonly resourceType: string }): boolean =>
    resourceType === resource.resource.type;
  return [
    ...(forms.find(isMeant)?.rules(resource) ?? []).map(derivedRule),
    ...(networkAclForms.find(isMeant)?.entries(resource) ?? []).map(derivedAclEntry),
    ...(serviceForms.find(isMeant)?.rules(resource) ?? []).map(derivedServiceRule),
    ...(prefixListForms.find(isMeant)?.entries(resource) ?? []).map(derivedListEntry),
  ];
}

function derivedAclEntry(entry: NetworkAclEntry): DerivedRule {
  return { ...derivedRule(entry), entry: { number: entry.number, action: entry.action } };
}

/** Networks that are not written are the service's to choose, and unknown to a plan. */
function derivedServiceRule(rule: ServiceRule): DerivedRule {
  const derived = derivedRule(rule);
  if (rule.omission === undefined) return derived;
  const chosen = { means: 'cidrs', text: '', unknown: true } as const;
  return { ...derived, sources: [...derived.sources, chosen] };
}

function derivedListEntry({ source, conditions, uncertain }: PrefixListEntry): DerivedRule {
  return {
    protocol: listEntry,
    ports: listEntry,
    sources: [derivedSource(source)],
    // Of several networks that the one written may be, each makes an entry of its own.
    sure: [...conditions, ...source.conditions].length === 0 && (uncertain ?? source.uncertain) === undefined,
  };
}

function derivedRule({ protocol, ports, sources, conditions, uncertain }: IngressRule): DerivedRule {
  return {
    protocol: protocolText(protocol),
    ports: portsText(ports),
    sources: sources.map(derivedSource),
    sure: conditions.length === 0 && uncertain === undefined,
  };
}

function protocolText(protocol: Protocol): string | undefined {
  switch (protocol.kind) {
    case 'unknown':
      return undefined;
    case 'other':
      return String(protocol.number);
    case 'invalid':
      return `invalid ${protocol.text}`;
    case 'tcp':
    case 'udp':
    case 'icmp':
    case 'icmpv6':
    case 'all':
    case 'missing':
      return protocol.kind;
  }
}

function portsText(ports: Ports): string | undefined {
  switch (ports.kind) {
    case 'unknown':
      return undefined;
    case 'range':
      return `${ports.from}-${ports.to}`;
    case 'icmp':
      return `type ${ports.type} code ${ports.code}`;
    case 'all':
    case 'missing':
    case 'invalid':
      return ports.kind;
  }
}

function derivedSource(source: Source): DerivedSource {
  const means = meaningOf(source);
  const unsure = source.conditions.length > 0 || source.uncertain !== undefined;
  switch (source.kind) {
    case 'cidr':
    case 'invalid':
      return { means, text: source.text, unknown: unsure };
    case 'unknown':
      return { means, text: '', unknown: true };
    case 'group':
    case 'prefixList': {
      const text = source.value.kind === 'string' ? source.value.value : undefined;
      return { means, text: text ?? '', unknown: unsure || text === undefined };
    }
    case 'self':
      return { means, text: 'self', unknown: unsure };
  }
}

/** By the argument that names it, so that a network of the wrong family is seen where it is written. */
function meaningOf({ argument }: Source): DerivedSource['means'] {
  if (/^ipv6_cidr|^cidr_ipv6/.test(argument.name)) return 'cidrs6';
  if (/cidr|ip_range/.test(argument.name)) return 'cidrs';
  if (argument.name.startsWith('prefix')) return 'prefixLists';
  return argument.name === 'self' ? 'self' : 'groups';
}
