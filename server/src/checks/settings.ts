// What a user or a team may decide about the checks.
// It reads no JSON and no file: lsp/settings.ts and cli/ make it, analyze.ts hands it to the checks.
import type { CheckId, ControlId, Severity } from './check.ts';
import type { RemarkId } from './ignores/remark.ts';
import { defaultRemarkSeverities } from './ignores/remark.ts';

/** Ports from..to, both inclusive. */
export interface PortRange {
  readonly from: number;
  readonly to: number;
}

export interface CheckSettings {
  /** EC2.18's authorizedTcpPorts. */
  readonly authorizedTcpPorts: readonly PortRange[];
  /** EC2.18's authorizedUdpPorts. */
  readonly authorizedUdpPorts: readonly PortRange[];
  /** Of findings that are surely open. A check set to `off` asks nothing. */
  readonly severities: Readonly<Record<CheckId, Severity | 'off'>>;
  /** Of findings that rest on something that cannot be known; `off` leaves them out. */
  readonly possibleSeverity: Severity | 'off';
  /** Networks with a shorter prefix than this are wide; 0 for none. */
  readonly wideRange: { readonly ipv4PrefixLength: number; readonly ipv6PrefixLength: number };
  /** Controls that are not asked for, whichever check would say that they fail. */
  readonly disabledControls: readonly ControlId[];
  /** Whether ignore comments are obeyed. */
  readonly honorIgnoreComments: boolean;
  /** Whether those of other tools are, where ours are. */
  readonly honorOtherTools: boolean;
  /** Whether one of ours counts only with a reason. */
  readonly requireIgnoreReason: boolean;
  /** Of remarks on ignore comments. */
  readonly remarkSeverities: Readonly<Record<RemarkId, Severity | 'off'>>;
  /** The day (`2027-01-31`) that ignore comments with an expiry date are held against; without it none has expired. */
  readonly today?: string;
}

/**
 * The settings for a rule, by the file that it is written in and the files of the module calls that lead to it, in
 * any order: each of them may decide. The same settings are the same object each time.
 */
export type SettingsFor = (paths: readonly string[]) => CheckSettings;

/** One set of settings for every rule. */
export function settingsEverywhere(settings: CheckSettings): SettingsFor {
  return () => settings;
}

/** What holds where nobody has decided otherwise: AWS's own default ports, and its gravest controls as errors. */
export const defaultCheckSettings: CheckSettings = {
  authorizedTcpPorts: [
    { from: 80, to: 80 },
    { from: 443, to: 443 },
  ],
  authorizedUdpPorts: [],
  severities: {
    'high-risk-port-open': 'error',
    'unauthorized-port-open': 'error',
    'ssh-port-open': 'error',
    'rdp-port-open': 'error',
    'remote-administration-port-open': 'error',
    'open-in-pieces': 'warning',
    'wide-range': 'hint',
    'invalid-rule': 'warning',
    'network-acl-admin-port-open': 'warning',
    'default-group-has-rules': 'warning',
    'lightsail-port-open': 'off',
    'gamelift-port-open': 'off',
    'eks-endpoint-open': 'off',
    'medialive-input-open': 'off',
    'classic-group-open': 'off',
  },
  possibleSeverity: 'information',
  wideRange: { ipv4PrefixLength: 8, ipv6PrefixLength: 16 },
  disabledControls: [],
  honorIgnoreComments: true,
  honorOtherTools: true,
  requireIgnoreReason: false,
  remarkSeverities: defaultRemarkSeverities,
};
