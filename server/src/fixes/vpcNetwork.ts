// The network of the VPC that a rule's group lies in, as an expression that may stand in a module.
// It reads what is written; where nothing says which VPC that is, it knows none.
// Used by allow-vpc-only.ts.
import type { Finding } from '../checks/check.ts';
import type { Attribute, Body, Expression } from '../hcl/nodes.ts';
import type { Module } from '../terraform/module.ts';
import { isLocalSource, joinPath } from '../terraform/path.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { FixContext } from './fix.ts';
import { expressionOf, isRepeated, ownGroupOf } from './groups.ts';
import { withoutParentheses } from './ruleText.ts';
import { isOpenCidr, textOf } from './writtenSource.ts';

/** A reference to the network, and the node of the module that it reads. */
export interface VpcNetwork {
  readonly reference: string;
  readonly node: string;
}

/** The network for one family, seen from the module in `dir`: the group's own, or one that calls it. */
export function vpcNetworkOf(finding: Finding, dir: string, context: FixContext): VpcNetwork | undefined {
  const { rule, source } = finding;
  const own = ownGroupOf(rule);
  if (own === undefined || source === undefined) return undefined;
  let instance: ModuleInstance = rule.resource.scope.instance;
  let id = attributeOf(own.body, 'vpc_id');
  // Up to the module in question, from an argument of the call to the value that it is given.
  while (instance.module.dir !== dir) {
    const variable = id === undefined ? undefined : memberOfRoot(id.expression, 'var');
    const { caller } = instance;
    if (variable === undefined || caller === undefined) return undefined;
    id = attributeOf(caller.call.body, variable);
    if (id === undefined) return undefined;
    instance = caller.instance;
  }
  const { module } = instance;
  // Without an argument a group lies in the default VPC; a module decides for itself.
  if (id === undefined) return own.node.startsWith('module.') ? undefined : defaultNetwork(module, source.family);
  return networkOfId(module, id, source.family, context);
}

function networkOfId(
  module: Module,
  { path, expression }: Attribute,
  family: 'IPv4' | 'IPv6',
  context: FixContext,
): VpcNetwork | undefined {
  const id = reference(expression);
  const text = textOf(id);
  if (text !== undefined) return lookedUp(module, text, family);
  const local = memberOfRoot(id, 'local');
  const behind = local === undefined ? undefined : module.locals.get(local);
  if (behind !== undefined && memberOfRoot(behind.expression, 'local') === undefined)
    return networkOfId(module, behind, family, context);
  const variable = memberOfRoot(id, 'var');
  if (variable !== undefined) return variableNetwork(module, variable, family);
  if (id.kind !== 'access') return undefined;
  const file = module.files.find((candidate) => candidate.path === path);
  const target = file?.text.slice(id.target.span.start, id.target.span.end);
  // A reference that depends on a round of the group's own count or for_each may not stand elsewhere.
  if (target === undefined || !/^[\w.[\]-]+$/.test(target) || /\b(?:each|count|self)\./.test(target)) return undefined;
  const call = /^module\.([\w-]+)$/.exec(target)?.[1];
  if (call !== undefined) return moduleNetwork(module, call, id.name, family, context);
  const [, data = '', type = '', name = ''] = /^(data\.)?(\w+)\.([\w-]+)(?:\[\d+\])?$/.exec(target) ?? [];
  if (id.name !== 'id' || !['aws_vpc', 'aws_default_vpc'].includes(type)) return undefined;
  const vpc = module.resources.find(
    (each) => each.type === type && each.name === name && (each.mode === 'data') === (data !== ''),
  );
  if (vpc === undefined || !hasNetwork(vpc.body, data !== '', family)) return undefined;
  return { reference: `${target}.${attributeFor(family)}`, node: `${data}${type}.${name}` };
}

/** A data source has what the VPC has; a resource has IPv6 only where it is asked for. */
function hasNetwork(body: Body, isData: boolean, family: 'IPv4' | 'IPv6'): boolean {
  if (family === 'IPv4') return true;
  if (isData) return false;
  const generated = expressionOf(body, 'assign_generated_ipv6_cidr_block');
  return (generated?.kind === 'bool' && generated.value) || expressionOf(body, 'ipv6_cidr_block') !== undefined;
}

function attributeFor(family: 'IPv4' | 'IPv6'): string {
  return family === 'IPv6' ? 'ipv6_cidr_block' : 'cidr_block';
}

/** The VPC that an id is written of, where the module looks it up. */
function lookedUp(module: Module, id: string, family: 'IPv4' | 'IPv6'): VpcNetwork | undefined {
  const found = module.resources.find(
    ({ mode, type, body }) =>
      mode === 'data' && type === 'aws_vpc' && !isRepeated(body) && writtenText(body, 'id') === id,
  );
  if (found === undefined || family === 'IPv6') return undefined;
  return { reference: `data.aws_vpc.${found.name}.cidr_block`, node: `data.aws_vpc.${found.name}` };
}

function defaultNetwork(module: Module, family: 'IPv4' | 'IPv6'): VpcNetwork | undefined {
  if (family === 'IPv6') return undefined;
  const found = module.resources.find(({ mode, type, body }) => {
    if (isRepeated(body)) return false;
    if (mode === 'managed') return type === 'aws_default_vpc';
    const isDefault = expressionOf(body, 'default');
    return type === 'aws_vpc' && isDefault?.kind === 'bool' && isDefault.value;
  });
  if (found === undefined) return undefined;
  const node = `${found.mode === 'data' ? 'data.' : ''}${found.type}.${found.name}`;
  return { reference: `${node}.cidr_block`, node };
}

/** A variable beside the one of the id, by its name: `vpc_cidr` or `vpc_cidr_block` beside `vpc_id`. */
function variableNetwork(module: Module, variable: string, family: 'IPv4' | 'IPv6'): VpcNetwork | undefined {
  const stem = /^(.*)_id$/.exec(variable)?.[1];
  if (stem === undefined) return undefined;
  const names =
    family === 'IPv6' ? [`${stem}_ipv6_cidr_block`, `${stem}_ipv6_cidr`] : [`${stem}_cidr`, `${stem}_cidr_block`];
  const name = names.find((candidate) => {
    const declared = module.variables.get(candidate);
    const type = declared === undefined ? undefined : expressionOf(declared.body, 'type');
    const given = declared === undefined ? undefined : expressionOf(declared.body, 'default');
    const isText = type === undefined || (type.kind === 'name' && type.name === 'string') || textOf(type) === 'string';
    return declared !== undefined && isText && (given === undefined || isNetwork(given));
  });
  return name === undefined ? undefined : { reference: `var.${name}`, node: `var.${name}` };
}

function isNetwork(given: Expression): boolean {
  const text = textOf(given);
  return text !== undefined && text.includes('/') && !isOpenCidr(text);
}

/** The output for the network beside the one for the id. */
function moduleNetwork(
  module: Module,
  name: string,
  output: string,
  family: 'IPv4' | 'IPv6',
  context: FixContext,
): VpcNetwork | undefined {
  const call = module.calls.get(name);
  const source = call === undefined ? undefined : writtenText(call.body, 'source');
  if (call === undefined || source === undefined) return undefined;
  const stem = /^(.*?)_?id$/.exec(output)?.[1] ?? '';
  const prefix = stem === '' ? '' : `${stem}_`;
  const names = family === 'IPv6' ? [`${prefix}ipv6_cidr_block`] : [`${prefix}cidr_block`, `${prefix}cidr`];
  const outputs = isLocalSource(source) ? context.module(joinPath(module.dir, source))?.outputs : undefined;
  const isKnownModule = /^(?:terraform-aws-modules|cloudposse)\/vpc\/aws$/.test(source) && family === 'IPv4';
  const found =
    outputs === undefined
      ? isKnownModule && output === 'vpc_id'
        ? 'vpc_cidr_block'
        : undefined
      : names.find((candidate) => outputs.has(candidate));
  return found === undefined ? undefined : { reference: `module.${name}.${found}`, node: `module.${name}` };
}

function attributeOf(body: Body, name: string): Attribute | undefined {
  return body.attributes.find((attribute) => attribute.name === name);
}

function writtenText(body: Body, name: string): string | undefined {
  const written = expressionOf(body, name);
  return written === undefined ? undefined : textOf(written);
}

/** In JSON a reference is a text that is nothing but an interpolation. */
function reference(expression: Expression): Expression {
  const plain = withoutParentheses(expression);
  const [part, another] = plain.kind === 'template' ? plain.parts : [];
  return part?.kind === 'interpolation' && another === undefined ? part.expression : plain;
}

/** `vpc_id` of `var.vpc_id`. */
function memberOfRoot(expression: Expression, root: 'var' | 'local'): string | undefined {
  const plain = reference(expression);
  const isMember = plain.kind === 'access' && plain.target.kind === 'name' && plain.target.name === root;
  return isMember ? plain.name : undefined;
}
