// Rules written inside a security group become resources of their own, one for each source, as AWS's provider recommends.
// It mends nothing: whoever could connect can connect. It is not offered for groups with `dynamic` rules, for rules whose protocol or
// sources are not written out, and where some rules of a group would have to stay inside: the two ways exclude each other.
// It writes no `import` blocks, because they take the id that AWS gives each rule (`sgr-...`), which no configuration knows.
// Listed in index.ts. https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
import { serviceOf } from '../aws/services.ts';
import type { Finding } from '../checks/check.ts';
import type { Block, SourceFile } from '../hcl/nodes.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import type { Span, TextEdit } from '../text.ts';
import type { FileEdits } from './fileEdits.ts';
import { finishedEdits } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import type { InlineRule, InlineSource } from './inlineRules.ts';
import { inlineRulesOf } from './inlineRules.ts';
import { indentStepOf, lineEndOf, startOfLine, startOfNextLine } from './layout.ts';
import { blocksBehindEdit } from './newBlock.ts';
import { isReadable } from './writtenSource.ts';

/** Moves the inline rules of a group to resources of their own. */
export const moveRules: FixProducer = { id: 'move-rules', propose };

const resourceType = 'aws_vpc_security_group_ingress_rule';

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { resource, scope } = finding.rule.resource;
  if (finding.rule.form !== 'aws_security_group' || /\/\.terraform\//.test(resource.block.path)) return [];
  const file = context.file(resource.block.path);
  const module = context.module(scope.instance.module.dir);
  if (file === undefined || module === undefined || isJsonSyntax(file.path)) return [];
  const group = file.body.blocks.find(({ span }) => span.start === resource.block.span.start);
  // Arguments that an override file brings stand elsewhere, and a lifecycle that names the rules would go on naming them.
  const isWhole = resource.body.blocks.length === group?.body.blocks.length;
  if (group === undefined || !isWhole || !isReadable(file, group.span) || mindsIngress(file, group)) return [];
  const rules = inlineRulesOf(file, group, scope.instance);
  const head = headOf(file, group);
  if (rules === undefined || head === undefined) return [];
  const isRepeated = head.repetition !== undefined;
  if (isRepeated && rules.some(({ sources }) => sources.some(({ isList }) => isList))) return [];
  const texts = resourcesOf(file, module, resource.name, rules, head);
  const edits: FileEdits = new Map([[file.path, [...removals(file, rules), blocksBehindEdit(file, group, texts)]]]);
  const fix: Fix = {
    id: moveRules.id,
    title: message('fixes.moveRules', { group: `aws_security_group.${resource.name}` }),
    kind: 'refactor.rewrite',
    outcome: 'moves',
    edits: finishedEdits(edits, context),
    preferred: false,
    cursor: undefined,
    warning: message('fixes.moveRulesWarning'),
    command: undefined,
  };
  return [fix];
}

/** What every one of the resources begins with. */
interface Head {
  readonly groupId: string;
  readonly provider: string | undefined;
  /** `count` or `for_each` as the group has it: then there is a rule for each group. */
  readonly repetition: string | undefined;
}

function headOf(file: SourceFile, group: Block): Head | undefined {
  const name = group.labels[1]?.value;
  const line = (argument: string): string | undefined => {
    const found = group.body.attributes.find((attribute) => attribute.name === argument);
    return found && `${argument} = ${file.text.slice(found.expression.span.start, found.expression.span.end)}`;
  };
  const count = line('count');
  const forEach = line('for_each');
  if (name === undefined || (count !== undefined && forEach !== undefined)) return undefined;
  const index = count !== undefined ? '[count.index]' : forEach !== undefined ? '[each.key]' : '';
  return { groupId: `aws_security_group.${name}${index}.id`, provider: line('provider'), repetition: count ?? forEach };
}

function mindsIngress(file: SourceFile, group: Block): boolean {
  return group.body.blocks.some(
    ({ type, span }) => type === 'lifecycle' && /\bingress\b/.test(file.text.slice(span.start, span.end)),
  );
}

function resourcesOf(
  file: SourceFile,
  module: Module,
  groupName: string,
  rules: readonly InlineRule[],
  head: Head,
): readonly string[] {
  const taken = new Set(module.resources.flatMap(({ type, name }) => (type === resourceType ? [name] : [])));
  return rules.flatMap((rule) =>
    rule.sources.map((source, index) => {
      const comments = index === 0 ? rule.comments : [];
      return resourceText(file, freshName(groupName, rule, source, taken), rule, source, head, comments);
    }),
  );
}

function resourceText(
  file: SourceFile,
  name: string,
  rule: InlineRule,
  source: InlineSource,
  head: Head,
  comments: readonly string[],
): string {
  const step = indentStepOf(file.text);
  const repetition = source.isList ? `for_each = toset(${source.text})` : head.repetition;
  const meta = [head.provider, repetition].filter((line) => line !== undefined);
  const lines = [
    `security_group_id = ${head.groupId}`,
    ...(rule.description === undefined ? [] : [`description = ${rule.description}`]),
    `ip_protocol = "${rule.protocol}"`,
    ...(rule.ports === undefined ? [] : [`from_port = ${rule.ports.from}`, `to_port = ${rule.ports.to}`]),
    sourceLine(source, head),
  ];
  const body = [...meta, ...(meta.length === 0 ? [] : ['']), ...lines].map((line) => (line === '' ? '' : step + line));
  return [...comments, `resource "${resourceType}" "${name}" {`, ...body, '}'].join(lineEndOf(file.text));
}

function sourceLine({ kind, text, isList }: InlineSource, head: Head): string {
  const value = isList ? 'each.value' : text;
  switch (kind) {
    case 'self':
      return `referenced_security_group_id = ${head.groupId}`;
    case 'group':
      return `referenced_security_group_id = ${value}`;
    case 'cidr_ipv4':
    case 'cidr_ipv6':
    case 'prefix_list_id':
      return `${kind} = ${value}`;
  }
}

/** After the group and what is let in, and after the source where there are several. */
function freshName(groupName: string, rule: InlineRule, source: InlineSource, taken: Set<string>): string {
  const base = [groupName, portsWord(rule), ...(rule.sources.length > 1 ? [sourceWord(source)] : [])].join('_');
  let name = base;
  for (let number = 2; taken.has(name); number++) name = `${base}_${number}`;
  taken.add(name);
  return name;
}

function portsWord({ protocol, ports }: InlineRule): string {
  if (ports === undefined) return 'all';
  if (/^(?:icmp|icmpv6|1|58)$/.test(protocol)) return protocol === '58' || protocol === 'icmpv6' ? 'icmpv6' : 'icmp';
  const { from, to } = ports;
  if (!/^\d+$/.test(from) || !/^\d+$/.test(to)) return 'ingress';
  const transport = protocol === 'udp' || protocol === '17' ? 'udp' : 'tcp';
  const service = from === to ? serviceOf(transport, Number(from))?.name : undefined;
  const isWord = service !== undefined && /^[A-Za-z][A-Za-z0-9]*$/.test(service);
  const word = isWord ? service.toLowerCase() : from === to ? from : `${from}_${to}`;
  return transport === 'udp' ? `${word}_udp` : word;
}

/** `10_0_0_0_8` of `"10.0.0.0/8"`, `lb` of `aws_security_group.lb.id`. */
function sourceWord({ kind, text }: InlineSource): string {
  if (kind === 'self') return 'self';
  if (/^"(?:0\.0\.0\.0|::)\/0"$/.test(text)) return kind === 'cidr_ipv6' ? 'anywhere_ipv6' : 'anywhere';
  const named = /^(?:data\.)?\w+\.([\w-]+)/.exec(text)?.[1];
  const word = (named ?? text).replaceAll(/[^A-Za-z0-9-]+/g, '_').replaceAll(/^_+|_+$/g, '');
  return word === '' || word.length > 40 ? 'source' : word;
}

/** The lines of the rules, each with one of the empty lines beside it. */
function removals({ text }: SourceFile, rules: readonly InlineRule[]): readonly TextEdit[] {
  const spans = rules.map(({ lines }) => lines).filter((lines, index, all) => lines.start !== all[index - 1]?.start);
  let lastEnd = 0;
  return spans.map((span) => {
    const gone = withEmptyLine(text, span, lastEnd);
    lastEnd = gone.end;
    return { span: gone, newText: '' };
  });
}

function withEmptyLine(text: string, { start, end }: Span, lastEnd: number): Span {
  const above = startOfLine(text, start - 1);
  if (above >= lastEnd && text.slice(above, start).trim() === '') return { start: above, end };
  const below = startOfNextLine(text, end);
  const isFirst = start === lastEnd || text.slice(above, start).trimEnd().endsWith('{');
  return isFirst && text.slice(end, below).trim() === '' ? { start, end: below } : { start, end };
}
