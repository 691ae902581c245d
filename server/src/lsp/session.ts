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
import { FileChangeType, Range } from 'vscode-languageserver/node';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Referee } from '../hcl/hcl2json.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import { message, render, type Language } from '../messages.ts';
import { lineIndexOf } from '../text.ts';
import { isTeamText } from '../workspace/teamTexts.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { CodeActions, type CodeActionsContext } from './codeActions.ts';
import { pathOf, spanOf, uriOf } from './convert.ts';
import { diagnosticsOf, remarkDiagnosticsOf, teamDiagnosticsOf, type DiagnosticContext } from './diagnostics.ts';
import type { EditorAbilities } from './editorAbilities.ts';
import { fixEverything } from './fixAllCommand.ts';
import { explanationHoverOf, hoverOf } from './hover.ts';
import { editWithAddress } from './ownAddress.ts';
import type { Profile } from './profile.ts';
import { profileReport } from './profileReport.ts';
import { Outbox, Publisher } from './publish.ts';
import { Quiet } from './quiet.ts';
import { Schedule } from './schedule.ts';
import { ScanStatus, type ScanFigures } from './status.ts';
import { SyntaxVerdicts } from './syntaxVerdicts.ts';
import { UserSettings } from './userSettings.ts';
import { WaitingRequests } from './waitingRequests.ts';

export interface SessionOptions {
  readonly language: Language;
  readonly delayMs: number;
  readonly canPullSettings: boolean;
  readonly abilities: EditorAbilities;
  readonly otherTerraformExtension: boolean;
  readonly showsStatus: boolean;
  readonly asksOwnAddress: boolean;
  readonly giveBackMemory: () => void;
  readonly profile: Profile;
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
  readonly #actions: CodeActions;
  readonly #status: ScanStatus;
  readonly #settings: UserSettings;
  /** Paths of open documents with the URI under which the editor knows them. */
  readonly #openUris = new Map<string, string>();
  readonly #told = new Set<string>();
  readonly #outbox = new Outbox(
    (path) => this.#publish(path),
    (path) => this.#openUris.has(path),
  );
  readonly #waiting = new WaitingRequests(
    () => this.#schedule.now(),
    () => this.#started,
  );
  readonly #quiet = new Quiet(() => this.#catchUpOnTheRest());
  #started = false;
  /** How often something has changed. */
  #changes = 0;

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
    const log = (text: string): void => this.log(text);
    this.#settings = new UserSettings(connection, workspace, { ...options, log });
    this.#publisher = new Publisher((params) => {
      connection.sendDiagnostics(params).catch((error: unknown) => this.log(`could not publish: ${String(error)}`));
    });
    this.#status = new ScanStatus(connection, {
      ...{ language: options.language, showsStatus: options.showsStatus, showsProgress: options.abilities.progress },
      log,
      onCancel: () => this.#stopScan(),
    });
    this.#schedule = new Schedule(() => workspace.work(), options.delayMs, {
      slice: () => {
        this.#publishChanged();
        this.#waiting.wake();
      },
      idle: () => this.#settled(),
      step: (step, milliseconds) => {
        options.profile.note(step, milliseconds);
        this.#status.goesOn(() => workspace.progress);
      },
      isEnough: () => [...this.#openUris.keys()].every((path) => workspace.isCurrent(path)),
      news: () => workspace.news(),
      error: (error) =>
        this.log(`analysis stopped: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`),
    });
    this.#verdicts = new SyntaxVerdicts(referee, (path) => this.#publish(path));
    this.#actions = new CodeActions(this.#actionsContext());
  }

  /** Reads the settings, then starts the first scan. */
  start(): void {
    void this.#readSettings(undefined).finally(() => {
      this.#started = true;
      this.#scanStarts();
      this.#schedule.now();
    });
  }

  stop(): void {
    this.#schedule.stop();
    this.#quiet.ends();
    this.#workspace.workAlone(true);
    this.#referee.stop();
  }

  log(text: string): void {
    this.#connection.console.log(text);
  }

  changed(): void {
    this.#changes++;
    this.#quiet.ends();
    this.#actions.forget();
    this.#settings.renewDay();
    if (this.#started) this.#schedule.soon();
  }

  foldersChanged(): void {
    if (this.#started) this.#scanStarts();
    this.changed();
  }

  /** Also goes on with a scan that was stopped. */
  scanAgain(): void {
    this.#workspace.scanAgain();
    if (this.#started) this.#scanStarts();
    this.#workspace.workAlone(false);
    this.#schedule.doEverything();
    this.changed();
  }

  documentChanged(document: TextDocument): void {
    const path = pathOf(document.uri);
    if (path === undefined || !(isTerraform(path) || isTeamText(path))) return;
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
    void this.#readSettings(pushed).finally(() => this.changed());
  }

  /** Where the time of the last scan went, as a Markdown text. */
  profile(): string {
    const { profile, language } = this.#options;
    const [workspace, settings] = [this.#workspace, this.#settings.current];
    const figures = this.#status.lastFigures;
    const [problems, outlines] = [workspace.problems(), workspace.outlineCounts];
    return profileReport({ profile, figures, problems, outlines, settings }, language);
  }

  hover(params: HoverParams): Hover | null {
    this.#quiet.postpone();
    const range = { start: params.position, end: params.position };
    const { language } = this.#options;
    const textOf = (path: string): string | undefined => this.#textOf(path);
    const path = pathOf(params.textDocument.uri);
    const found = path === undefined ? null : hoverOf(this.#actions.findingsAt(path, range), language, textOf);
    if (found !== null) return found;
    const text = path === undefined ? undefined : this.#textOf(path);
    if (path === undefined || text === undefined) return null;
    const span = spanOf(lineIndexOf(text), range, text.length);
    return explanationHoverOf(this.#workspace.explain({ path, span }), language, textOf);
  }

  async codeActions(params: CodeActionParams): Promise<CodeAction[]> {
    this.#quiet.postpone();
    return this.#actions.at(params);
  }

  async resolveCodeAction(action: CodeAction): Promise<CodeAction> {
    this.#quiet.postpone();
    return this.#actions.resolve(action);
  }

  /** Fixes what the module of a document holds, or everything where none is given. */
  async fixEverything(uri: string | undefined): Promise<void> {
    const path = uri === undefined ? undefined : pathOf(uri);
    await fixEverything(path, {
      ...this.#actionsContext(),
      connection: this.#connection,
      allCaughtUp: () => this.#waiting.until(() => !this.#workspace.isStale),
      changes: () => this.#changes,
    });
  }

  /** Goes to a place in a document. */
  async showPlace(uri: unknown, range: unknown): Promise<void> {
    if (typeof uri !== 'string' || !Range.is(range)) return;
    await this.#connection.window.showDocument({ uri, selection: range, takeFocus: true });
  }

  /** Lets in an address instead of everyone: what the code action carries, and the address that was found out. */
  async allowAddress(word: unknown, address: unknown): Promise<void> {
    const context = this.#actionsContext();
    const change = await editWithAddress(word, address, context);
    if ('id' in change) context.warn(change);
    else await this.#connection.workspace.applyEdit(change);
  }

  #actionsContext(): CodeActionsContext {
    return {
      language: this.#options.language,
      abilities: this.#options.abilities,
      asksOwnAddress: this.#options.asksOwnAddress,
      referee: this.#referee,
      workspace: this.#workspace,
      textOf: (path) => this.#textOf(path),
      uriOf: (path) => this.#uriOf(path),
      versionOf: (path) => this.#documents.get(this.#uriOf(path))?.version ?? null,
      caughtUp: (path) => this.#waiting.until(() => this.#workspace.isCurrent(path)),
      isShown: (finding) => this.#settings.isShown(finding),
      today: () => this.#settings.day,
      log: (what) => this.log(render(what, this.#options.language)),
      warn: (what) => this.#connection.window.showWarningMessage(render(what, this.#options.language)),
    };
  }

  /** Resolves when nothing is left to do and all is published. */
  async settled(): Promise<void> {
    const isSettled = (): boolean => this.#schedule.isIdle && !this.#workspace.isStale;
    while (this.#started && !isSettled()) await this.#waiting.until(isSettled);
    this.#quiet.now();
  }

  #scanStarts(): void {
    this.#options.profile.clear();
    this.#status.starts();
  }

  /** Files that are not open stay as they are until the user asks for a scan; open ones are judged as before. */
  #stopScan(): void {
    this.#status.stops();
    this.#workspace.workAlone(true);
    this.#schedule.doWhatIsNeeded();
  }

  #publishChanged(): void {
    this.#outbox.add(this.#workspace.takeChangedPaths());
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
        this.#workspace.findingsIn(path).filter((finding) => this.#settings.isShown(finding)),
        this.#workspace.findingsFrom(path).filter((finding) => this.#settings.isShown(finding)),
        context,
      ),
      ...remarkDiagnosticsOf(this.#workspace.remarksIn(path), context),
      ...teamDiagnosticsOf(this.#workspace.teamProblemsIn(path), context),
      ...(this.#settings.showsSyntaxErrors ? this.#verdicts.diagnosticsOf(path, this.#options.language) : []),
    ];
    const uri = this.#uriOf(path);
    this.#publisher.publish(uri, diagnostics, this.#documents.get(uri)?.version);
  }

  /** Nothing is left to do. */
  #settled(): void {
    this.#outbox.empty();
    if (!this.#schedule.isResting) this.#status.ends(() => this.#figures());
    this.#quiet.begins();
  }

  /** Nobody types: time for what may wait. */
  #catchUpOnTheRest(): void {
    for (const { path, message: problem } of this.#workspace.problems()) {
      const text = render(problem, this.#options.language);
      if (this.#told.has(`${path} ${text}`)) continue;
      this.#told.add(`${path} ${text}`);
      this.#connection.console.warn(text);
    }
    if (this.#settings.showsSyntaxErrors) this.#askForVerdicts();
    this.#options.giveBackMemory();
  }

  #askForVerdicts(): void {
    // HashiCorp's parser would take JSON for broken native syntax; the editor itself marks what is wrong in JSON.
    for (const path of this.#openUris.keys())
      if (isTerraform(path) && !isJsonSyntax(path)) this.#verdicts.ask(path, this.#textOf(path));
  }

  #figures(): Omit<ScanFigures, 'milliseconds'> {
    this.log(render(message('lsp.modulesByContent', { ...this.#workspace.outlineCounts }), this.#options.language));
    return {
      findings: this.#workspace.allFindings().filter((finding) => this.#settings.isShown(finding)).length,
      files: this.#workspace.fileCount,
      modules: this.#workspace.moduleCount,
    };
  }

  #textOf(path: string): string | undefined {
    return this.#workspace.text(path);
  }

  #uriOf(path: string): string {
    return this.#openUris.get(path) ?? uriOf(path);
  }

  async #readSettings(pushed: unknown): Promise<void> {
    await this.#settings.read(pushed);
    for (const path of this.#openUris.keys()) this.#publish(path);
  }
}

function isTerraform(path: string): boolean {
  return /\.(tf|tofu|tfvars)(\.json)?$/.test(path);
}
