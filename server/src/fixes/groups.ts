// The security groups that the rules of a module can name: its own, those it looks up, those of modules that it calls.
// It ranks nothing and edits nothing.
// Used by allow-security-group.ts, and by allow-vpc-only.ts for the group that a rule belongs to.
import type { IngressRule } from '../aws/ingressRule.ts';
import { moduleModels } from '../aws/modules/index.ts';
import { readModuleSource } from '../aws/modules/moduleSource.ts';
import type { Body, Expression } from '../hcl/nodes.ts';
import type { Module, ModuleCall } from '../terraform/module.ts';
import { isLocalSource, joinPath } from '../terraform/path.ts';
import type { NodeName } from './dependencies.ts';
import { namesIn } from './dependencies.ts';
import type { FixContext } from './fix.ts';
import { textsOfGroup } from './groupTiers.ts';
import { withoutParentheses } from './ruleText.ts';
import { textOf } from './writtenSource.ts';

/** A group that a rule of the module may name. */
export interface KnownGroup {
  readonly node: NodeName;
  /** `aws_security_group.web.id`. */
  readonly reference: string;
  /** What it is called in the configuration, and texts beside that tell what it is for. */
  readonly name: string;
  readonly texts: readonly string[];
  /** The text that says in which network it lies, or `defaultVpc`; undefined where that cannot be told. */
  readonly vpc: string | undefined;
}

/** Every group of which there is one and no more: of several made by `count` or `for_each` none is meant before the others. */
export function groupsOf(module: Module, context: FixContext): readonly KnownGroup[] {
  const resources = module.resources.filter(({ type, body }) => type === 'aws_security_group' && !isRepeated(body));
  const own = resources.map((resource): KnownGroup => {
    const node = `${resource.mode === 'data' ? 'data.' : ''}aws_security_group.${resource.name}`;
    const vpc = vpcTextOf(module, resource.body) ?? (resource.mode === 'managed' ? defaultVpc : undefined);
    return { node, reference: `${node}.id`, name: resource.name, texts: textsOfGroup(resource), vpc };
  });
  const calls = [...module.calls.values()].filter(({ body }) => !isRepeated(body));
  return [...own, ...calls.flatMap((call) => groupOfCall(module, call, context))];
}

/** The arguments of what makes the group that a rule belongs to: its resource, or the call of its module; and where it is. */
export function ownGroupOf(rule: IngressRule): { readonly node: NodeName; readonly body: Body } | undefined {
  const { resource } = rule.resource;
  const { module } = rule.resource.scope.instance;
  if (resource.type === 'module') return { node: `module.${resource.name}`, body: resource.body };
  if (/^aws_(?:default_)?security_group$/.test(resource.type))
    return { node: `${resource.type}.${resource.name}`, body: resource.body };
  const id = expressionOf(resource.body, 'security_group_id');
  const node = id === undefined ? undefined : nodeNamed(id);
  const found = module.resources.find((each) => node === `${each.type}.${each.name}` && each.mode === 'managed');
  return node === undefined || found === undefined ? undefined : { node, body: found.body };
}

/** In which network something lies, as its `vpc_id` is written; undefined where there is none. */
export function vpcTextOf(module: Module, body: Body): string | undefined {
  const attribute = body.attributes.find(({ name }) => name === 'vpc_id');
  const file = module.files.find(({ path }) => path === attribute?.path);
  if (attribute === undefined || file === undefined || attribute.expression.kind === 'null') return undefined;
  return file.text.slice(attribute.expression.span.start, attribute.expression.span.end);
}

/** What stands for the network of a group that names none. */
export const defaultVpc = 'default';

/** The value of an argument as it is written. */
export function expressionOf(body: Body, name: string): Expression | undefined {
  return body.attributes.find((attribute) => attribute.name === name)?.expression;
}

/** Whether there may be several of it, or none. */
export function isRepeated(body: Body): boolean {
  return body.attributes.some(({ name }) => name === 'count' || name === 'for_each');
}

/** The object that an id is written as the id of: `aws_security_group.web` of `aws_security_group.web.id`. */
function nodeNamed(id: Expression): NodeName | undefined {
  const [node] = namesIn({
    attributes: [{ path: '', name: '', nameSpan: id.span, span: id.span, expression: id }],
    blocks: [],
    span: id.span,
  });
  return node;
}

/** A module that is known to make a group, or that hands one out. */
function groupOfCall(module: Module, call: ModuleCall, context: FixContext): readonly KnownGroup[] {
  const source = textOf(expressionOf(call.body, 'source') ?? nothing);
  if (source === undefined) return [];
  const node = `module.${call.name}`;
  const outputs = isLocalSource(source)
    ? groupOutputs(context.module(joinPath(module.dir, source)))
    : modelledOutputs(source, textOf(expressionOf(call.body, 'version') ?? nothing));
  const vpc = vpcTextOf(module, call.body);
  const name = textOf(expressionOf(call.body, 'name') ?? nothing);
  const texts = [call.name, ...(name === undefined ? [] : [name])];
  return outputs.map((output) => ({
    node,
    reference: `${node}.${output.name}`,
    name: call.name,
    texts: [...texts, output.name],
    vpc,
  }));
}

const nothing: Expression = { kind: 'null', span: { start: 0, end: 0 } };

/** Outputs that are the id of a group of the module, as far as they are written so. */
function groupOutputs(module: Module | undefined): readonly { readonly name: string }[] {
  return [...(module?.outputs.values() ?? [])].filter(({ body }) => {
    const value = withoutParentheses(expressionOf(body, 'value') ?? nothing);
    if (value.kind !== 'access' || value.name !== 'id' || value.target.kind !== 'access') return false;
    return value.target.target.kind === 'name' && value.target.target.name === 'aws_security_group';
  });
}

function modelledOutputs(source: string, version: string | undefined): readonly { readonly name: string }[] {
  const read = readModuleSource(source, version);
  if (read === undefined) return [];
  const model = moduleModels.find(({ module, knows }) => module === read.module && knows(read));
  if (model === undefined) return [];
  if (model.module === 'cloudposse/security-group/aws') return [{ name: 'id' }];
  // Version 6 has no more than an id; where the version does not tell, neither does this.
  const major = /^\D*(\d+)/.exec(version ?? '')?.[1];
  if (major === undefined) return [];
  return [{ name: Number(major) >= 6 ? 'id' : 'security_group_id' }];
}
