// Edits made one after the other, as one set of edits of the text at the start: what no edit touched stays out of it.
// Called by fixAll.ts.
import type { TextEdit } from '../text.ts';

/** A stretch of the first text that is still there, or text that has been written since. */
type Piece =
  | { readonly kept: true; readonly start: number; readonly end: number }
  | { readonly kept: false; readonly text: string };

/** A text and all that has been done to it. */
export class ComposedEdits {
  #pieces: readonly Piece[];
  readonly #length: number;

  /** Of a text of this length. */
  constructor(length: number) {
    this.#length = length;
    this.#pieces = [{ kept: true, start: 0, end: length }];
  }

  /** Adds edits of the text as it is by now; they do not overlap. */
  add(edits: readonly TextEdit[]): void {
    // From the end, so that the offsets of the others keep.
    for (const { span, newText } of edits
      .toReversed()
      .toSorted((a, b) => b.span.start - a.span.start || b.span.end - a.span.end)) {
      const head = cut(this.#pieces, 0, span.start);
      const tail = cut(this.#pieces, span.end, Number.MAX_SAFE_INTEGER);
      this.#pieces = [...head, { kept: false, text: newText }, ...tail];
    }
  }

  /** All of them as edits of the first text, in order. */
  edits(): readonly TextEdit[] {
    const edits: TextEdit[] = [];
    let start = 0;
    let newText = '';
    for (const piece of [...this.#pieces, { kept: true, start: this.#length, end: this.#length } as const]) {
      if (!piece.kept) {
        newText += piece.text;
        continue;
      }
      if (piece.start > start || newText !== '') edits.push({ span: { start, end: piece.start }, newText });
      start = piece.end;
      newText = '';
    }
    return edits;
  }
}

function cut(pieces: readonly Piece[], from: number, to: number): readonly Piece[] {
  const found: Piece[] = [];
  let offset = 0;
  for (const piece of pieces) {
    const length = lengthOf(piece);
    const start = Math.max(from - offset, 0);
    const end = Math.min(to - offset, length);
    if (start < end) {
      found.push(
        piece.kept
          ? { kept: true, start: piece.start + start, end: piece.start + end }
          : { kept: false, text: piece.text.slice(start, end) },
      );
    }
    offset += length;
  }
  return found;
}

function lengthOf(piece: Piece): number {
  return piece.kept ? piece.end - piece.start : piece.text.length;
}
