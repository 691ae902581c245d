// What a user or a team may decide about the checks.
// It reads no JSON and no file: lsp/settings.ts and cli/ make it, analyze.ts hands it to the checks.
import type { CheckId, Severity } from './check.ts';

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
  /** Whether ignore comments are obeyed. */
  readonly honorIgnoreComments: boolean;
  /** The day (`2027-01-31`) that ignore comments with an expiry date are held against; without it none has expired. */
  readonly today?: string;
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
  },
  possibleSeverity: 'information',
  honorIgnoreComments: true,
};
