// The message with which hcl2json rejects a text, taken apart: places, summaries, details.
// Its columns count grapheme clusters from 1; this is the one file that knows, and it hands on UTF-16 offsets.
// Called by hcl2json.ts.
import { lineIndexOf, offsetAt } from '../text.ts';
import type { LineIndex } from '../text.ts';
import type { Rejection } from './hcl2json.ts';

/** Reads `parse config: [name:1,5-8: Summary; Detail name:2,1-3,2: ...]`; always gives at least one rejection. */
export function readRejection(message: string, name: string, text: string): readonly Rejection[] {
  const lines = lineIndexOf(text);
  const list = message.slice(message.indexOf('[') + 1, message.endsWith(']') ? -1 : undefined);
  const escapedName = name.replace(/[.\\]/g, '\\$&');
  const place = new RegExp(`(?:^| )${escapedName}:(\\d+),(\\d+)-(?:(\\d+),)?(\\d+): `, 'g');
  const found = [...list.matchAll(place)];
  if (found.length === 0) return [{ span: { start: 0, end: 0 }, summary: list, detail: '' }];
  return found.map((match, index) => {
    const [startLine, startColumn, endLine, endColumn] = match.slice(1);
    const words = list.slice(match.index + match[0].length, found[index + 1]?.index);
    const split = words.indexOf('; ');
    const start = offsetOf(text, lines, startLine ?? '1', startColumn ?? '1');
    const end = offsetOf(text, lines, endLine ?? startLine ?? '1', endColumn ?? '1');
    return {
      span: { start, end: Math.max(start, end) },
      summary: split < 0 ? words : words.slice(0, split),
      detail: split < 0 ? '' : withoutName(words.slice(split + 2), escapedName),
    };
  });
}

/** A detail may name an earlier place in the same text. */
function withoutName(detail: string, escapedName: string): string {
  return detail.replace(new RegExp(`${escapedName}:(\\d+),\\d+(?:-\\d+(?:,\\d+)?)?`, 'g'), 'line $1');
}

function offsetOf(text: string, lines: LineIndex, line: string, column: string): number {
  const lineNumber = Number(line) - 1;
  const start = offsetAt(lines, { line: lineNumber, column: 0 }, text.length);
  const newline = text.indexOf('\n', start);
  let clusters = Number(column) - 1;
  let offset = start;
  // A column past the line's end lies on the line's end itself: there the cluster is the newline.
  for (const { segment } of segmenter().segment(text.slice(start, newline < 0 ? text.length : newline))) {
    if (clusters-- <= 0) break;
    offset += segment.length;
  }
  return offset;
}

let shared: Intl.Segmenter | undefined;

/** Made when it is first needed: that takes as long as many files take to be read. */
function segmenter(): Intl.Segmenter {
  shared ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return shared;
}
