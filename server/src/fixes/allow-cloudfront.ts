// Whoever comes through CloudFront, instead of everyone: the prefix list that AWS keeps of CloudFront's own addresses.
// It answers findings of port 80 or 443 alone, where the application behind speaks to CloudFront. The list is looked up by a data
// source, which the module has once. It is not offered where the rule has no room for a prefix list.
// Listed in index.ts. https://docs.aws.amazon.com/vpc/latest/userguide/working-with-aws-managed-prefix-lists.html (November 2026)
import type { Finding } from '../checks/check.ts';
import type { Block, SourceFile } from '../hcl/nodes.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import { message } from '../messages.ts';
import type { Module } from '../terraform/module.ts';
import { baseName, folderOf } from '../terraform/path.ts';
import type { TextEdit } from '../text.ts';
import { exchangeEdits, prefixListArgumentOf } from './exchangeSource.ts';
import type { FileEdits } from './fileEdits.ts';
import { addEdits, finishedEdits, isEditable } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { expressionOf, isRepeated } from './groups.ts';
import { blockAtEndEdit, blockBeforeEdit } from './newBlock.ts';
import type { NewBlock } from './newBlock.ts';
import { ruleSourceOf } from './ruleSource.ts';
import { textOf } from './writtenSource.ts';

/** Replaces an open network by CloudFront's prefix list. */
export const allowCloudFront: FixProducer = { id: 'allow-cloudfront', writesJson: true, propose };

const listNames = {
  IPv4: 'com.amazonaws.global.cloudfront.origin-facing',
  IPv6: 'com.amazonaws.global.ipv6.cloudfront.origin-facing',
} as const;

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const { rule } = finding;
  if (rule.protocol.kind !== 'tcp' || rule.ports.kind !== 'range' || rule.ports.from !== rule.ports.to) return [];
  if (rule.ports.from !== 80 && rule.ports.from !== 443) return [];
  const from = ruleSourceOf(finding, context);
  const to = from === undefined ? undefined : prefixListArgumentOf(finding, from.text);
  const module = from === undefined ? undefined : context.module(folderOf(from.text.file.path));
  if (from === undefined || to === undefined || module === undefined) return [];
  const list = prefixListFor(module, from.source.family, from.text.file, from.text.blocks[0], context);
  const exchanged = list === undefined ? undefined : exchangeEdits(from, to, `${list.node}.id`);
  if (list === undefined || exchanged === undefined) return [];
  const edits: FileEdits = new Map();
  addEdits(edits, from.text.file.path, exchanged);
  if (list.declaration !== undefined) addEdits(edits, list.declaration.path, list.declaration.edits);
  const title = message('fixes.allowCloudFront', { cidr: from.source.text });
  return [{ ...plainMend, id: allowCloudFront.id, title, edits: finishedEdits(edits, context), preferred: false }];
}

interface PrefixList {
  readonly node: string;
  readonly declaration: { readonly path: string; readonly edits: readonly TextEdit[] } | undefined;
}

/** The module's own data source for the list, or a new one. */
function prefixListFor(
  module: Module,
  family: 'IPv4' | 'IPv6',
  file: SourceFile,
  next: Block | undefined,
  context: FixContext,
): PrefixList | undefined {
  const known = module.resources.find(
    ({ mode, type, body }) =>
      mode === 'data' &&
      (type === 'aws_ec2_managed_prefix_list' || type === 'aws_prefix_list') &&
      !isRepeated(body) &&
      textOf(expressionOf(body, 'name') ?? { kind: 'null', span: body.span }) === listNames[family],
  );
  if (known !== undefined) return { node: `data.${known.type}.${known.name}`, declaration: undefined };
  const name = freeName(module, family === 'IPv6' ? 'cloudfront_ipv6' : 'cloudfront');
  const holder = fileForData(module, file, context);
  const block: NewBlock = {
    header: ['data', 'aws_ec2_managed_prefix_list', name],
    members: [['name', listNames[family]]],
  };
  const isElsewhere = holder.path !== file.path || next === undefined;
  const edit = isElsewhere ? blockAtEndEdit(holder, block) : blockBeforeEdit(holder, next, block);
  const node = `data.aws_ec2_managed_prefix_list.${name}`;
  return edit === undefined ? undefined : { node, declaration: { path: holder.path, edits: [edit] } };
}

function freeName(module: Module, wanted: string): string {
  const taken = new Set(
    module.resources.flatMap(({ mode, type, name }) =>
      mode === 'data' && type === 'aws_ec2_managed_prefix_list' ? [name] : [],
    ),
  );
  let name = wanted;
  for (let number = 2; taken.has(name); number++) name = `${wanted}_${number}`;
  return name;
}

/** data.tf where the module has one, otherwise the rule's own file. */
function fileForData(module: Module, file: SourceFile, context: FixContext): SourceFile {
  const named = module.files.find(({ path }) => /^data\.(?:tf|tofu)$/.test(baseName(path)));
  const current = named === undefined ? undefined : context.file(named.path);
  return isEditable(current) && !isJsonSyntax(current.path) ? current : file;
}
