// Settings as the editor sends them become our own, with a warning for each that cannot be used.
// It never throws on JSON of any shape: what is wrong is named, and the default stands in its place.
import { settingKeys } from '../checks/settingKeys.ts';
import { defaultCheckSettings, type CheckSettings } from '../checks/settings.ts';
import { message, type Message } from '../messages.ts';

export interface Settings {
  readonly checks: CheckSettings;
  /** Globs that are not scanned, where no team's file says what is. */
  readonly exclude: readonly string[];
  /** The globs of `files.exclude`, which are never scanned. */
  readonly hidden: readonly string[];
  /** Globs of the variable files that may be given to a run; empty where every one in its usual place counts. */
  readonly variableFiles: readonly string[];
  /** Whether findings that a team's baseline knows are shown. */
  readonly showBaselined: boolean;
  /** Whether syntax errors are shown: `auto` shows them where no other Terraform extension does. */
  readonly syntaxErrors: 'auto' | 'on' | 'off';
  /** Where the client asks for the user's own address. Read here so that a value that cannot be used is told of. */
  readonly ownAddressService: string;
}

export const defaultSettings: Settings = {
  checks: defaultCheckSettings,
  variableFiles: [],
  exclude: [],
  hidden: ['**/.git', '**/.svn', '**/.hg', '**/.DS_Store', '**/Thumbs.db'],
  showBaselined: false,
  syntaxErrors: 'auto',
  ownAddressService: 'https://checkip.amazonaws.com',
};

/** Reads the sections `portcullis` and `files.exclude`; what is absent or null takes the default silently. */
export function readSettings(
  section: unknown,
  filesExclude: unknown,
): { settings: Settings; warnings: readonly Message[] } {
  const warnings: Message[] = [];
  const read = <Result>(name: string, fallback: Result, convert: (value: unknown) => Result | undefined): Result => {
    const value = memberAt(section, name);
    if (value === undefined || value === null) return fallback;
    const result = convert(value);
    if (result !== undefined) return result;
    warnings.push(message('lsp.invalidSetting', { name: `portcullis.${name}`, value: shorten(JSON.stringify(value)) }));
    return fallback;
  };
  const checks = settingKeys.reduce<CheckSettings>(
    (settings, { name, put }) => read(name, settings, (value) => put(settings, value)),
    defaultCheckSettings,
  );
  return {
    settings: {
      checks,
      exclude: read('exclude', defaultSettings.exclude, globs),
      hidden: excludedFiles(filesExclude),
      variableFiles: read('variableFiles', defaultSettings.variableFiles, globs),
      showBaselined: read('showBaselined', defaultSettings.showBaselined, (value) =>
        typeof value === 'boolean' ? value : undefined,
      ),
      syntaxErrors: read('syntaxErrors', defaultSettings.syntaxErrors, (value) =>
        value === 'auto' || value === 'on' || value === 'off' ? value : undefined,
      ),
      ownAddressService: read('ownAddress.service', defaultSettings.ownAddressService, (value) =>
        typeof value === 'string' && value.startsWith('https://') ? value : undefined,
      ),
    },
    warnings,
  };
}

function globs(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > 1000) return undefined;
  return value.every((glob) => typeof glob === 'string' && glob.length < 1000) ? value : undefined;
}

/** `files.exclude` maps a glob to true, or to false to take it back; conditions (`when`) are not ours to judge. */
function excludedFiles(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return defaultSettings.hidden;
  return Object.entries(value)
    .filter(([, excluded]) => excluded === true)
    .map(([glob]) => glob);
}

/** The member at a dotted path; VS Code nests them, other editors may send the dotted name as it is. */
function memberAt(section: unknown, name: string): unknown {
  const dotted = member(section, name);
  if (dotted !== undefined) return dotted;
  const [first = '', ...rest] = name.split('.');
  const inner = member(section, first);
  return rest.length === 0 ? inner : memberAt(inner, rest.join('.'));
}

function member(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Object.getOwnPropertyDescriptor(value, name)?.value : undefined;
}

function shorten(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
