// Another kind of source in the place of an open network: a security group, or a prefix list.
// It knows which argument each way of writing a rule has for that, and which of them exclude each other; it chooses no source.
// Used by allow-security-group.ts, allow-cloudfront.ts and remove-source.ts.
import type { Finding } from '../checks/check.ts';
import type { Expression } from '../hcl/nodes.ts';
import type { Span, TextEdit } from '../text.ts';
import { removalEdits } from './elements.ts';
import { hoistedComments, memberBehind, memberGone, renamedMember } from './ruleEdits.ts';
import type { RuleSource } from './ruleSource.ts';
import type { Member, RuleText } from './ruleText.ts';
import { memberOf, referenceText, withoutParentheses } from './ruleText.ts';

/** The argument for a kind of source, and whether it takes a list or one of them. */
export interface SourceArgumentName {
  readonly name: string;
  readonly takes: 'list' | 'one';
  /** Whether no other argument may name a source beside it. */
  readonly alone: boolean;
}

/** The argument in which a rule names groups; undefined where it has none. */
export function groupArgumentOf(finding: Finding, text: RuleText): SourceArgumentName | undefined {
  switch (shapeOf(finding, text)) {
    case 'inline':
      return { name: 'security_groups', takes: 'list', alone: false };
    case 'rule':
      return { name: 'source_security_group_id', takes: 'one', alone: true };
    case 'single':
      return { name: 'referenced_security_group_id', takes: 'one', alone: true };
    case 'matrix':
      return { name: 'source_security_group_ids', takes: 'list', alone: false };
    case undefined:
      return undefined;
  }
}

/** The argument in which a rule names prefix lists; undefined where it has none. */
export function prefixListArgumentOf(finding: Finding, text: RuleText): SourceArgumentName | undefined {
  switch (shapeOf(finding, text)) {
    case 'inline':
    case 'rule':
    case 'matrix':
      return { name: 'prefix_list_ids', takes: 'list', alone: false };
    case 'single':
      return { name: 'prefix_list_id', takes: 'one', alone: true };
    case undefined:
      return undefined;
  }
}

/** The edits that let a source in instead; undefined where the rule has no room for it. */
export function exchangeEdits(
  from: RuleSource,
  to: SourceArgumentName,
  reference: string,
): readonly TextEdit[] | undefined {
  const { text, argument, kept } = from;
  const value = referenceText(text, reference);
  const existing = memberOf(text, to.name);
  if (to.alone && (kept.length > 0 || text.members.some((member) => member !== argument && namesSource(member))))
    return undefined;
  if (to.takes === 'one') return existing === undefined ? inPlace(from, to.name, value) : undefined;
  const gone = existing !== undefined || kept.length > 0 || needsEveryMember(from);
  if (!gone) return inPlace(from, to.name, `[${value}]`);
  const added =
    existing === undefined ? memberBehind(text, argument, to.name, `[${value}]`) : addedTo(text, existing, value);
  const removed = openGone(from);
  return added === undefined ? undefined : [...removed, ...(added === 'there' ? [] : [added])];
}

/** How a rule is written, by the arguments that it has. */
function shapeOf({ rule }: Finding, text: RuleText): 'inline' | 'rule' | 'single' | 'matrix' | undefined {
  switch (rule.form) {
    case 'aws_security_group':
    case 'aws_default_security_group':
      return 'inline';
    case 'aws_security_group_rule':
      return 'rule';
    case 'aws_vpc_security_group_ingress_rule':
      return 'single';
    case 'cloudposse/security-group/aws': {
      const name = text.within?.attribute.name;
      return name === 'rule_matrix' ? 'matrix' : text.kind === 'object' ? 'rule' : undefined;
    }
    case 'terraform-aws-modules/security-group/aws':
      // Before version 6 each kind of source has a list of rules of its own.
      return text.within?.attribute.name === 'ingress_rules' ? 'single' : undefined;
    default:
      return undefined;
  }
}

const sourceNames: ReadonlySet<string> = new Set([
  'cidr_blocks',
  'ipv6_cidr_blocks',
  'cidr_ipv4',
  'cidr_ipv6',
  'prefix_list_id',
  'prefix_list_ids',
  'referenced_security_group_id',
  'source_security_group_id',
  'self',
]);

/** Whether an argument names a source, or may. */
function namesSource({ name, value }: Member): boolean {
  if (!sourceNames.has(name) || isNothing(value)) return false;
  return !(name === 'self' && value.kind === 'bool' && !value.value);
}

function isNothing(value: Expression): boolean {
  const plain = withoutParentheses(value);
  return plain.kind === 'null' || (plain.kind === 'tuple' && plain.elements.length === 0);
}

/** An object that stands for a block of a group has every argument, written or not. */
function needsEveryMember({ text }: RuleSource): boolean {
  return text.kind === 'object' && text.within?.attribute.name === 'ingress';
}

function inPlace({ text, argument }: RuleSource, name: string, value: string): readonly TextEdit[] {
  return [
    ...hoistedComments(text.file, argument.value.span, argument.span),
    ...renamedMember(text, argument, name, value),
  ];
}

/** Nothing of a list that is left empty is worth keeping, but for objects that must have the argument. */
export function openGone(from: RuleSource): readonly TextEdit[] {
  const { text, argument, tuple, open, kept } = from;
  if (tuple !== undefined && kept.length > 0) return removalEdits(text.file, tuple, open);
  const comments = hoistedComments(text.file, argument.value.span, argument.span);
  if (needsEveryMember(from)) return [...comments, { span: argument.value.span, newText: '[]' }];
  return [...comments, memberGone(text, argument)];
}

/** The edit that adds a value to a written list; `there` where it has it; undefined where the list is not written out. */
function addedTo({ file }: RuleText, { value }: Member, added: string): TextEdit | 'there' | undefined {
  const list = withoutParentheses(value);
  if (isNothing(list)) return { span: value.span, newText: `[${added}]` };
  if (list.kind !== 'tuple') return undefined;
  const texts = list.elements.map(({ span }: { readonly span: Span }) => file.text.slice(span.start, span.end));
  if (texts.includes(added)) return 'there';
  const end = list.elements.at(-1)?.span.end ?? list.span.end - 1;
  return { span: { start: end, end }, newText: `, ${added}` };
}
