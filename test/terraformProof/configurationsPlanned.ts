// The ingress that a plan would create, taken out of `terraform show -json`. What the plan does not know is `'?'`.
// https://developer.hashicorp.com/terraform/internals/json-format#plan-representation
// Called by configurationsPlan.ts; the answers recorded for the tests have this shape.

export const unknownMark = '?';

export type Known<Data> = Data | typeof unknownMark;

/** One rule as the plan has it; what is null or empty is left out. */
export interface PlannedRule {
  readonly protocol?: string;
  readonly from?: Known<number>;
  readonly to?: Known<number>;
  readonly cidrs?: Known<readonly string[]>;
  readonly cidrs6?: Known<readonly string[]>;
  readonly prefixLists?: Known<readonly string[]>;
  readonly groups?: Known<readonly string[]>;
  readonly self?: Known<true>;
  /** Of entries of network ACLs. */
  readonly number?: Known<number>;
  readonly action?: Known<string>;
  /** An entry of a prefix list, which has neither protocol nor ports. */
  readonly isListEntry?: true;
  /** Of a service, which fills in the networks that are not written. */
  readonly isOfService?: true;
}

/** The rules of every resource of the plan, by address; none for one that opens nothing, `'?'` where that is left open. */
export type Planned = Readonly<Record<string, Known<readonly PlannedRule[]>>>;

/** What the resources below an address come to, by the rest of their addresses. */
export function plannedOf(plan: unknown, prefix: string): Planned {
  const planned: Record<string, Known<readonly PlannedRule[]>> = {};
  for (const change of listIn(plan, 'resource_changes')) {
    const address = textIn(change, 'address');
    if (!address.startsWith(prefix) || textIn(change, 'mode') !== 'managed') continue;
    const after = memberOf(memberOf(change, 'change'), 'after');
    const unknown = memberOf(memberOf(change, 'change'), 'after_unknown');
    planned[address.slice(prefix.length)] = rulesOf(textIn(change, 'type'), { after, unknown });
  }
  return planned;
}

/** A value of the plan, and which parts of it are unknown. */
interface Half {
  readonly after: unknown;
  readonly unknown: unknown;
}

function rulesOf(type: string, resource: Half): Known<readonly PlannedRule[]> {
  switch (type) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return inlineRules(part(resource, 'ingress'));
    case 'aws_security_group_rule': {
      const kind = known(part(resource, 'type'));
      return kind === 'egress' ? [] : kind === 'ingress' ? [ruleOf(resource, older)] : unknownMark;
    }
    case 'aws_vpc_security_group_ingress_rule':
      return [ruleOf(resource, newer)];
    case 'aws_network_acl':
    case 'aws_default_network_acl':
      return each(part(resource, 'ingress'), (entry) => entryOf(entry, inlineEntry));
    case 'aws_network_acl_rule': {
      const egress = known(part(resource, 'egress'));
      return egress === unknownMark ? unknownMark : egress === true ? [] : [entryOf(resource, outerEntry)];
    }
    case 'aws_ec2_managed_prefix_list':
      return each(part(resource, 'entry'), listEntryOf);
    case 'aws_ec2_managed_prefix_list_entry':
      return [listEntryOf(resource)];
    case 'aws_lightsail_instance_public_ports':
      return each(part(resource, 'port_info'), (rule) => ofService(ruleOf(rule, lightsail)));
    case 'aws_gamelift_fleet':
      return each(part(resource, 'ec2_inbound_permission'), (rule) => ofService(ruleOf(rule, gamelift)));
    case 'aws_medialive_input_security_group':
      return each(part(resource, 'whitelist_rules'), (rule) =>
        ofService({ ...listOf('cidrs', part(rule, 'cidr')), protocol: '-1' }),
      );
    case 'aws_eks_cluster':
      return endpointsOf(part(resource, 'vpc_config'));
    default:
      return [];
  }
}

/** The endpoint of a cluster, which is public unless the plan says otherwise. */
function endpointsOf(configuration: Half): Known<readonly PlannedRule[]> {
  const first = { after: memberOf(configuration.after, 0), unknown: memberOf(configuration.unknown, 0) };
  const isPublic = known(part(first, 'endpoint_public_access'));
  if (isPublic === unknownMark) return unknownMark;
  const networks = listOf('cidrs', part(first, 'public_access_cidrs'));
  return isPublic === false ? [] : [ofService({ ...networks, protocol: 'tcp', from: 443, to: 443 })];
}

function ofService(rule: PlannedRule): PlannedRule {
  return { ...rule, isOfService: true };
}

function inlineRules(ingress: Half): Known<readonly PlannedRule[]> {
  return each(ingress, (rule) => ruleOf(rule, inline));
}

function each(list: Half, read: (element: Half) => PlannedRule): Known<readonly PlannedRule[]> {
  const after = known(list);
  if (after === unknownMark) return unknownMark;
  if (!Array.isArray(after)) return [];
  return after.map((element: unknown, index) => read({ after: element, unknown: memberOf(list.unknown, index) }));
}

/** The provider has texts without characters where nothing is written, and sends port 0. */
function entryOf(entry: Half, names: Names & { readonly number: string; readonly action: string }): PlannedRule {
  const number = known(part(entry, names.number));
  const action = known(part(entry, names.action));
  const { cidrs, cidrs6, ...rule } = ruleOf(entry, names);
  return {
    from: 0,
    to: 0,
    ...rule,
    ...(cidrs === undefined || cidrs[0] === '' ? {} : { cidrs }),
    ...(cidrs6 === undefined || cidrs6[0] === '' ? {} : { cidrs6 }),
    ...(typeof number === 'number' || number === unknownMark ? { number } : {}),
    ...(typeof action === 'string' ? { action: action.toLowerCase() } : {}),
  };
}

function listEntryOf(entry: Half): PlannedRule {
  return { ...listOf('cidrs', part(entry, 'cidr')), isListEntry: true };
}

interface Names {
  readonly protocol: string;
  readonly cidrs: string;
  readonly cidrs6: string;
  readonly prefixLists: string;
  readonly groups: string;
}

const inline: Names = {
  protocol: 'protocol',
  cidrs: 'cidr_blocks',
  cidrs6: 'ipv6_cidr_blocks',
  prefixLists: 'prefix_list_ids',
  groups: 'security_groups',
};
const lightsail: Names = { protocol: 'protocol', cidrs: 'cidrs', cidrs6: 'ipv6_cidrs', prefixLists: '', groups: '' };
const gamelift: Names = { ...lightsail, cidrs: 'ip_range', cidrs6: '' };
const inlineEntry = {
  protocol: 'protocol',
  cidrs: 'cidr_block',
  cidrs6: 'ipv6_cidr_block',
  prefixLists: '',
  groups: '',
  number: 'rule_no',
  action: 'action',
};
const outerEntry = { ...inlineEntry, number: 'rule_number', action: 'rule_action' };
const older: Names = { ...inline, groups: 'source_security_group_id' };
const newer: Names = {
  protocol: 'ip_protocol',
  cidrs: 'cidr_ipv4',
  cidrs6: 'cidr_ipv6',
  prefixLists: 'prefix_list_id',
  groups: 'referenced_security_group_id',
};

function ruleOf(rule: Half, names: Names): PlannedRule {
  const protocol = known(part(rule, names.protocol));
  const self = known(part(rule, 'self'));
  return {
    ...(typeof protocol === 'string' ? { protocol } : {}),
    ...portOf('from', known(part(rule, 'from_port'))),
    ...portOf('to', known(part(rule, 'to_port'))),
    ...listOf('cidrs', part(rule, names.cidrs)),
    ...listOf('cidrs6', part(rule, names.cidrs6)),
    ...listOf('prefixLists', part(rule, names.prefixLists)),
    ...listOf('groups', part(rule, names.groups)),
    ...(self === unknownMark ? { self } : self === true ? { self } : {}),
  };
}

function portOf(name: 'from' | 'to', value: unknown): Pick<PlannedRule, 'from' | 'to'> {
  return typeof value === 'number' || value === unknownMark ? { [name]: value } : {};
}

function listOf(name: 'cidrs' | 'cidrs6' | 'prefixLists' | 'groups', list: Half): Partial<PlannedRule> {
  const value = known(list);
  if (value === unknownMark) return { [name]: value };
  if (typeof value === 'string') return { [name]: [value] };
  if (!Array.isArray(value) || value.length === 0) return {};
  const texts = value.map((item: unknown, index) =>
    memberOf(list.unknown, index) === true ? unknownMark : String(item),
  );
  return { [name]: texts };
}

/** The value, or that it is unknown. */
function known({ after, unknown }: Half): unknown {
  return unknown === true ? unknownMark : after;
}

function part({ after, unknown }: Half, name: string): Half {
  return { after: memberOf(after, name), unknown: memberOf(unknown, name) };
}

function memberOf(value: unknown, name: string | number): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function textIn(value: unknown, name: string): string {
  const text = memberOf(value, name);
  return typeof text === 'string' ? text : '';
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = memberOf(value, name);
  return Array.isArray(list) ? list : [];
}
