// What a text surely does not hold, seen without reading it: most files need no more than that.
// It never says no to what a reading would find; a yes means nothing.
// Called by terraform/ and by those above it.
import { isReadFromText } from './lazyFile.ts';
import type { SourceFile } from './nodes.ts';

/** Whether a file may hold blocks with this label. */
export function mayHoldLabel(file: SourceFile, label: string): boolean {
  return !isReadFromText(file) || file.text.includes(label) || mayHoldEscapes(file.text);
}

/** Whether a file may hold top-level blocks, or labels, that one of these patterns finds as `wordPattern` makes them. */
export function mayHoldWord(file: SourceFile, pattern: RegExp): boolean {
  return !isReadFromText(file) || pattern.test(file.text) || mayHoldEscapes(file.text);
}

/**
 * What finds any of some words where they may be the type or a label of a block: a reference goes on behind them with a dot or a
 * bracket, a longer word with a letter.
 */
export function wordPattern(words: Iterable<string>): RegExp {
  return new RegExp(`(?:${[...new Set(words)].toSorted().join('|')})(?=[\\s"{/#]|$)`);
}

/** In labels, and in all of JSON, any letter may be written as an escape. */
function mayHoldEscapes(text: string): boolean {
  return text.includes('\\u') || text.includes('\\U');
}
