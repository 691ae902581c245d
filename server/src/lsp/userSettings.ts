// What the user has set: asked of the editor, handed to the workspace, and what it means for what is shown.
// Called by session.ts.
import type { Connection } from 'vscode-languageserver/node';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { dayOf } from '../checks/ignores/day.ts';
import { render, type Language } from '../messages.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { defaultSettings, readSettings, type Settings } from './settings.ts';

export interface UserSettingsOptions {
  readonly language: Language;
  /** Whether the editor answers when it is asked for settings; one that does not sends them by itself. */
  readonly canPullSettings: boolean;
  readonly otherTerraformExtension: boolean;
  readonly log: (text: string) => void;
}

/** The settings as they were last read, and the day that ignore comments are held against. */
export class UserSettings {
  readonly #connection: Connection;
  readonly #workspace: Workspace;
  readonly #options: UserSettingsOptions;
  /** Warnings that the user has been shown. */
  readonly #told = new Set<string>();
  #current: Settings = defaultSettings;
  #day = dayOf(new Date());

  constructor(connection: Connection, workspace: Workspace, options: UserSettingsOptions) {
    this.#connection = connection;
    this.#workspace = workspace;
    this.#options = options;
  }

  get current(): Settings {
    return this.#current;
  }

  /** As `dayOf` writes it. */
  get day(): string {
    return this.#day;
  }

  get showsSyntaxErrors(): boolean {
    const { syntaxErrors } = this.#current;
    return syntaxErrors === 'on' || (syntaxErrors === 'auto' && !this.#options.otherTerraformExtension);
  }

  isShown({ suppressedBy, baselined }: FindingFacts): boolean {
    return suppressedBy === undefined && (baselined !== true || this.#current.showBaselined);
  }

  /** An editor that is never closed sees ignore comments expire. */
  renewDay(): void {
    if (this.#day !== dayOf(new Date())) this.#apply();
  }

  /** Asks the editor, or takes what it has sent, and warns of what is wrong with it. */
  async read(pushed: unknown): Promise<void> {
    let [section, filesExclude]: unknown[] = [memberOf(pushed, 'portcullis'), undefined];
    if (this.#options.canPullSettings) {
      try {
        const answers: readonly unknown[] = await this.#connection.workspace.getConfiguration([
          { section: 'portcullis' },
          { section: 'files.exclude' },
        ]);
        [section, filesExclude] = answers;
      } catch (error) {
        this.#options.log(`settings could not be read: ${String(error)}`);
      }
    }
    const { settings, warnings } = readSettings(section, filesExclude);
    this.#current = settings;
    this.#apply();
    for (const warning of warnings) {
      const text = render(warning, this.#options.language);
      if (this.#told.has(text)) continue;
      this.#told.add(text);
      this.#connection.window.showWarningMessage(text);
    }
  }

  #apply(): void {
    const { checks, exclude, hidden, variableFiles } = this.#current;
    this.#day = dayOf(new Date());
    this.#workspace.setSettings({ checks: { ...checks, today: this.#day }, exclude, hidden, variableFiles });
  }
}

function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}
