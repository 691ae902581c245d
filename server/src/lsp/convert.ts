// Our data and LSP's objects, each made of the other. The only place that knows URIs, lines and characters.
import { URI } from 'vscode-uri';
import { DiagnosticSeverity, type Position, type Range } from 'vscode-languageserver/node';
import type { Severity } from '../checks/check.ts';
import { fromNativePath } from '../terraform/path.ts';
import { lineAndColumnAt, offsetAt, type LineIndex, type Span } from '../text.ts';

/** The path of a document on disk; undefined for documents that have none (`untitled:`, `git:`). */
export function pathOf(uri: string): string | undefined {
  let parsed;
  try {
    parsed = URI.parse(uri, true);
  } catch {
    // What is no URI names no file.
    return undefined;
  }
  return parsed.scheme === 'file' ? fromNativePath(parsed.fsPath) : undefined;
}

/** The URI of a path, encoded as VS Code does it. */
export function uriOf(path: string): string {
  return URI.file(path).toString();
}

export function rangeOf(index: LineIndex, span: Span): Range {
  return { start: positionOf(index, span.start), end: positionOf(index, span.end) };
}

function positionOf(index: LineIndex, offset: number): Position {
  const { line, column } = lineAndColumnAt(index, offset);
  return { line, character: column };
}

/** A range of the editor in a text of this length; what lies outside is taken as the nearer end. */
export function spanOf(index: LineIndex, range: Range, length: number): Span {
  return {
    start: offsetAt(index, { line: range.start.line, column: range.start.character }, length),
    end: offsetAt(index, { line: range.end.line, column: range.end.character }, length),
  };
}

export function severityOf(severity: Severity): DiagnosticSeverity {
  switch (severity) {
    case 'error':
      return DiagnosticSeverity.Error;
    case 'warning':
      return DiagnosticSeverity.Warning;
    case 'information':
      return DiagnosticSeverity.Information;
    case 'hint':
      return DiagnosticSeverity.Hint;
  }
}
