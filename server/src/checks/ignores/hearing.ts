// Hears the ignore comments that speak for a finding, and says which of them silences a control.
// It makes no finding; what came of our own comments it tells the ledger, for the remarks on them.
// Called by ../judge.ts and ../judgeConfiguration.ts.
import type { CidrSource, IngressRule } from '../../aws/ingressRule.ts';
import type { Block } from '../../hcl/nodes.ts';
import type { Place } from '../../text.ts';
import { contains, lineAndColumnAt } from '../../text.ts';
import type { CheckId, ControlId } from '../check.ts';
import type { CheckSettings } from '../settings.ts';
import { commentsFor, counts, silencersOf } from '../suppress.ts';
import { accepts } from './acceptedPorts.ts';
import type { FileIgnores } from './fileIgnores.ts';
import type { Parameter, ToolIgnore } from './ignoreTool.ts';
import type { IgnoreLedger } from './ledger.ts';

/** What a hearing needs of the court. */
export interface HearingRoom {
  readonly settings: CheckSettings;
  /** The ignore comments of a file of the module, or of one that calls it; undefined for any other. */
  readonly file: (path: string) => FileIgnores | undefined;
  readonly ledger: IgnoreLedger;
}

/** The place of the comment that silences a control as one check reports it, or the check where AWS has none; undefined where none does. */
export type Silencer = (check: CheckId, control: ControlId | undefined) => Place | undefined;

/** Hears every comment once for a finding of a rule at a place. `source` is undefined where the finding is about none. */
export function hear(room: HearingRoom, rule: IngressRule, source: CidrSource | undefined, place: Place): Silencer {
  const own = room.file(place.path);
  const comments = own === undefined ? [] : commentsFor(rule, place, own);
  const others = toolIgnoresFor(room, rule, source, place);
  if (comments.length === 0 && others.length === 0) return () => undefined;
  return (check, control) => {
    const silencers = silencersOf(comments, check, control);
    for (const { comment, ids } of silencers) room.ledger.silenced(comment, ids);
    const counting = silencers.find(({ comment }) => counts(comment, room.settings));
    if (counting !== undefined) return counting.comment.place;
    const accepted = others.flatMap((ignore) => ignore.accepts);
    return accepts(accepted, rule, control, room.settings) ? others[0]?.place : undefined;
  };
}

function toolIgnoresFor(
  room: HearingRoom,
  rule: IngressRule,
  source: CidrSource | undefined,
  place: Place,
): readonly ToolIgnore[] {
  const { today } = room.settings;
  const { callPath } = rule.resource.scope.instance;
  const paths = new Set([place.path, rule.place.path, ...callPath.map((step) => step.place.path)]);
  const ignores = [...paths].flatMap((path) => room.file(path)?.others ?? []);
  return ignores
    .filter(({ before }) => before === undefined || today === undefined || today < before)
    .filter(({ parameters }) => parameters === undefined || parameters.every((parameter) => isMet(rule, parameter)))
    .filter((ignore) => speaksFor(room, ignore, rule, source, place));
}

function speaksFor(
  room: HearingRoom,
  { reach, place: { path, span } }: ToolIgnore,
  rule: IngressRule,
  source: CidrSource | undefined,
  place: Place,
): boolean {
  const argument = source === undefined ? [] : [placeOfArgument(source)];
  const { block } = rule.resource.resource;
  const resource: Place = { path: block.path, span: block.typeSpan };
  const isOn = (lines: readonly number[], places: readonly Place[]): boolean =>
    places.some((each) => each.path === path && lines.includes(lineOf(room, each)));
  switch (reach.kind) {
    case 'resource':
      return block.path === path && contains(block.body.span, span);
    case 'partsOn': {
      const calls = rule.resource.scope.instance.callPath.map((step) => step.place);
      return isOn(reach.lines, [place, ...argument, rule.place, resource, ...calls]);
    }
    case 'shownOn':
      return isOn(reach.lines, [place, ...argument, rule.place]);
    case 'sourceOn':
      return isOn(reach.lines, [place]);
    case 'nextBlock':
      return (
        isOn([reach.line], [...argument, rule.place, resource]) || isInBlockOn(room, reach.line, path, block, place)
      );
    case 'file':
      return place.path === path;
  }
}

/** Whether a place is in a block of the resource that begins on a line, such as a dynamic block. */
function isInBlockOn(room: HearingRoom, line: number, path: string, block: Block, place: Place): boolean {
  if (block.path !== path || place.path !== path) return false;
  return block.body.blocks.some(
    (inner) => lineOf(room, { path, span: inner.typeSpan }) === line && contains(inner.span, place.span),
  );
}

function placeOfArgument({ argument: { scope, expression } }: CidrSource): Place {
  return { path: scope.path, span: expression.span };
}

function lineOf(room: HearingRoom, { path, span }: Place): number {
  const file = room.file(path);
  return file === undefined ? -1 : lineAndColumnAt(file.lines, span.start).line;
}

/** Whether a rule has an argument as it is written in a comment; one that is not known here does not. */
function isMet({ protocol, ports }: IngressRule, { name, value }: Parameter): boolean {
  switch (name) {
    case 'from_port':
      return ports.kind === 'range' && String(ports.from) === value;
    case 'to_port':
      return ports.kind === 'range' && String(ports.to) === value;
    case 'protocol':
    case 'ip_protocol':
      return protocol.kind === 'all' ? value === '-1' : protocol.kind === value;
    default:
      return false;
  }
}
