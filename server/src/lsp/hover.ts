// What a hover over a finding adds to its message: the controls it fails, and the way its value came.
import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import { controls } from '../checks/controls.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { message, render, type Language } from '../messages.ts';
import { explanationLines, type Explanation } from '../terraform/explain.ts';
import { lineAndColumnAt, lineIndexOf, type Place } from '../text.ts';
import { baseName } from '../terraform/path.ts';
import { rangeOf } from './convert.ts';

/** The hover for findings at one position, or null where there is none. `textOf` gives the text that spans are offsets into. */
export function hoverOf(
  findings: readonly FindingFacts[],
  language: Language,
  textOf: (path: string) => string | undefined,
): Hover | null {
  const [first] = findings;
  if (first === undefined) return null;
  const sections = findings.map((finding) => section(finding, language, textOf));
  return {
    contents: { kind: MarkupKind.Markdown, value: sections.join('\n\n---\n\n') },
    range: rangeOf(lineIndexOf(textOf(first.place.path) ?? ''), first.place.span),
  };
}

/** How the value of the argument under the cursor comes about; null where it rests on nothing but itself. */
export function explanationHoverOf(
  explanations: readonly Explanation[],
  language: Language,
  textOf: (path: string) => string | undefined,
): Hover | null {
  const resting = explanations.filter(({ from }) => from.length > 0);
  if (resting.length === 0) return null;
  const sections = resting.map((explanation) =>
    explanationLines(explanation)
      .slice(0, maximumLines)
      .map(({ depth, explanation: step }) => stepLine(depth, step, language, textOf))
      .join('\n'),
  );
  return { contents: { kind: MarkupKind.Markdown, value: sections.join('\n\n---\n\n') } };
}

/** A hover is a glance; the command line shows the rest. */
const maximumLines = 16;

function stepLine(
  depth: number,
  step: Explanation,
  language: Language,
  textOf: (path: string) => string | undefined,
): string {
  const text = (textOf(step.place.path) ?? '')
    .slice(step.place.span.start, step.place.span.end)
    .replaceAll(/\s+/g, ' ');
  const value = text === step.value ? '' : ` = ${inCode(step.value)}`;
  const reason = step.reason === undefined || step.from.length > 0 ? '' : ` ${render(step.reason.message, language)}`;
  return `${'  '.repeat(depth)}- ${inCode(text.length > 60 ? `${text.slice(0, 59)}…` : text)}${value} (${whereIs(step.place, textOf)})${reason}`;
}

function inCode(text: string): string {
  return `\`${text.replaceAll('`', "'")}\``;
}

function whereIs(place: Place, textOf: (path: string) => string | undefined): string {
  const { line } = lineAndColumnAt(lineIndexOf(textOf(place.path) ?? ''), place.span.start);
  return `${baseName(place.path)}:${line + 1}`;
}

function section(finding: FindingFacts, language: Language, textOf: (path: string) => string | undefined): string {
  const lines = finding.controls.map((id) => {
    const control = controls[id];
    return `- [${id}](${control.page[language]}): ${render(control.title, language)}`;
  });
  const address = render(message('lsp.hoverRule', { address: `\`${finding.rule.address}\`` }), language);
  const steps = finding.origin.map((step) => `- ${inCode(step.text)} (${whereIs(step.place, textOf)})`);
  const chain = steps.length === 0 ? [] : ['', render(message('lsp.hoverOrigin'), language), '', ...steps];
  return [address, ...chain, '', ...lines].join('\n');
}
