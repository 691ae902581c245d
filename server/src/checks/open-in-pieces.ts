// Finds groups that are open to everyone in pieces, such as 0.0.0.0/1 beside 128.0.0.0/1, or by all of IPv6 that is assigned.
// AWS has no control for it: its controls look for a network of length 0.
import type { Piece } from '../aws/coverage.ts';
import { message } from '../messages.ts';
import type { Message } from '../messages.ts';
import type { ConfigurationCheck, Discovery, Note } from './check.ts';
import { openCovers } from './piecesOfGroups.ts';
import type { OpenCover } from './piecesOfGroups.ts';
import { subjectOf } from './subject.ts';
import { placeOfSource } from './traceSource.ts';
import { whenOpen } from './wording.ts';

/** Ports that may be open to everyone may be so in pieces too. */
export const openInPieces: ConfigurationCheck = {
  kind: 'configuration',
  id: 'open-in-pieces',
  controls: [],
  defaultSeverity: 'warning',
  find: ({ rules }, settingsOf) => openCovers(rules, settingsOf).map(discovery),
};

function discovery(cover: OpenCover): Discovery {
  const { rule, source, pieces, isSure } = cover;
  const others = pieces.filter((piece) => piece.source !== source);
  return {
    rule,
    source,
    place: rule.place,
    controls: [],
    verdict: isSure ? 'open' : 'possible',
    message: wording(cover),
    notes: others.slice(0, maximumNotes).map(noteOf),
  };
}

const maximumNotes = 10;
const maximumNames = 4;

function wording({ rule, source, pieces }: OpenCover): Message {
  const { message: what, isPlural } = subjectOf(rule);
  const { family } = source;
  // The conditions of all pieces are the rule's here.
  const when = whenOpen(rule, { ...source, conditions: [], uncertain: undefined }, []);
  const opening = message(isPlural ? 'checks.areOpenIf' : 'checks.isOpenIf', { what, family, when });
  const advice = message('checks.allowFewer');
  const [first, another] = pieces;
  if (first !== undefined && another === undefined)
    return message('checks.inOnePiece', { opening, piece: first.source.text, advice });
  const texts = pieces.map((piece) => piece.source.text);
  const shown = texts.slice(0, texts.length > maximumNames ? maximumNames - 1 : maximumNames);
  const rest = texts.length - shown.length;
  const names = rest === 0 ? shown : [...shown, message('checks.morePieces', { count: rest })];
  return message('checks.inPieces', { opening, pieces: names, advice });
}

function noteOf({ source }: Piece): Note {
  return { place: placeOfSource(source), message: message('checks.otherPiece', { text: source.text }) };
}
