// Why a fix is not offered for a form, or for a way of writing it.
// Called by table.test.ts.
import type { Form } from './forms.ts';
import type { Variation } from './fixtures.ts';

/** The reason; undefined where there is none, which is a hole in the table. */
export function reasonAgainst(fix: string, form: Form, variation: Variation): string | undefined {
  return reasons.find(
    ([fixes, forms, variations]) => fixes.test(fix) && forms.test(form.name) && variations.test(variation),
  )?.[3];
}

const any = /./;
const acl = /network_acl/;
const prefixList = /prefix_list/;
const registry = /^(?:terraform-aws-modules|cloudposse)/;
const elsewhere = /^(?:module argument|variable default|variable file)$/;

/** The first that fits holds. */
const reasons: readonly (readonly [fix: RegExp, form: RegExp, variation: RegExp, reason: string])[] = [
  [any, /aws_default_network_acl/, any, 'the default network ACL of a VPC is exempt, as it is for AWS'],
  [/^(?:remove-default|add-validation)$/, any, /^(?!variable)/, 'no variable of the root decides the network'],
  [
    /^(?:remove-default|add-validation)$/,
    any,
    /^variable/,
    'the variable has no default to remove, or one that a rule needs',
  ],
  [/^show-source$/, any, any, 'the network stands in the rule, or can be mended where it stands'],
  [
    /^narrow-ports$/,
    acl,
    any,
    'an entry of an ACL is judged in the order of all entries: others would decide the rest',
  ],
  [/^narrow-ports$/, prefixList, any, 'the list is shared by rules with ports of their own'],
  [/^narrow-ports$/, registry, any, 'the ports stand in a name, or others of the list would lose their way in'],
  [/^narrow-ports$/, any, any, 'others of the list would lose the rest of the ports, or the rule is written in JSON'],
  [/^remove-rule$/, any, /^(?:dynamic|for_each)$/, 'the rule is one of several that are made in one place'],
  [/^remove-rule$/, any, elsewhere, 'a variable decides what the rule opens'],
  [/^remove-rule$/, any, any, 'others of the list, or the list itself, would lose their way in'],
  [/^move-rules$/, /^(?!aws_security_group:)/, any, 'only rules inside of aws_security_group can move'],
  [/^move-rules$/, any, any, 'new resources are written in native syntax, for rules that are written one by one'],
  [/^replace-source$/, any, /^template$/, 'a part of a longer text cannot hold a list of networks'],
  [/^replace-source$/, any, /^variable/, 'no reference may stand in a default or a variable file'],
  [/^remove-source$/, any, any, 'there is nothing else in the list: a rule without a source is refused'],
  [/^use-own-address$/, acl, any, 'answers pass through an ACL too'],
  [/^(?:use-own-address|allow-\w.*)$/, any, /^template$/, 'the network is a part of a longer text'],
  [/^allow-security-group$/, /prefix_list|network_acl/, any, 'neither a prefix list nor an ACL takes groups'],
  [/^allow-cloudfront$/, /prefix_list|network_acl/, any, 'neither a prefix list nor an ACL takes prefix lists'],
  [/^allow-vpc-only$/, prefixList, any, 'the list is shared by rules of other networks'],
  [/^allow-vpc-only$/, acl, any, 'answers pass through an ACL too'],
  [/^allow-/, registry, any, 'which VPC and which groups a module works with cannot be seen from its call'],
  [
    /^allow-security-group$/,
    /^aws_security_group_rule$/,
    any,
    'a rule takes networks or a group, and this one keeps networks',
  ],
  [/^allow-/, any, /^JSON$/, 'new blocks and references are written in native syntax'],
  [/^allow-/, any, elsewhere, 'the network stands where no group and no VPC of the module can be named'],
  [/^add-ignore-comment$/, registry, /^JSON$/, 'a module call in JSON takes no comment'],
];
