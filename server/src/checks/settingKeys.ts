// The settings of the checks by the names that users write them under, in an editor's settings and in a team's file.
// It reads values of any shape and refuses those that cannot be used; where they come from is not its concern.
// Read by lsp/, cli/ and team/.
import { readPorts } from './authorizedPorts.ts';
import type { CheckId, ControlId, Severity } from './check.ts';
import { controls } from './controls.ts';
import type { RemarkId } from './ignores/remark.ts';
import { defaultCheckSettings } from './settings.ts';
import type { CheckSettings, PortRange } from './settings.ts';

export interface SettingKey {
  /** A dot begins a deeper level: `severity.ssh-port-open`. */
  readonly name: string;
  /** The settings with the value in them; undefined where the value cannot be used. */
  readonly put: (settings: CheckSettings, value: unknown) => CheckSettings | undefined;
  /** What holds, as a user would write it. */
  readonly written: (settings: CheckSettings) => unknown;
}

/** Every setting of the checks but the day, which nobody sets. */
export const settingKeys: readonly SettingKey[] = [
  key(
    'authorizedTcpPorts',
    readPorts,
    (settings, authorizedTcpPorts) => ({ ...settings, authorizedTcpPorts }),
    (settings) => settings.authorizedTcpPorts.map(writtenPorts),
  ),
  key(
    'authorizedUdpPorts',
    readPorts,
    (settings, authorizedUdpPorts) => ({ ...settings, authorizedUdpPorts }),
    (settings) => settings.authorizedUdpPorts.map(writtenPorts),
  ),
  ...Object.keys(defaultCheckSettings.severities).filter(isCheckId).map(severityKey),
  key(
    'severity.possible',
    readSeverity,
    (settings, possibleSeverity) => ({ ...settings, possibleSeverity }),
    (settings) => settings.possibleSeverity,
  ),
  ...Object.keys(defaultCheckSettings.remarkSeverities).filter(isRemarkId).map(remarkKey),
  wideRangeKey('ipv4PrefixLength', 32),
  wideRangeKey('ipv6PrefixLength', 128),
  key('controls', readSwitches, withSwitches, ({ disabledControls }) =>
    Object.fromEntries(disabledControls.map((control) => [control, false])),
  ),
  switchKey('ignoreComments', 'honorIgnoreComments'),
  switchKey('otherToolsIgnoreComments', 'honorOtherTools'),
  switchKey('requireIgnoreReason', 'requireIgnoreReason'),
];

function key<Value>(
  name: string,
  read: (value: unknown) => Value | undefined,
  put: (settings: CheckSettings, value: Value) => CheckSettings,
  written: (settings: CheckSettings) => unknown,
): SettingKey {
  return {
    name,
    put: (settings, value) => {
      const usable = read(value);
      return usable === undefined ? undefined : put(settings, usable);
    },
    written,
  };
}

function severityKey(id: CheckId): SettingKey {
  return key(
    `severity.${id}`,
    readSeverity,
    (settings, severity) => ({ ...settings, severities: { ...settings.severities, [id]: severity } }),
    ({ severities }) => severities[id],
  );
}

function remarkKey(id: RemarkId): SettingKey {
  return key(
    `severity.${id}`,
    readSeverity,
    (settings, severity) => ({ ...settings, remarkSeverities: { ...settings.remarkSeverities, [id]: severity } }),
    ({ remarkSeverities }) => remarkSeverities[id],
  );
}

function wideRangeKey(name: keyof CheckSettings['wideRange'], maximum: number): SettingKey {
  const read = (value: unknown): number | undefined =>
    typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= maximum ? value : undefined;
  return key(
    `wideRange.${name}`,
    read,
    (settings, length) => ({ ...settings, wideRange: { ...settings.wideRange, [name]: length } }),
    ({ wideRange }) => wideRange[name],
  );
}

function switchKey(
  name: string,
  member: 'honorIgnoreComments' | 'honorOtherTools' | 'requireIgnoreReason',
): SettingKey {
  return key(
    name,
    readSwitch,
    (settings, isOn) => ({ ...settings, [member]: isOn }),
    (settings) => settings[member],
  );
}

function isCheckId(name: string): name is CheckId {
  return name in defaultCheckSettings.severities;
}

function isRemarkId(name: string): name is RemarkId {
  return name in defaultCheckSettings.remarkSeverities;
}

function readSeverity(value: unknown): Severity | 'off' | undefined {
  switch (value) {
    case 'error':
    case 'warning':
    case 'information':
    case 'hint':
    case 'off':
      return value;
    // YAML's older readers take the bare word for false.
    case false:
      return 'off';
    default:
      return undefined;
  }
}

/** `true` and `false`, or `on` and `off` as people write them in YAML. */
function readSwitch(value: unknown): boolean | undefined {
  if (value === 'on' || value === 'off') return value === 'on';
  return typeof value === 'boolean' ? value : undefined;
}

/** `{ "EC2.18": false }`: controls that are switched, each by its name. */
function readSwitches(value: unknown): ReadonlyMap<ControlId, boolean> | undefined {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  const switches = new Map<ControlId, boolean>();
  for (const [name, written] of Object.entries(value)) {
    const control = Object.values(controls).find(({ id }) => id === name);
    const isOn = readSwitch(written);
    if (control === undefined || isOn === undefined) return undefined;
    switches.set(control.id, isOn);
  }
  return switches;
}

function withSwitches(settings: CheckSettings, switches: ReadonlyMap<ControlId, boolean>): CheckSettings {
  const isOff = (id: ControlId): boolean => switches.get(id) === false;
  const wasOff = (id: ControlId): boolean => settings.disabledControls.includes(id) && switches.get(id) !== true;
  const disabledControls = Object.values(controls)
    .map(({ id }) => id)
    .filter((id) => isOff(id) || wasOff(id));
  return { ...settings, disabledControls };
}

function writtenPorts({ from, to }: PortRange): number | string {
  return from === to ? from : `${from}-${to}`;
}
