// Groups that are open to everyone in pieces: their rules taken together, protocol by protocol and port by port.
// It says nothing in words and knows no severity.
// Called by open-in-pieces.ts, wide-range.ts and serviceCheck.ts.
import type { Family } from '../aws/cidr.ts';
import { coverOf, isSure, mayCover, piecesOf } from '../aws/coverage.ts';
import type { Cover, Piece } from '../aws/coverage.ts';
import { isOneObject } from '../aws/group.ts';
import type { CidrSource, IngressRule, Protocol } from '../aws/ingressRule.ts';
import type { Answer } from './check.ts';

/** What is open in pieces, shown at one of them. */
export interface OpenCover {
  /** The rule of the first piece, with just the protocol and ports that all pieces share and the conditions of all. */
  readonly rule: IngressRule;
  /** The first piece in the order of the rules. */
  readonly source: CidrSource;
  /** In the order of their addresses. */
  readonly pieces: readonly Piece[];
  readonly isSure: boolean;
}

/** What would be said of a network of length 0 in a rule. */
export type AskOpen = (rule: IngressRule) => Answer;

/** Every cover that would fail where a network of length 0 in its place would: ports that may be open to everyone are left out. */
export function openCovers(rules: readonly IngressRule[], ask: AskOpen): readonly OpenCover[] {
  // Most configurations hold no piece of the internet at all.
  const held = families.filter((family) => piecesOf(rules, family).length > 0);
  if (held.length === 0) return [];
  return groupsOf(rules).flatMap((group) =>
    held.flatMap((family) =>
      coversOf(group, family).flatMap((shared) => {
        const cover = openCover(group, shared);
        const answer = ask(cover.rule);
        if (answer.kind === 'no') return [];
        return [{ ...cover, isSure: cover.isSure && answer.kind === 'fails' }];
      }),
    ),
  );
}

const families: readonly Family[] = ['IPv4', 'IPv6'];

/** A cover with the protocol and ports that its pieces share. */
type SharedCover = Cover & Pick<IngressRule, 'protocol' | 'ports'>;

/** Rules of one group together. Where the group cannot be known, or stands for several, a rule is by itself. */
function groupsOf(rules: readonly IngressRule[]): readonly (readonly IngressRule[])[] {
  const groups = new Map<string, IngressRule[]>();
  const alone: (readonly IngressRule[])[] = [];
  for (const rule of rules) {
    const { group } = rule;
    if (group === undefined || !isOneObject(group)) {
      alone.push([rule]);
      continue;
    }
    const key = `${group.address}.${group.attribute}`;
    const known = groups.get(key);
    if (known === undefined) groups.set(key, [rule]);
    else known.push(rule);
  }
  return [...groups.values(), ...alone];
}

function coversOf(group: readonly IngressRule[], family: Family): readonly SharedCover[] {
  if (!mayCover(family, piecesOf(group, family))) return [];
  const rules = group.filter((rule) => piecesOf([rule], family).length > 0);
  const everything = group.filter(({ protocol }) => protocol.kind === 'all');
  const numbers = new Set(rules.flatMap(({ protocol }) => (protocol.kind === 'other' ? [protocol.number] : [])));
  return [
    ...sharedCover(family, everything, [], { protocol: { kind: 'all' }, ports: { kind: 'all' } }),
    ...[...numbers].flatMap((number) => {
      const ofNumber = group.filter(({ protocol }) => protocol.kind === 'other' && protocol.number === number);
      return sharedCover(family, ofNumber, everything, { protocol: { kind: 'other', number }, ports: { kind: 'all' } });
    }),
    ...transports.flatMap((protocol) => portCovers(family, group, everything, protocol)),
    ...rules.filter(isUnclear).flatMap((rule) => sharedCover(family, [rule], [], rule)),
  ];
}

const transports: readonly Protocol[] = [{ kind: 'tcp' }, { kind: 'udp' }];

/** No one can say whether its ports overlap with those of others. */
function isUnclear({ protocol, ports }: IngressRule): boolean {
  const unclear: readonly string[] = ['missing', 'invalid', 'unknown'];
  return unclear.includes(protocol.kind) || unclear.includes(ports.kind);
}

/** Ports from..to between which the same rules apply, as few ranges as there are different covers. */
function portCovers(
  family: Family,
  group: readonly IngressRule[],
  everything: readonly IngressRule[],
  protocol: Protocol,
): readonly SharedCover[] {
  const ranged = group.flatMap((rule) =>
    rule.protocol.kind === protocol.kind && rule.ports.kind === 'range' ? [{ rule, ports: rule.ports }] : [],
  );
  const starts = [...new Set(ranged.flatMap(({ ports }) => [ports.from, ports.to + 1]))].sort((a, b) => a - b);
  const covers: SharedCover[] = [];
  for (const [index, from] of starts.entries()) {
    const to = (starts[index + 1] ?? from) - 1;
    const active = ranged.filter(({ ports }) => ports.from <= from && to <= ports.to).map(({ rule }) => rule);
    if (to < from || active.length === 0) continue;
    for (const cover of sharedCover(family, active, everything, { protocol, ports: { kind: 'range', from, to } })) {
      const before = covers.at(-1);
      if (before?.ports.kind === 'range' && before.ports.to + 1 === from && haveSamePieces(before, cover))
        covers[covers.length - 1] = { ...before, ports: { ...before.ports, to } };
      else covers.push(cover);
    }
  }
  return covers;
}

/** The cover of rules that share ports; `others` may add pieces, but say it themselves where they need none of the rules. */
function sharedCover(
  family: Family,
  rules: readonly IngressRule[],
  others: readonly IngressRule[],
  shared: Pick<IngressRule, 'protocol' | 'ports'>,
): readonly SharedCover[] {
  const all = [...rules, ...others];
  // What a /0 opens is told of at the /0.
  if (all.some((rule) => rule.sources.some((source) => isOpen(source, family)))) return [];
  const cover = coverOf(family, piecesOf(all, family));
  if (cover === undefined || !cover.pieces.some(({ rule }) => rules.includes(rule))) return [];
  return [{ ...cover, protocol: shared.protocol, ports: shared.ports }];
}

function isOpen(source: IngressRule['sources'][number], family: Family): boolean {
  return source.kind === 'cidr' && source.family === family && source.prefixLength === 0;
}

function haveSamePieces(a: Cover, b: Cover): boolean {
  return (
    a.pieces.length === b.pieces.length && a.pieces.every((piece, index) => piece.source === b.pieces[index]?.source)
  );
}

function openCover(group: readonly IngressRule[], { pieces, conditions, protocol, ports }: SharedCover): OpenCover {
  const position = ({ rule, source }: Piece): number => group.indexOf(rule) + rule.sources.indexOf(source) / 1e6;
  const first = pieces.reduce((best, piece) => (position(piece) < position(best) ? piece : best));
  const uncertain = pieces
    .map(({ rule, source }) => rule.uncertain ?? source.uncertain)
    .find((why) => why !== undefined);
  return {
    rule: { ...first.rule, protocol, ports, conditions, uncertain },
    source: first.source,
    pieces,
    isSure: conditions.length === 0 && pieces.every(isSure),
  };
}
