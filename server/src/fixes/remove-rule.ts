// The rule goes as a whole, where it lets in nobody but everyone: an `ingress` block, an element of a list or map of rules, a
// rule resource, the name of a rule in a registry module's list.
// It answers every check. It is not offered where others would lose their way in, where something refers to the resource, or
// where variables decide what the rule opens.
// Listed in index.ts.
import type { IngressRule, Source } from '../aws/ingressRule.ts';
import type { Finding } from '../checks/check.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Block, Expression, SourceFile } from '../hcl/nodes.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import { folderOf } from '../terraform/path.ts';
import type { Span, TextEdit } from '../text.ts';
import { contains } from '../text.ts';
import { blockAsLine, removedBlock } from './blocks.ts';
import { emptiedEdit, removalEdits } from './elements.ts';
import { allWithin, attributesWithin, pathTo } from './expressionPath.ts';
import { finishedEdits, isFetched } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { emptiedMember, removedDeclaration, removedObject } from './jsonRemoval.ts';
import { isOfService } from './serviceResources.ts';
import { isReadable } from './writtenSource.ts';

/** Removes a rule that lets in everyone and no one else. */
export const removeRule: FixProducer = { id: 'remove-rule', writesJson: true, propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { rule } = finding;
  const file = context.file(rule.place.path);
  if (file === undefined || isFetched(file.path) || !isReadable(file, rule.place.span)) return [];
  if (!opensOnly(finding) || !isDecidedHere(finding, file, context)) return [];
  const removal = rule.block === undefined ? elementRemoval(file, rule) : blockRemoval(file, rule, rule.block, context);
  if (removal === undefined) return [];
  const edits = finishedEdits(new Map([[file.path, [...removal]]]), context);
  return [{ ...plainMend, id: removeRule.id, title: titleOf(rule), edits, preferred: false }];
}

/** Who opens SSH or RDP to everyone wants to log in; both ways of AWS need no open port. */
function titleOf({ ports, protocol, form }: IngressRule): Message {
  const port = ports.kind === 'range' && ports.from === ports.to ? ports.from : undefined;
  const isLogin = protocol.kind === 'tcp' && (port === 22 || port === 3389) && !isOfService(form);
  return message(isLogin ? 'fixes.removeLoginRule' : 'fixes.removeRule');
}

/** Whether everyone is all that the rule lets in. What is not sure to be so is not. */
function opensOnly({ rule, source, check, verdict }: Finding): boolean {
  if (check === 'default-group-has-rules') return true;
  if (source === undefined || verdict !== 'open') return false;
  return rule.sources.every((other) => isOpen(other) || (other.kind === 'cidr' && other.text === source.text));

  function isOpen(other: Source): boolean {
    if (other.kind !== 'cidr') return false;
    // Pieces of the internet are wide, if not as wide as all of it.
    return other.prefixLength === 0 || (check === 'open-in-pieces' && other.prefixLength < 8);
  }
}

/** Whether the open network is written in the rule or in a local value, and not where each caller or run may decide otherwise. */
function isDecidedHere({ origin, source }: Finding, file: SourceFile, context: FixContext): boolean {
  const decisive = source?.origin[0];
  if (decisive === undefined || origin.length === 0) return true;
  const other = context.file(decisive.path);
  if (other === undefined || folderOf(other.path) !== folderOf(file.path)) return false;
  return ['locals', 'resource'].includes(pathTo(other, decisive.span)?.blocks[0]?.type ?? '');
}

function blockRemoval(
  file: SourceFile,
  { resource }: IngressRule,
  block: Block,
  context: FixContext,
): readonly TextEdit[] | undefined {
  const whole = resource.resource.block;
  const isResource = block === whole;
  // The content of a dynamic block makes every rule of it.
  if (!isResource && block.type === 'content') return undefined;
  // Each instance has a rule of its own, of which this may be the only one that opens anything.
  if (isRepeated(whole) && (isResource || allExpressions(block).some(isOfInstance))) return undefined;
  if (isResource && isHeld(resource.resource, context.module(folderOf(file.path)))) return undefined;
  const edit = isResource ? resourceRemoval(file, block) : inlineRemoval(file, whole, block);
  return edit === undefined ? undefined : [edit];
}

function resourceRemoval(file: SourceFile, block: Block): TextEdit | undefined {
  return isJsonSyntax(file.path) ? removedDeclaration(file.text, block.body.span) : removedBlock(file, block.span);
}

/**
 * Resources whose rules are attributes as well as blocks, and computed: without a single one written, Terraform leaves those that
 * are there alone. Only an empty list removes the last.
 * https://developer.hashicorp.com/terraform/language/attr-as-blocks
 */
const withComputedRules: ReadonlySet<string> = new Set([
  'aws_security_group',
  'aws_default_security_group',
  'aws_network_acl',
]);

function inlineRemoval(file: SourceFile, resource: Block, block: Block): TextEdit | undefined {
  const type = resource.labels[0]?.value ?? '';
  // The lists of services need an entry.
  if (isOfService(type) && isLast(resource, block)) return undefined;
  const isEmptied = withComputedRules.has(type) && isLast(resource, block);
  if (isJsonSyntax(file.path)) {
    return isEmptied ? emptiedMember(file.text, block.body.span) : removedObject(file.text, block.body.span);
  }
  return isEmptied ? blockAsLine(file, block.span, `${block.type} = []`) : removedBlock(file, block.span);
}

function isLast({ body }: Block, { type, span }: Block): boolean {
  // Written as an argument too, which Terraform refuses, the list is there already.
  if (body.attributes.some(({ name, asBlocks }) => name === type && asBlocks === undefined)) return false;
  const blocks = [...body.blocks, ...body.attributes.flatMap(({ asBlocks }) => asBlocks ?? [])];
  return !blocks.some(
    (other) =>
      (other.type === type && other.span.start !== span.start) ||
      (other.type === 'dynamic' && other.labels[0]?.value === type),
  );
}

function isRepeated({ body }: Block): boolean {
  return body.attributes.some(({ name }) => name === 'count' || name === 'for_each');
}

function isOfInstance(expression: Expression): boolean {
  return expression.kind === 'name' && (expression.name === 'each' || expression.name === 'count');
}

function allExpressions({ body }: Block): readonly Expression[] {
  return attributesWithin(body).flatMap(({ expression }) => allWithin(expression));
}

/** Whether something in the module refers to a resource, or the resource itself is not to be destroyed. */
function isHeld({ type, name, block }: IngressRule['resource']['resource'], module: Module | undefined): boolean {
  if (module === undefined) return true;
  const lifecycles = block.body.blocks.filter((inner) => inner.type === 'lifecycle');
  if (lifecycles.some(({ body }) => body.attributes.some((each) => each.name === 'prevent_destroy'))) return true;
  const attributes = module.files.flatMap((file) => attributesWithin(file.body));
  return attributes
    .flatMap(({ expression }) => allWithin(expression))
    .some(
      (part) =>
        part.kind === 'access' && part.name === name && part.target.kind === 'name' && part.target.name === type,
    );
}

/** The element of a written list, or the item of a written map, that is the rule. */
function elementRemoval(file: SourceFile, { place, resource }: IngressRule): readonly TextEdit[] | undefined {
  const chain = pathTo(file, place.span)?.expressions ?? [];
  const index = chain.findIndex(({ span }) => span.start === place.span.start && span.end === place.span.end);
  const [holder, element] = [chain[index - 1], chain[index]];
  if (holder === undefined || element === undefined || element.kind === 'tuple') return undefined;
  if (isRepeated(resource.resource.block) && allWithin(element).some(isOfInstance)) return undefined;
  if (chain.slice(0, index).some((outer) => !['tuple', 'object', 'parentheses', 'call'].includes(outer.kind)))
    return undefined;
  const parts = partsOf(holder);
  const part = parts?.find((candidate) => contains(candidate.span, element.span));
  if (parts === undefined || part === undefined) return undefined;
  const list = { span: holder.span, elements: parts };
  return parts.length === 1 ? [emptiedEdit(list)] : removalEdits(file, list, [part]);
}

function partsOf(holder: Expression): readonly { readonly span: Span }[] | undefined {
  if (holder.kind === 'tuple') return holder.elements;
  return holder.kind === 'object' ? holder.items : undefined;
}
