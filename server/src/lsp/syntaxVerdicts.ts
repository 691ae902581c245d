// HashiCorp's own verdict on the open documents: asked when nothing else is to be done, shown as diagnostics.
import { DiagnosticSeverity, type Diagnostic } from 'vscode-languageserver/node';
import type { Referee, Verdict } from '../hcl/hcl2json.ts';
import { message, render, type Language } from '../messages.ts';
import { lineIndexOf } from '../text.ts';
import { rangeOf } from './convert.ts';

/** The last verdict on each document, with the text it was given on. */
export class SyntaxVerdicts {
  readonly #referee: Referee;
  readonly #onVerdict: (path: string) => void;
  readonly #verdicts = new Map<string, { readonly text: string; readonly verdict: Verdict | undefined }>();

  constructor(referee: Referee, onVerdict: (path: string) => void) {
    this.#referee = referee;
    this.#onVerdict = onVerdict;
  }

  /** Asks for a verdict unless this very text has one; `onVerdict` is called when it has come and still matters. */
  ask(path: string, text: string | undefined): void {
    const known = this.#verdicts.get(path);
    if (text === undefined || known?.text === text) return;
    this.#verdicts.set(path, { text, verdict: undefined });
    void this.#referee.judge(path, text).then((verdict) => {
      if (this.#verdicts.get(path)?.text !== text) return;
      this.#verdicts.set(path, { text, verdict });
      this.#onVerdict(path);
    });
  }

  forget(path: string): void {
    this.#verdicts.delete(path);
  }

  /** The syntax errors of a document; empty while no verdict is there. */
  diagnosticsOf(path: string, language: Language): readonly Diagnostic[] {
    const known = this.#verdicts.get(path);
    if (known?.verdict?.kind !== 'rejected') return [];
    const index = lineIndexOf(known.text);
    return known.verdict.errors.map((error) => ({
      range: rangeOf(index, error.span),
      severity: DiagnosticSeverity.Error,
      source: 'portcullis',
      message: render(message('lsp.syntaxError', { summary: error.summary, detail: error.detail }), language),
    }));
  }
}
