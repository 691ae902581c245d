// Settings as the editor sends them become our own, with a warning for each that cannot be used.
// It never throws on JSON of any shape: what is wrong is named, and the default stands in its place.
import { readPorts } from '../checks/authorizedPorts.ts';
import type { CheckId, ControlId, Severity } from '../checks/check.ts';
import { controls } from '../checks/controls.ts';
import type { RemarkId } from '../checks/ignores/remark.ts';
import { defaultCheckSettings, type CheckSettings } from '../checks/settings.ts';
import { message, type Message } from '../messages.ts';

export interface Settings {
  readonly checks: CheckSettings;
  /** Globs that are not scanned, those of `files.exclude` included. */
  readonly exclude: readonly string[];
  /** Globs of the variable files that may be given to a run; empty where every one in its usual place counts. */
  readonly variableFiles: readonly string[];
  /** Whether syntax errors are shown: `auto` shows them where no other Terraform extension does. */
  readonly syntaxErrors: 'auto' | 'on' | 'off';
}

export const defaultSettings: Settings = {
  checks: defaultCheckSettings,
  variableFiles: [],
  exclude: ['**/.git', '**/.svn', '**/.hg', '**/.DS_Store', '**/Thumbs.db'],
  syntaxErrors: 'auto',
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
  const defaults = defaultCheckSettings;
  const checkIds = Object.keys(defaults.severities).filter(isCheckId);
  const severities: Record<CheckId, Severity | 'off'> = { ...defaults.severities };
  for (const id of checkIds) severities[id] = read(`severity.${id}`, defaults.severities[id], severity);
  const remarkSeverities: Record<RemarkId, Severity | 'off'> = { ...defaults.remarkSeverities };
  for (const id of Object.keys(remarkSeverities).filter(isRemarkId))
    remarkSeverities[id] = read(`severity.${id}`, defaults.remarkSeverities[id], severity);
  const ownExclude = read('exclude', [], globs);
  return {
    settings: {
      checks: {
        authorizedTcpPorts: read('authorizedTcpPorts', defaults.authorizedTcpPorts, readPorts),
        authorizedUdpPorts: read('authorizedUdpPorts', defaults.authorizedUdpPorts, readPorts),
        severities,
        possibleSeverity: read('severity.possible', defaults.possibleSeverity, severity),
        wideRange: {
          ipv4PrefixLength: read('wideRange.ipv4PrefixLength', defaults.wideRange.ipv4PrefixLength, upTo(32)),
          ipv6PrefixLength: read('wideRange.ipv6PrefixLength', defaults.wideRange.ipv6PrefixLength, upTo(128)),
        },
        disabledControls: read('controls', defaults.disabledControls, controlsOff),
        honorIgnoreComments: read('ignoreComments', defaults.honorIgnoreComments, onOrOff),
        honorOtherTools: read('otherToolsIgnoreComments', defaults.honorOtherTools, onOrOff),
        requireIgnoreReason: read('requireIgnoreReason', defaults.requireIgnoreReason, onOrOff),
        remarkSeverities,
      },
      exclude: [...excludedFiles(filesExclude), ...ownExclude],
      variableFiles: read('variableFiles', defaultSettings.variableFiles, globs),
      syntaxErrors: read('syntaxErrors', defaultSettings.syntaxErrors, (value) =>
        value === 'auto' || value === 'on' || value === 'off' ? value : undefined,
      ),
    },
    warnings,
  };
}

function isRemarkId(name: string): name is RemarkId {
  return name in defaultCheckSettings.remarkSeverities;
}

function upTo(maximum: number): (value: unknown) => number | undefined {
  return (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maximum ? value : undefined;
}

function onOrOff(value: unknown): boolean | undefined {
  return typeof value === 'boolean' ? value : undefined;
}

/** `{ "EC2.18": false }`: the controls that are off. */
function controlsOff(value: unknown): readonly ControlId[] | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const entries = Object.entries(value);
  if (!entries.every(([name, isOn]) => name in controls && typeof isOn === 'boolean')) return undefined;
  const off = new Set(entries.filter(([, isOn]) => isOn === false).map(([name]) => name));
  return Object.values(controls)
    .map(({ id }) => id)
    .filter((id) => off.has(id));
}

function isCheckId(name: string): name is CheckId {
  return name in defaultCheckSettings.severities;
}

function severity(value: unknown): Severity | 'off' | undefined {
  switch (value) {
    case 'error':
    case 'warning':
    case 'information':
    case 'hint':
    case 'off':
      return value;
    default:
      return undefined;
  }
}

function globs(value: unknown): readonly string[] | undefined {
  if (!Array.isArray(value) || value.length > 1000) return undefined;
  return value.every((glob) => typeof glob === 'string' && glob.length < 1000) ? value : undefined;
}

/** `files.exclude` maps a glob to true, or to false to take it back; conditions (`when`) are not ours to judge. */
function excludedFiles(value: unknown): readonly string[] {
  if (typeof value !== 'object' || value === null) return defaultSettings.exclude;
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
