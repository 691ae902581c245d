// Makes damaged texts of sound ones: pieces cut out, doubled, exchanged, or carried in from elsewhere, as hands and merges do it.
// Called by mutations.test.ts.
import type { SourceFile } from '../../server/src/hcl/nodes.ts';
import type { Span, TextEdit } from '../../server/src/text.ts';

/** A damaged text, and the places of the sound one that it differs at. */
export interface Mutation {
  readonly text: string;
  /** In order, not overlapping; offsets into the sound text. */
  readonly edits: readonly TextEdit[];
}

/** A source of choices: a whole number from 0 on, below the limit. */
export type Chance = (limit: number) => number;

/** A source of choices that depends on the seed alone. */
export function chanceFrom(seed: number): Chance {
  let state = seed >>> 0;
  return (limit) => {
    // A linear congruential generator; its upper bits are good enough to choose with.
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

/** Damages a text. Most of the time the damage stays within one of the `regions`. `strangers` are other texts to take pieces from. */
export function mutate(text: string, regions: readonly Span[], strangers: readonly string[], chance: Chance): Mutation {
  const whole = { start: 0, end: text.length };
  const region = chance(5) === 0 ? whole : (regions[chance(regions.length)] ?? whole);
  const edits = editsOf(text, region, strangers, chance);
  const sorted = edits.toSorted((a, b) => a.span.start - b.span.start);
  let mutated = '';
  let end = 0;
  for (const { span, newText } of sorted) {
    mutated += text.slice(end, span.start) + newText;
    end = span.end;
  }
  return { text: mutated + text.slice(end), edits: sorted };
}

/** The top-level blocks that none of the edits touches. */
export function untouchedBlocks(file: SourceFile, edits: readonly TextEdit[]): readonly Span[] {
  const spans = file.body.blocks.map((block) => block.span);
  return spans.filter((span) => edits.every((edit) => edit.span.end < span.start || edit.span.start > span.end));
}

/** Where an offset of the sound text, outside of all edits, lies in the damaged one. */
export function shifted(offset: number, edits: readonly TextEdit[]): number {
  const before = edits.filter((edit) => edit.span.end <= offset);
  return before.reduce((moved, { span, newText }) => moved + newText.length - (span.end - span.start), offset);
}

const strokes = [
  '"',
  '{',
  '}',
  '[',
  ']',
  '(',
  ')',
  '=',
  '\n',
  '${',
  '%{',
  '<<EOT\n',
  'EOT\n',
  '#',
  '/*',
  '*/',
  '~',
  ',',
  '.',
  '?',
  ' ',
  '\\',
];

function editsOf(text: string, region: Span, strangers: readonly string[], chance: Chance): readonly TextEdit[] {
  const piece = pieceIn(text, region, chance);
  switch (chance(6)) {
    case 0:
      return [{ span: piece, newText: '' }];
    case 1:
      return [{ span: { start: piece.end, end: piece.end }, newText: text.slice(piece.start, piece.end) }];
    case 2: {
      const other = pieceIn(text, region, chance);
      const [first, second] = piece.start <= other.start ? [piece, other] : [other, piece];
      if (first.end > second.start) return [{ span: first, newText: '' }];
      return [
        { span: first, newText: text.slice(second.start, second.end) },
        { span: second, newText: text.slice(first.start, first.end) },
      ];
    }
    case 3: {
      const stranger = strangers[chance(strangers.length)] ?? '';
      const found = pieceIn(stranger, { start: 0, end: stranger.length }, chance);
      return [{ span: piece, newText: stranger.slice(found.start, found.end) }];
    }
    case 4:
      return [{ span: { start: piece.start, end: piece.start }, newText: strokes[chance(strokes.length)] ?? '' }];
    default:
      return [{ span: { start: piece.start, end: Math.min(region.end, piece.start + 1) }, newText: '' }];
  }
}

/** A few characters, a word or a few lines. */
function pieceIn(text: string, region: Span, chance: Chance): Span {
  const start = region.start + chance(region.end - region.start + 1);
  const longest = [4, 20, 80, 400][chance(4)] ?? 4;
  const end = Math.min(region.end, start + 1 + chance(longest));
  if (chance(3) !== 0) return { start, end };
  // Whole lines.
  const lineStart = Math.max(region.start, text.lastIndexOf('\n', start - 1) + 1);
  const lineEnd = text.indexOf('\n', end);
  return { start: lineStart, end: lineEnd < 0 || lineEnd >= region.end ? region.end : lineEnd + 1 };
}
