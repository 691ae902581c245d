// The rules written inside a security group, taken apart into one for each source, as resources of their own have them.
// It is all or nothing: a rule that cannot be taken apart without changing what it opens leaves the group as it is.
// Used by move-rules.ts.
import type { Block, Expression, SourceFile } from '../hcl/nodes.ts';
import { evaluate } from '../terraform/evaluate.ts';
import { scopeOf } from '../terraform/moduleInstance.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { Span } from '../text.ts';
import { startOfComments } from './blocks.ts';
import { startOfLine, startOfNextLine } from './layout.ts';
import { withoutParentheses } from './ruleText.ts';
import { textOf } from './writtenSource.ts';

/** A rule as it is written inside of its group. Texts are as the user wrote them. */
export interface InlineRule {
  /** Its lines, with the comments right above them; for an element of a list, the lines of the whole argument. */
  readonly lines: Span;
  readonly comments: readonly string[];
  readonly description: string | undefined;
  readonly protocol: string;
  /** Undefined where every port is open. */
  readonly ports: { readonly from: string; readonly to: string } | undefined;
  readonly sources: readonly InlineSource[];
}

/** One source, or a list of them that is not written out. */
export interface InlineSource {
  readonly kind: 'cidr_ipv4' | 'cidr_ipv6' | 'prefix_list_id' | 'group' | 'self';
  readonly text: string;
  /** Whether the text is a list, known when Terraform plans. */
  readonly isList: boolean;
}

/** Every rule of the group; undefined where one of them has to stay, and so all have. */
export function inlineRulesOf(
  file: SourceFile,
  group: Block,
  instance: ModuleInstance,
): readonly InlineRule[] | undefined {
  const { blocks, attributes } = group.body;
  if (blocks.some(({ type, labels }) => type === 'dynamic' && labels[0]?.value === 'ingress')) return undefined;
  const argument = attributes.find(({ name }) => name === 'ingress');
  const written = blocks.filter(({ type }) => type === 'ingress');
  if (argument === undefined)
    return allOf(
      written.map((block) =>
        ruleOf(
          file,
          instance,
          linesOf(file, block.span),
          new Map(block.body.attributes.map((each) => [each.name, each.expression])),
        ),
      ),
    );
  const list = withoutParentheses(argument.expression);
  if (list.kind !== 'tuple' || written.length > 0) return undefined;
  const whole = linesOf(file, argument.span);
  return allOf(
    list.elements.map((element, index) => {
      const members = membersOf(withoutParentheses(element));
      // A comment between two elements goes with the one behind it.
      const start = list.elements[index - 1]?.span.end ?? whole.start;
      const end = index === list.elements.length - 1 ? whole.end : element.span.end;
      return members === undefined ? undefined : ruleOf(file, instance, whole, members, { start, end });
    }),
  );
}

/** The lines of something, with the comments right above it. */
function linesOf(file: SourceFile, { start, end }: Span): Span {
  return { start: startOfComments(file, startOfLine(file.text, start)), end: startOfNextLine(file.text, end) };
}

const known: ReadonlySet<string> = new Set([
  'description',
  'protocol',
  'from_port',
  'to_port',
  'cidr_blocks',
  'ipv6_cidr_blocks',
  'prefix_list_ids',
  'security_groups',
  'self',
]);

type Members = ReadonlyMap<string, Expression>;

function ruleOf(
  file: SourceFile,
  instance: ModuleInstance,
  lines: Span,
  members: Members,
  around: Span = lines,
): InlineRule | undefined {
  if ([...members.keys()].some((name) => !known.has(name))) return undefined;
  const textAt = (expression: Expression): string => file.text.slice(expression.span.start, expression.span.end);
  const protocol = protocolOf(members.get('protocol'));
  const from = written(members.get('from_port'));
  const to = written(members.get('to_port'));
  const sources = allOf([...lists].map(([name, kind]) => sourcesOf(file, instance, kind, members.get(name))))?.flat();
  const self = selfOf(members.get('self'));
  const description = written(members.get('description'));
  if (protocol === undefined || sources === undefined || self === undefined) return undefined;
  if (protocol !== '-1' && (from === undefined || to === undefined)) return undefined;
  const all = [...sources, ...(self ? [{ kind: 'self', text: '', isList: false } as const] : [])];
  if (all.length === 0) return undefined;
  return {
    lines,
    comments: commentsIn(file, around),
    description: description === undefined ? undefined : textAt(description),
    protocol,
    ports:
      protocol === '-1' || from === undefined || to === undefined ? undefined : { from: textAt(from), to: textAt(to) },
    sources: all,
  };
}

const lists: ReadonlyMap<string, InlineSource['kind']> = new Map([
  ['cidr_blocks', 'cidr_ipv4'],
  ['ipv6_cidr_blocks', 'cidr_ipv6'],
  ['prefix_list_ids', 'prefix_list_id'],
  ['security_groups', 'group'],
]);

/** Only a protocol that is written out tells whether there are ports to write. */
function protocolOf(expression: Expression | undefined): string | undefined {
  const text = expression === undefined ? undefined : textOf(expression)?.toLowerCase();
  if (text === 'all' || text === '-1') return '-1';
  return text !== undefined && /^(?:tcp|udp|icmp|icmpv6|6|17|1|58)$/.test(text) ? text : undefined;
}

/** Whether the group itself is a source; undefined where that is not written out. */
function selfOf(expression: Expression | undefined): boolean | undefined {
  const plain = written(expression);
  if (plain === undefined) return false;
  return plain.kind === 'bool' ? plain.value : undefined;
}

function sourcesOf(
  file: SourceFile,
  instance: ModuleInstance,
  kind: InlineSource['kind'],
  expression: Expression | undefined,
): readonly InlineSource[] | undefined {
  const plain = written(expression);
  if (plain === undefined) return [];
  const textAt = ({ span }: Expression): string => file.text.slice(span.start, span.end);
  if (plain.kind === 'tuple') return plain.elements.map((element) => ({ kind, text: textAt(element), isList: false }));
  return isKnownList(plain, file.path, instance) ? [{ kind, text: textAt(plain), isList: true }] : undefined;
}

/** What a `for_each` goes through must be known when Terraform plans: texts, or whatever a root is given. */
function isKnownList(expression: Expression, path: string, instance: ModuleInstance): boolean {
  if (expression.kind !== 'access' || expression.target.kind !== 'name') return false;
  const value = evaluate(scopeOf(instance, path), expression);
  if (value.kind === 'list' || value.kind === 'tuple' || value.kind === 'set')
    return value.elements.every(({ kind }) => kind === 'string');
  return value.kind === 'unknown' && expression.target.name === 'var' && instance.callPath.length === 0;
}

/** An argument with a value; null is the same as none. */
function written(expression: Expression | undefined): Expression | undefined {
  const plain = expression === undefined ? undefined : withoutParentheses(expression);
  return plain?.kind === 'null' ? undefined : plain;
}

function membersOf(object: Expression): Members | undefined {
  if (object.kind !== 'object') return undefined;
  const entries = object.items.map(({ key, value }): readonly [string | undefined, Expression] => [
    key.kind === 'name' ? key.name : textOf(key),
    value,
  ]);
  const named = entries.flatMap(([name, value]) => (name === undefined ? [] : [[name, value] as const]));
  return named.length === entries.length ? new Map(named) : undefined;
}

function commentsIn(file: SourceFile, { start, end }: Span): readonly string[] {
  return file.comments
    .filter(({ span }) => start <= span.start && span.end <= end)
    .map(({ span }) => file.text.slice(span.start, span.end));
}

function allOf<Item>(items: readonly (Item | undefined)[]): readonly Item[] | undefined {
  const there = items.filter((item) => item !== undefined);
  return there.length === items.length ? there : undefined;
}
