// What is said of networks that are everyone only together: which they are, and what is open by them.
// It finds nothing.
// Called by open-in-pieces.ts and serviceCheck.ts.
import type { Piece } from '../aws/coverage.ts';
import { message } from '../messages.ts';
import type { Message } from '../messages.ts';
import type { Discovery } from './check.ts';
import type { Note } from './findingFacts.ts';
import type { OpenCover } from './piecesOfGroups.ts';
import type { Subject } from './subject.ts';
import { placeOfSource } from './traceSource.ts';
import { whenOpen } from './wording.ts';

/** One finding for the cover, at its first piece; `subject` is what is open by it. */
export function discoveryOfCover(cover: OpenCover, subject: Subject): Discovery {
  const { rule, source, pieces, isSure } = cover;
  const others = pieces.filter((piece) => piece.source !== source);
  return {
    rule,
    source,
    place: rule.place,
    controls: [],
    verdict: isSure ? 'open' : 'possible',
    message: wording(cover, subject),
    notes: others.slice(0, maximumNotes).map(noteOf),
  };
}

const maximumNotes = 10;
const maximumNames = 4;

function wording({ rule, source, pieces }: OpenCover, { message: what, isPlural }: Subject): Message {
  const { family } = source;
  // The conditions of all pieces are the rule's here.
  const when = whenOpen(rule, { ...source, conditions: [], uncertain: undefined });
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
