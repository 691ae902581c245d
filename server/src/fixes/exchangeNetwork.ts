// Another network in the place of an open one: where the open one is written, or where the rule refers to it.
// It chooses no network.
// Used by allow-vpc-only.ts and use-own-address.ts.
import type { Finding } from '../checks/check.ts';
import type { Expression, SourceFile, TupleConstructor } from '../hcl/nodes.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { TextEdit } from '../text.ts';
import { contains } from '../text.ts';
import { removalEdits } from './elements.ts';
import type { FixContext } from './fix.ts';
import { hoistedComments } from './ruleEdits.ts';
import type { RuleSource } from './ruleSource.ts';
import { ruleSourceOf } from './ruleSource.ts';
import { referenceText } from './ruleText.ts';
import type { WrittenSource } from './writtenSource.ts';
import { isOpenCidr, writtenSourceOf } from './writtenSource.ts';

/** Where a network may be put in another's place. */
export interface NetworkPlace {
  readonly file: SourceFile;
  /** The edits that put a network there, given as Terraform reads it: a reference, or a text in quotes. */
  readonly edits: (network: string) => readonly TextEdit[];
}

/** Where a plain text may stand: in the rule, a variable file, a default. A local value that many read stays as it is. */
export function placeForText(finding: Finding, context: FixContext): NetworkPlace | undefined {
  const written = writtenOf(finding, context);
  const inRule = ruleSourceOf(finding, context);
  const isShared = written?.blocks[0]?.type === 'locals';
  if (isShared && inRule !== undefined) return placeInRule(inRule);
  if (written !== undefined) return placeOfWritten(written);
  return inRule === undefined ? undefined : placeInRule(inRule);
}

/** Where a reference may stand: in the rule, or in the call that hands the network to it. */
export function placeForReference(finding: Finding, context: FixContext): NetworkPlace | undefined {
  const written = writtenOf(finding, context);
  const { block } = finding.rule.resource.resource;
  if (written !== undefined && mayHoldReference(written)) {
    const inResource = written.file.path === block.path && contains(block.span, written.expression.span);
    if (inResource || written.blocks[0]?.type === 'module') return placeOfWritten(written);
  }
  const inRule = ruleSourceOf(finding, context);
  return inRule === undefined ? undefined : placeInRule(inRule);
}

function writtenOf(finding: Finding, context: FixContext): WrittenSource | undefined {
  // Each of several variable files would have to be mended by itself.
  if (finding.variableFiles.length > 1 || finding.otherOrigins.length > 0) return undefined;
  const written = writtenSourceOf(finding, context);
  return written === undefined || /\/\.terraform\//.test(written.file.path) ? undefined : written;
}

/** A set that `for_each` takes must be known when Terraform plans, which no attribute of a new resource is. */
function mayHoldReference({ blocks, around }: WrittenSource): boolean {
  const type = blocks[0]?.type;
  const isBlock = type === 'resource' || type === 'module';
  return isBlock && !around.some((outer) => outer.kind === 'call' && outer.name === 'toset');
}

function placeOfWritten({ file, list, expression }: WrittenSource): NetworkPlace {
  const json = { isJson: isJsonSyntax(file.path) };
  return {
    file,
    edits: (network) => {
      const value = valueText(json, network);
      return list === undefined
        ? [{ span: expression.span, newText: value }]
        : elementEdits(file, list.tuple, list.open, value);
    },
  };
}

function placeInRule({ text, argument, tuple, open, source }: RuleSource): NetworkPlace {
  const { file } = text;
  const takesList =
    /(?:^|_)cidr_blocks$/.test(argument.name) && text.within?.attribute.name !== 'ingress_with_cidr_blocks';
  return {
    file,
    edits: (network) => {
      const value = valueText(text, network);
      if (tuple !== undefined) return elementEdits(file, tuple, open, value);
      const isText = argument.value.kind === 'template' && isOpenCidr(source.text);
      const newText = takesList && !(isText && !text.isJson) ? `[${value}]` : value;
      return [...hoistedComments(file, argument.value.span, argument.span), { span: argument.value.span, newText }];
    },
  };
}

function valueText(syntax: { readonly isJson: boolean }, network: string): string {
  return network.startsWith('"') ? network : referenceText(syntax, network);
}

/** The first that goes gives way to the new one, unless the list has it already; the others go. */
function elementEdits(
  file: SourceFile,
  tuple: TupleConstructor,
  open: readonly Expression[],
  value: string,
): readonly TextEdit[] {
  const texts = tuple.elements.map(({ span }) => file.text.slice(span.start, span.end));
  if (texts.includes(value)) return removalEdits(file, tuple, open);
  const [first, ...others] = open;
  if (first === undefined) return [];
  const replaced = { span: first.span, newText: value };
  return others.length === 0 ? [replaced] : [replaced, ...removalEdits(file, tuple, others)];
}
