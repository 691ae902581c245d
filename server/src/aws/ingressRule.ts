// The one shape that every way of writing an ingress rule becomes.
// It says what AWS would be told; it knows nothing of severity, wording or editors.
// Made by forms/, read by checks/ and fixes/.
import type { Attribute, Block } from '../hcl/nodes.ts';
import type { Condition, Identity, Origin, Reason, Value } from '../terraform/value.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Scope } from '../terraform/scope.ts';
import type { Place } from '../text.ts';

/** One protocol and port range, with every source it is opened to. */
export interface IngressRule {
  /** The resource type it is written as: `aws_security_group`; for what a module's model tells, the module's registry address. */
  readonly form: string;
  /** As Terraform prints it: `module.web["a"].aws_security_group.x[0]`. */
  readonly address: string;
  /** The resource; the module call, as type `module`, for what a module's model tells. */
  readonly resource: ResourceInstance;
  /** What the user would point at: the header of the ingress block, the element of `ingress = [...]`, or the resource's header. */
  readonly place: Place;
  /** The innermost block that holds the rule alone (`ingress { }`, or the rule resource); undefined in `ingress = [...]`. */
  readonly block: Block | undefined;
  /** The group it belongs to: of the configuration, or by what can be known of it. */
  readonly group: Identity | undefined;
  readonly protocol: Protocol;
  readonly ports: Ports;
  readonly sources: readonly Source[];
  /** The arguments that protocol and ports are read from; undefined where one is not written. */
  readonly written: WrittenArguments;
  /** What must hold for the rule to exist as it is; empty where it exists for sure. */
  readonly conditions: readonly Condition[];
  /** Why it is not sure that the rule exists, where that is no condition (an unknown collection); otherwise undefined. */
  readonly uncertain: Reason | undefined;
}

export interface WrittenArguments {
  readonly protocol: Value | undefined;
  readonly fromPort: Value | undefined;
  readonly toPort: Value | undefined;
}

export type Protocol =
  | { readonly kind: 'tcp' }
  | { readonly kind: 'udp' }
  | { readonly kind: 'icmp' }
  | { readonly kind: 'icmpv6' }
  /** `-1`: every protocol, every port. */
  | { readonly kind: 'all' }
  /** Another IP protocol by its number; AWS ignores ports for it. */
  | { readonly kind: 'other'; readonly number: number }
  /** Required, but not written or null. */
  | { readonly kind: 'missing' }
  /** AWS will refuse it. */
  | { readonly kind: 'invalid'; readonly text: string }
  | { readonly kind: 'unknown'; readonly reason: Reason };

export type Ports =
  /** Both inclusive, 0 to 65535, `from` not above `to`. */
  | { readonly kind: 'range'; readonly from: number; readonly to: number }
  | { readonly kind: 'all' }
  /** ICMP has types and codes instead. -1 means every one. */
  | { readonly kind: 'icmp'; readonly type: number; readonly code: number }
  /** Required, but not written or null. */
  | { readonly kind: 'missing' }
  /** Reversed, out of range or no whole number: AWS will refuse it. */
  | { readonly kind: 'invalid'; readonly text: string }
  | { readonly kind: 'unknown'; readonly reason: Reason };

export type Source = CidrSource | GroupSource | SelfSource | PrefixListSource | InvalidSource | UnknownSource;

interface SourceCommon {
  /** The argument that names it: `cidr_blocks`, `cidr_ipv4`, the object item in `ingress = [...]`. */
  readonly argument: Argument;
  /** The texts that decide it, as in Value. */
  readonly origin: Origin;
  /** What must hold for this source to be in the rule, beyond the rule's own conditions. */
  readonly conditions: readonly Condition[];
  /** Why it is not sure that the source is in the rule, where that is no condition (an unknown list that may hold it). */
  readonly uncertain: Reason | undefined;
}

/** Where an argument is written: as an attribute of a block, or as an item of an object. */
export interface Argument {
  readonly name: string;
  /** The scope and expression to trace a value in. */
  readonly scope: Scope;
  readonly expression: Attribute['expression'];
}

export interface CidrSource extends SourceCommon {
  readonly kind: 'cidr';
  readonly family: 'IPv4' | 'IPv6';
  /** As the user's configuration gives it. */
  readonly text: string;
  /** 0 to 32, or 0 to 128. */
  readonly prefixLength: number;
  /** True where host bits are set (`1.2.3.4/0`): newer providers refuse that, AWS masks it. */
  readonly hostBits: boolean;
  /** Where the rule names a prefix list that holds it: the entry. Otherwise there is none. */
  readonly listed?: ListedNetwork;
}

/** The entry of a prefix list. The source's own `argument` is the rule's, which names the list. */
export interface ListedNetwork {
  /** `cidr` of the entry. */
  readonly argument: Argument;
  /** The texts that decide which list the rule names. */
  readonly list: Origin;
}

export interface GroupSource extends SourceCommon {
  readonly kind: 'group';
  readonly value: Value;
}

export interface SelfSource extends SourceCommon {
  readonly kind: 'self';
}

/** A prefix list. Networks that the configuration puts into it stand beside it as sources of their own. */
export interface PrefixListSource extends SourceCommon {
  readonly kind: 'prefixList';
  readonly value: Value;
}

/** Text that is no network: Terraform or AWS will refuse it. */
export interface InvalidSource extends SourceCommon {
  readonly kind: 'invalid';
  readonly text: string;
}

/** A source that cannot be known; `mayBeOpen` is false where a fact rules that out (it ends in `/32`, it is a VPC's range). */
export interface UnknownSource extends SourceCommon {
  readonly kind: 'unknown';
  readonly reason: Reason;
  readonly mayBeOpen: boolean;
}
