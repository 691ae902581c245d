// What a hover over a finding adds to its message: the controls it fails, and the way its value came.
import { MarkupKind, type Hover } from 'vscode-languageserver/node';
import { controls } from '../checks/controls.ts';
import type { Finding } from '../checks/check.ts';
import { message, render, type Language } from '../messages.ts';
import { lineAndColumnAt, lineIndexOf } from '../text.ts';
import { baseName } from '../terraform/path.ts';
import { rangeOf } from './convert.ts';

/** The hover for findings at one position, or null where there is none. `textOf` gives the text that spans are offsets into. */
export function hoverOf(
  findings: readonly Finding[],
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

function section(finding: Finding, language: Language, textOf: (path: string) => string | undefined): string {
  const lines = finding.controls.map((id) => {
    const control = controls[id];
    return `- [${id}](${control.page[language]}): ${render(control.title, language)}`;
  });
  const address = render(message('lsp.hoverRule', { address: `\`${finding.rule.address}\`` }), language);
  const steps = finding.origin.map((step) => {
    const text = textOf(step.place.path) ?? '';
    const { line } = lineAndColumnAt(lineIndexOf(text), step.place.span.start);
    return `- \`${step.text.replaceAll('`', "'")}\` (${baseName(step.place.path)}:${line + 1})`;
  });
  const chain = steps.length === 0 ? [] : ['', render(message('lsp.hoverOrigin'), language), '', ...steps];
  return [address, '', ...lines, ...chain].join('\n');
}
