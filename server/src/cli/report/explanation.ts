// How a value came about, for people: the expression, then what each reference in it stands for, indented under it.
import { render, type Language } from '../../messages.ts';
import { explanationLines, type Explanation } from '../../terraform/explain.ts';
import { relativePath } from '../../terraform/path.ts';
import { lineAndColumnAt, lineIndexOf, type Place } from '../../text.ts';

/** A source text longer than this is cut, in UTF-16 units. */
const maximumTextLength = 100;

/** One paragraph for each explanation; files are shown relative to `root`. */
export function explanationReport(
  explanations: readonly Explanation[],
  root: string,
  textOf: (path: string) => string | undefined,
  language: Language,
): string {
  return explanations.map((explanation) => paragraph(explanation, root, textOf, language)).join('\n');
}

function paragraph(
  explanation: Explanation,
  root: string,
  textOf: (path: string) => string | undefined,
  language: Language,
): string {
  const lines = explanationLines(explanation).map(({ depth, explanation: step }) => {
    const text = sourceText(step.place, textOf);
    const value = text === step.value ? '' : ` = ${step.value}`;
    const reason =
      step.reason === undefined || step.from.length > 0 ? '' : ` (${render(step.reason.message, language)})`;
    return `${'  '.repeat(depth)}${locate(step.place, root, textOf)}  ${text}${value}${reason}\n`;
  });
  return lines.join('');
}

/** What is written at a place, on one line. */
function sourceText(place: Place, textOf: (path: string) => string | undefined): string {
  const text = (textOf(place.path) ?? '').slice(place.span.start, place.span.end).replaceAll(/\s+/g, ' ');
  return text.length > maximumTextLength ? `${text.slice(0, maximumTextLength - 1)}…` : text;
}

function locate(place: Place, root: string, textOf: (path: string) => string | undefined): string {
  const { line, column } = lineAndColumnAt(lineIndexOf(textOf(place.path) ?? ''), place.span.start);
  return `${relativePath(root, place.path)}:${line + 1}:${column + 1}`;
}
