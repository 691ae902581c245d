// Sources that are everyone only together: 0.0.0.0/1 beside 128.0.0.0/1, in one rule or in several of one group.
// It judges nothing and does not ask which ports may be open.
// Called by the checks.
import { joinConditions } from '../terraform/alternatives.ts';
import type { Condition } from '../terraform/value.ts';
import { addressesOf } from './cidr.ts';
import type { AddressRange, Family } from './cidr.ts';
import type { CidrSource, IngressRule } from './ingressRule.ts';
import { holdsPublicAddress, publicRanges } from './publicNetworks.ts';

/** A source of a rule that is a part of the internet. */
export interface Piece {
  readonly rule: IngressRule;
  readonly source: CidrSource;
  readonly range: AddressRange;
  /** Of the rule and of the source. */
  readonly conditions: readonly Condition[];
  readonly isUncertain: boolean;
}

/** Pieces that hold every public address of a family, with what must hold for all of them to be there. */
export interface Cover {
  readonly family: Family;
  /** At least one, in the order of their addresses. */
  readonly pieces: readonly Piece[];
  readonly conditions: readonly Condition[];
}

/** The narrower networks of a family among the sources of rules. A network of length 0 needs no others and is none of them. */
export function piecesOf(rules: readonly IngressRule[], family: Family): readonly Piece[] {
  const pieces: Piece[] = [];
  for (const rule of rules) {
    for (const source of rule.sources) {
      const piece = pieceOf(rule, source, family);
      if (piece !== undefined) pieces.push(piece);
    }
  }
  return pieces;
}

/**
 * The broadest pieces that together hold every public address; undefined where they do not. Pieces that are there for sure are
 * taken first, so that the cover is as sure as it can be.
 */
export function coverOf(family: Family, pieces: readonly Piece[]): Cover | undefined {
  const sure = pieces.filter(isSure);
  return walk(family, sure, []) ?? (sure.length < pieces.length ? possibleCover(family, pieces) : undefined);
}

/** Whether pieces hold every public address where all of them are there at once: if not, no choice of them is a cover. */
export function mayCover(family: Family, pieces: readonly Piece[]): boolean {
  return publicRanges(family).every(({ first, last }) => {
    let next = first;
    while (next <= last) {
      let end = next - 1n;
      for (const { range } of pieces) if (range.first <= next && range.last > end) end = range.last;
      if (end < next) return false;
      next = end + 1n;
    }
    return true;
  });
}

/** Whether a piece is there for sure. */
export function isSure({ conditions, isUncertain }: Piece): boolean {
  return conditions.length === 0 && !isUncertain;
}

function pieceOf(rule: IngressRule, source: IngressRule['sources'][number], family: Family): Piece | undefined {
  if (source.kind !== 'cidr' || source.family !== family || source.prefixLength === 0) return undefined;
  // What holds no public address is part of no cover.
  const range = holdsPublicAddress(family, source.text) ? addressesOf(source.text) : undefined;
  const conditions = joinConditions(rule.conditions, source.conditions);
  if (range === undefined || conditions === undefined) return undefined;
  const isUncertain = (rule.uncertain ?? source.uncertain) !== undefined;
  return { rule, source, range, conditions, isUncertain };
}

/** Tried once for the conditions of each piece, because two pieces under opposite conditions are never there together. */
function possibleCover(family: Family, pieces: readonly Piece[]): Cover | undefined {
  const starts = pieces.map(({ conditions }) => conditions).slice(0, maximumStarts);
  for (const start of starts) {
    const cover = walk(family, pieces, start);
    if (cover !== undefined) return cover;
  }
  return undefined;
}

const maximumStarts = 16;

/** From the first public address on, always the broadest piece that holds the next one and may be there with the others. */
function walk(family: Family, pieces: readonly Piece[], start: readonly Condition[]): Cover | undefined {
  const chosen: Piece[] = [];
  let conditions = start;
  for (const { first, last } of publicRanges(family)) {
    let next = later(first, (chosen.at(-1)?.range.last ?? -1n) + 1n);
    while (next <= last) {
      const found = broadest(pieces, next, conditions);
      if (found === undefined) return undefined;
      chosen.push(found.piece);
      conditions = found.conditions;
      next = found.piece.range.last + 1n;
    }
  }
  return { family, pieces: chosen, conditions };
}

function broadest(
  pieces: readonly Piece[],
  address: bigint,
  conditions: readonly Condition[],
): { readonly piece: Piece; readonly conditions: readonly Condition[] } | undefined {
  let best: { readonly piece: Piece; readonly conditions: readonly Condition[] } | undefined;
  for (const piece of pieces) {
    if (piece.range.first > address || piece.range.last < address) continue;
    if (best !== undefined && !isBetter(piece, best.piece)) continue;
    const together = joinConditions(conditions, piece.conditions);
    if (together !== undefined) best = { piece, conditions: together };
  }
  return best;
}

function isBetter(piece: Piece, than: Piece): boolean {
  if (isSure(piece) !== isSure(than)) return isSure(piece);
  return piece.range.last > than.range.last;
}

function later(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
