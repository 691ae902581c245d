// The rows as a table in Markdown, which is also readable on a terminal.
import type { Figure, Row } from './row.ts';

/** A row with what was measured for it, or why nothing was. */
export interface Result {
  readonly row: Row;
  readonly figure: Figure | { readonly failure: string };
}

/** Columns as wide as their widest cell. `floorMs` is what times are divided by. */
export function tableOf(results: readonly Result[], floorMs: number): string {
  const cells = results.map(({ row, figure }) => {
    if ('failure' in figure) return [row.what, row.target, figure.failure, '', 'failed'];
    const { text, milliseconds, isMet } = figure;
    const ratio = milliseconds === undefined ? '' : `${(milliseconds / floorMs).toFixed(1)} ×`;
    return [row.what, row.target, text, ratio, isMet === undefined ? '' : isMet ? 'met' : 'missed'];
  });
  const heads = ['what', 'target', 'figure', 'to the floor', ''];
  const widths = heads.map((head, column) => Math.max(3, head.length, ...cells.map((row) => row[column]?.length ?? 0)));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(width)).join(' | ')} |`;
  return [heads, widths.map((width) => '-'.repeat(width)), ...cells].map(line).join('\n');
}

/** Whether every row that has a target meets it. */
export function allMet(results: readonly Result[]): boolean {
  return results.every(({ figure }) => !('failure' in figure) && figure.isMet !== false);
}
