// One editor's session: takes its messages to the workspace, and what comes of them back.
import type {
  CodeAction,
  CodeActionParams,
  Connection,
  Diagnostic,
  FileEvent,
  Hover,
  HoverParams,
  TextDocuments,
} from 'vscode-languageserver/node';
import { FileChangeType } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../checks/check.ts';
import { decidingPlaces } from '../checks/decidingPlaces.ts';
import { dayOf } from '../checks/ignores/day.ts';
import { proposeFixes } from '../fixes/index.ts';
import type { Referee } from '../hcl/hcl2json.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import { render, type Language } from '../messages.ts';
import { lineIndexOf, overlaps, type Span } from '../text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { codeActionsOf } from './codeAction.ts';
import { pathOf, spanOf, uriOf } from './convert.ts';
import { diagnosticsOf, remarkDiagnosticsOf, teamDiagnosticsOf, type DiagnosticContext } from './diagnostics.ts';
import { explanationHoverOf, hoverOf } from './hover.ts';
import { Publisher } from './publish.ts';
import { Schedule } from './schedule.ts';
import { readSettings, type Settings, defaultSettings } from './settings.ts';
import { SyntaxVerdicts } from './syntaxVerdicts.ts';

export interface SessionOptions {
  readonly language: Language;
  readonly delayMs: number;
  readonly canPullSettings: boolean;
  readonly canCreateFiles: boolean;
  readonly otherTerraformExtension: boolean;
}

/** What the server remembers of one editor. */
export class Session {
  readonly #connection: Connection;
  readonly #documents: TextDocuments<TextDocument>;
  readonly #workspace: Workspace;
  readonly #referee: Referee;
  readonly #options: SessionOptions;
  readonly #publisher: Publisher;
  readonly #schedule: Schedule;
  readonly #verdicts: SyntaxVerdicts;
  /** Paths of open documents with the URI under which the editor knows them. */
  readonly #openUris = new Map<string, string>();
  readonly #told = new Set<string>();
  #settings: Settings = defaultSettings;
  /** The day that ignore comments are held against. */
  #day = dayOf(new Date());
  #started = false;

  constructor(
    connection: Connection,
    documents: TextDocuments<TextDocument>,
    workspace: Workspace,
    referee: Referee,
    options: SessionOptions,
  ) {
    this.#connection = connection;
    this.#documents = documents;
    this.#workspace = workspace;
    this.#referee = referee;
    this.#options = options;
    this.#publisher = new Publisher((params) => {
      connection.sendDiagnostics(params).catch((error: unknown) => this.log(`could not publish: ${String(error)}`));
    });
    this.#schedule = new Schedule(() => workspace.work(), options.delayMs, {
      slice: () => this.#publishChanged(),
      idle: () => this.#settled(),
      error: (error) =>
        this.log(`analysis stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    });
    this.#verdicts = new SyntaxVerdicts(referee, (path) => this.#publish(path));
  }

  /** Reads the settings, then starts the first scan. */
  start(): void {
    void this.#pullSettings(undefined).finally(() => {
      this.#started = true;
      this.#schedule.now();
    });
  }

  stop(): void {
    this.#schedule.stop();
    this.#referee.stop();
  }

  log(text: string): void {
    this.#connection.console.log(text);
  }

  changed(): void {
    // An editor that is never closed sees ignore comments expire.
    if (this.#day !== dayOf(new Date())) this.#applySettings();
    if (this.#started) this.#schedule.soon();
  }

  scanAgain(): void {
    this.#workspace.scanAgain();
    this.changed();
  }

  documentChanged(document: TextDocument): void {
    const path = pathOf(document.uri);
    if (path === undefined || !isTerraform(path)) return;
    this.#openUris.set(path, document.uri);
    this.#workspace.setText(path, document.getText());
    this.changed();
  }

  documentClosed(document: TextDocument): void {
    const path = pathOf(document.uri);
    if (path === undefined || !this.#openUris.delete(path)) return;
    this.#workspace.closeText(path);
    this.#verdicts.forget(path);
    this.#publish(path);
    this.changed();
  }

  filesChanged(changes: readonly FileEvent[]): void {
    for (const { uri, type } of changes) {
      const path = pathOf(uri);
      if (path === undefined) continue;
      const change =
        type === FileChangeType.Created ? 'created' : type === FileChangeType.Deleted ? 'deleted' : 'changed';
      this.#workspace.changedOnDisk(path, change);
    }
    if (this.#workspace.isStale) this.changed();
  }

  settingsChanged(pushed: unknown): void {
    void this.#pullSettings(pushed).finally(() => this.changed());
  }

  hover(params: HoverParams): Hover | null {
    const range = { start: params.position, end: params.position };
    const { language } = this.#options;
    const textOf = (path: string): string | undefined => this.#textOf(path);
    const found = hoverOf(this.#findingsAt(params.textDocument.uri, range), language, textOf);
    if (found !== null) return found;
    const path = pathOf(params.textDocument.uri);
    const text = path === undefined ? undefined : this.#textOf(path);
    if (path === undefined || text === undefined) return null;
    const span = spanOf(lineIndexOf(text), range, text.length);
    return explanationHoverOf(this.#workspace.explain({ path, span }), language, textOf);
  }

  async codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    const actions: CodeAction[] = [];
    for (const finding of this.#findingsAt(params.textDocument.uri, params.range)) {
      const { fixes, problems } = proposeFixes(finding, {
        module: (dir) => this.#workspace.module(dir),
        file: (path) => this.#workspace.file(path),
        callers: (dir) => this.#workspace.callersOf(dir),
        isFree: (path) => this.#workspace.isFree(path),
      });
      for (const problem of problems) this.log(render(problem, this.#options.language));
      actions.push(...(await codeActionsOf(finding, fixes, params.context.diagnostics, this.#codeActionContext())));
    }
    return withOnePreferred(actions);
  }

  #codeActionContext(): Parameters<typeof codeActionsOf>[3] {
    return {
      language: this.#options.language,
      referee: this.#referee,
      textOf: (path) => this.#textOf(path),
      uriOf: (path) => this.#uriOf(path),
      versionOf: (path) => this.#documents.get(this.#uriOf(path))?.version ?? null,
      canCreateFiles: this.#options.canCreateFiles,
      log: (text) => this.log(text),
    };
  }

  /** Findings that a range touches, by their own place or by the text that decides them. */
  #findingsAt(uri: string, range: CodeActionParams['range']): readonly Finding[] {
    const path = pathOf(uri);
    const text = path === undefined ? undefined : this.#textOf(path);
    if (path === undefined || text === undefined) return [];
    const span: Span = spanOf(lineIndexOf(text), range, text.length);
    const touches = (place: Finding['place']): boolean => place.path === path && overlaps(place.span, span);
    const here = this.#workspace.findingsIn(path).filter((finding) => touches(finding.place));
    const from = this.#workspace.findingsFrom(path).filter((finding) => decidingPlaces(finding).some(touches));
    return [...new Set([...here, ...from])].filter((finding) => this.#isShown(finding));
  }

  #isShown({ suppressedBy, baselined }: Finding): boolean {
    return suppressedBy === undefined && (baselined !== true || this.#settings.showBaselined);
  }

  #publishChanged(): void {
    for (const path of this.#workspace.takeChangedPaths()) this.#publish(path);
  }

  #publish(path: string): void {
    const context: DiagnosticContext = {
      language: this.#options.language,
      textOf: (each) => this.#textOf(each),
      uriOf: (each) => this.#uriOf(each),
    };
    const diagnostics: Diagnostic[] = [
      ...diagnosticsOf(
        path,
        this.#workspace.findingsIn(path).filter((finding) => this.#isShown(finding)),
        this.#workspace.findingsFrom(path).filter((finding) => this.#isShown(finding)),
        context,
      ),
      ...remarkDiagnosticsOf(this.#workspace.remarksIn(path), context),
      ...teamDiagnosticsOf(this.#workspace.teamProblemsIn(path), context),
      ...(this.#showsSyntaxErrors() ? this.#verdicts.diagnosticsOf(path, this.#options.language) : []),
    ];
    const uri = this.#uriOf(path);
    this.#publisher.publish(uri, diagnostics, this.#documents.get(uri)?.version);
  }

  /** Nothing is left to do: time for what may wait. */
  #settled(): void {
    for (const { path, message } of this.#workspace.problems()) {
      const text = render(message, this.#options.language);
      if (this.#told.has(`${path} ${text}`)) continue;
      this.#told.add(`${path} ${text}`);
      this.#connection.console.warn(text);
    }
    if (!this.#showsSyntaxErrors()) return;
    // HashiCorp's parser would take JSON for broken native syntax; the editor itself marks what is wrong in JSON.
    for (const path of this.#openUris.keys()) if (!isJsonSyntax(path)) this.#verdicts.ask(path, this.#textOf(path));
  }

  #showsSyntaxErrors(): boolean {
    const { syntaxErrors } = this.#settings;
    return syntaxErrors === 'on' || (syntaxErrors === 'auto' && !this.#options.otherTerraformExtension);
  }

  #textOf(path: string): string | undefined {
    return this.#workspace.text(path);
  }

  #uriOf(path: string): string {
    return this.#openUris.get(path) ?? uriOf(path);
  }

  #applySettings(): void {
    const { checks, exclude, hidden, variableFiles } = this.#settings;
    this.#day = dayOf(new Date());
    this.#workspace.setSettings({ checks: { ...checks, today: this.#day }, exclude, hidden, variableFiles });
  }

  async #pullSettings(pushed: unknown): Promise<void> {
    let [section, filesExclude]: unknown[] = [memberOf(pushed, 'portcullis'), undefined];
    if (this.#options.canPullSettings) {
      try {
        const answers: readonly unknown[] = await this.#connection.workspace.getConfiguration([
          { section: 'portcullis' },
          { section: 'files.exclude' },
        ]);
        [section, filesExclude] = answers;
      } catch (error) {
        this.log(`settings could not be read: ${String(error)}`);
      }
    }
    const { settings, warnings } = readSettings(section, filesExclude);
    this.#settings = settings;
    this.#applySettings();
    for (const warning of warnings) {
      const text = render(warning, this.#options.language);
      if (this.#told.has(text)) continue;
      this.#told.add(text);
      this.#connection.window.showWarningMessage(text);
    }
    for (const path of this.#openUris.keys()) this.#publish(path);
  }
}

/** Two findings at one place have each a preferred fix; the editor wants one. */
function withOnePreferred(actions: readonly CodeAction[]): CodeAction[] {
  const seen = new Set<string>();
  let taken = false;
  const unique = actions.filter((action) => {
    const key = JSON.stringify([action.title, action.edit]);
    return seen.has(key) ? false : seen.add(key);
  });
  return unique.map((action) => {
    const isPreferred = action.isPreferred === true && !taken;
    taken ||= isPreferred;
    return { ...action, isPreferred };
  });
}

function isTerraform(path: string): boolean {
  return /\.(tf|tofu|tfvars)(\.json)?$/.test(path);
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
