// Entries of network ACLs, inside an ACL and outside of it, as one shape.
// It judges nothing and puts nothing in order: which entry decides is a question for the checks.
// Made by the forms of network ACLs, read by checks/.
import { combine, distributeOne } from '../terraform/alternatives.ts';
import { toInteger } from '../terraform/bigFloat.ts';
import { convert } from '../terraform/convert.ts';
import { both, existsWhen } from '../terraform/existence.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import { dynamicType, numberType } from '../terraform/type.ts';
import type { Value } from '../terraform/value.ts';
import type { PlainValue } from '../terraform/values.ts';
import { nullValue, numberValue, stringValue } from '../terraform/values.ts';
import { protocolNumbers } from './ianaProtocols.ts';
import type { IngressRule } from './ingressRule.ts';
import { rulesOf } from './rules.ts';
import type { WrittenRule } from './rules.ts';

/** One entry for traffic in. It reads as a rule does; its `group` is the ACL. */
export interface NetworkAclEntry extends IngressRule {
  /** Entries with the same text are of one ACL; undefined where that cannot be known. */
  readonly acl: string | undefined;
  /** Whether it is of the ACL that AWS makes with a VPC. */
  readonly isOfDefaultAcl: boolean;
  /** The lowest decides; undefined where it cannot be known. */
  readonly number: number | undefined;
  readonly action: 'allow' | 'deny' | 'unknown';
}

/** A way of writing entries of network ACLs. */
export interface NetworkAclForm {
  /** The resource type, which is also the file's name. */
  readonly resourceType: string;
  readonly entries: (resource: ResourceInstance) => readonly NetworkAclEntry[];
}

/** An entry as its arguments come. An argument that is not written is undefined. */
export interface WrittenEntry extends WrittenRule {
  readonly acl: string | undefined;
  readonly isOfDefaultAcl: boolean;
  readonly number: Value | undefined;
  readonly action: Value | undefined;
}

/** The entries that it may be: one, unless an argument may be one of several values; none where AWS would refuse it. */
export function entriesOf(written: WrittenEntry): readonly NetworkAclEntry[] {
  const missing = nullValue(dynamicType);
  const ways = combine([convert(written.number ?? missing, numberType), written.action ?? missing]) ?? [];
  return ways.flatMap(({ values: [number = missing, given = missing], conditions }) => {
    const existence = both(written.existence, existsWhen(conditions));
    const action = actionOf(given);
    if (existence === undefined || action === undefined || number.kind === 'null') return [];
    const rules = rulesOf({ ...written, existence, protocol: written.protocol && protocolOf(written.protocol) });
    const { acl, isOfDefaultAcl } = written;
    return rules.map((rule) => ({ ...rule, acl, isOfDefaultAcl, number: numberOf(number), action }));
  });
}

/** A port that is not written is 0 for the provider. */
export function portOrZero(value: Value | undefined): Value {
  return distributeOne(value ?? nullValue(dynamicType), (plain) => (plain.kind === 'null' ? numberValue(0) : plain));
}

function numberOf(value: PlainValue): number | undefined {
  return value.kind === 'number' ? toInteger(value.value) : undefined;
}

/** The provider takes any case inside an ACL, and the lower case outside of it. */
function actionOf(value: PlainValue): NetworkAclEntry['action'] | undefined {
  if (value.kind === 'unknown' || value.kind === 'error') return 'unknown';
  const text = value.kind === 'string' ? value.value.toLowerCase() : '';
  return text === 'allow' || text === 'deny' ? text : undefined;
}

/** Keywords of IANA become numbers, which are read as those of a rule are. */
function protocolOf(value: Value): Value {
  return distributeOne(value, (plain) => {
    const number = plain.kind === 'string' ? protocolNumbers.get(plain.value.toLowerCase()) : undefined;
    return number === undefined ? plain : stringValue(String(number), plain.origin);
  });
}
