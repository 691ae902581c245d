// The open network leaves a list that has others, a text that has others between commas, or a rule that lets in others by name.
// It answers every check. It is not offered for a rule's only source: AWS refuses a rule without one.
// Listed in index.ts.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import type { Finding } from '../checks/check.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Place, TextEdit } from '../text.ts';
import { removalEdits } from './elements.ts';
import { openGone } from './exchangeSource.ts';
import { pathTo } from './expressionPath.ts';
import type { FileEdits } from './fileEdits.ts';
import { addEdits, finishedEdits, isFetched } from './fileEdits.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { plainMend } from './fix.ts';
import { openOriginOf } from './originVariable.ts';
import { ruleSourceOf } from './ruleSource.ts';
import { isOpenCidr, isReadable, textOf, writtenSourceOf } from './writtenSource.ts';

/** Removes an open network from the list it is written in, variable files and defaults of variables included. */
export const removeSource: FixProducer = { id: 'remove-source', writesJson: true, propose };

function propose(finding: Finding, context: FixContext): readonly Fix[] {
  const fromList = removedFromList(finding, context);
  if (fromList.length > 0 || finding.source === undefined) return fromList;
  const { text: cidr } = finding.source;
  const title = message('fixes.removeSource', { cidr });
  const piece = pieceRemoval(finding.source, finding.rule, context);
  if (piece !== undefined) return [fixOf(title, piece, context)];
  const argument = argumentGone(finding, context);
  return argument === undefined ? [] : [fixOf(message('fixes.removeOneSource', { cidr }), argument, context)];
}

function fixOf(title: Message, [path, edits]: readonly [string, readonly TextEdit[]], context: FixContext): Fix {
  const finished = finishedEdits(new Map([[path, [...edits]]]), context);
  return { ...plainMend, id: removeSource.id, title, edits: finished, preferred: false };
}

function removedFromList(finding: Finding, context: FixContext): readonly Fix[] {
  const { source } = finding;
  if (source === undefined) return [];
  const edits: FileEdits = new Map();
  // Several variable files may each open it: it is gone when all have let go of it.
  for (const place of placesOf(finding)) {
    const written = writtenSourceOf({ source: { ...source, origin: [place] } }, context);
    if (written?.list === undefined || written.list.kept.length === 0) return [];
    const { file, list } = written;
    if (isFetched(file.path)) return [];
    const known = edits.get(file.path) ?? [];
    const further = removalEdits(file, list.tuple, list.open).filter(
      (edit) => !known.some((other) => isSame(edit, other)),
    );
    addEdits(edits, file.path, further);
  }
  if (edits.size === 0) return [];
  const title = message('fixes.removeSource', { cidr: source.text });
  // No reference may stand there, so that this is the best that can be done.
  const preferred = openOriginOf(finding, context) !== undefined;
  return [{ ...plainMend, id: removeSource.id, title, edits: finishedEdits(edits, context), preferred }];
}

function placesOf({ source, otherOrigins, variableFiles }: Finding): readonly Place[] {
  const own = source?.origin[0];
  if (own === undefined) return [];
  return variableFiles.length > 1 ? [own, ...otherOrigins] : [own];
}

function isSame(a: TextEdit, b: TextEdit): boolean {
  return a.span.start === b.span.start && a.span.end === b.span.end;
}

/** The networks between the commas of one text, as the lists of terraform-aws-modules/security-group have them. */
function pieceRemoval(
  { origin, text: cidr, family }: CidrSource,
  { form }: IngressRule,
  context: FixContext,
): readonly [string, readonly TextEdit[]] | undefined {
  const [place] = origin;
  const file = place === undefined ? undefined : context.file(place.path);
  if (place === undefined || file === undefined || isFetched(file.path) || !isReadable(file, place.span))
    return undefined;
  const expression = pathTo(file, place.span)?.expressions.at(-1);
  const text = expression === undefined ? undefined : textOf(expression);
  if (expression === undefined || text === undefined || form !== 'terraform-aws-modules/security-group/aws')
    return undefined;
  const pieces = text.split(',');
  const kept = pieces.filter((piece) => piece !== cidr && !isOpenCidr(piece, family));
  const inside = { start: expression.span.start + 1, end: expression.span.end - 1 };
  const isPlain = file.text.slice(inside.start, inside.end) === text && pieces.includes(cidr);
  return isPlain && kept.length > 0 ? [file.path, [{ span: inside, newText: kept.join(',') }]] : undefined;
}

/** The argument goes that has nothing but open networks, where the rule surely has other sources in other arguments. */
function argumentGone(finding: Finding, context: FixContext): readonly [string, readonly TextEdit[]] | undefined {
  const from = ruleSourceOf(finding, context);
  if (from === undefined || from.kept.length > 0) return undefined;
  const others = finding.rule.sources.filter(({ argument }) => argument.name !== from.argument.name);
  const isNamed = others.some(
    (other) =>
      other.kind !== 'invalid' &&
      other.kind !== 'unknown' &&
      !(other.kind === 'cidr' && other.prefixLength === 0) &&
      other.conditions.length === 0 &&
      other.uncertain === undefined,
  );
  return isNamed ? [from.text.file.path, openGone(from)] : undefined;
}
