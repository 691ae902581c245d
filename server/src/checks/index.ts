// The list of checks, the gravest first: the first that fails gives a finding its code and its severity.
// Read by ../analyze.ts, lsp/ and cli/.
import type { Check, ConfigurationCheck, SourceCheck } from './check.ts';
import { classicGroupOpen } from './classic-group-open.ts';
import { defaultGroupHasRules } from './default-group-has-rules.ts';
import { eksEndpointOpen } from './eks-endpoint-open.ts';
import { gameliftPortOpen } from './gamelift-port-open.ts';
import { highRiskPortOpen } from './high-risk-port-open.ts';
import { invalidRule } from './invalid-rule.ts';
import { lightsailPortOpen } from './lightsail-port-open.ts';
import { medialiveInputOpen } from './medialive-input-open.ts';
import { networkAclAdminPortOpen } from './network-acl-admin-port-open.ts';
import { openInPieces } from './open-in-pieces.ts';
import { rdpPortOpen } from './rdp-port-open.ts';
import { remoteAdministrationPortOpen } from './remote-administration-port-open.ts';
import { sshPortOpen } from './ssh-port-open.ts';
import { unauthorizedPortOpen } from './unauthorized-port-open.ts';
import { wideRange } from './wide-range.ts';

/** Those that ask about one open source of a rule. */
export const sourceChecks: readonly SourceCheck[] = [
  highRiskPortOpen,
  unauthorizedPortOpen,
  sshPortOpen,
  rdpPortOpen,
  remoteAdministrationPortOpen,
];

/** Those that look at everything together. */
export const configurationChecks: readonly ConfigurationCheck[] = [
  openInPieces,
  defaultGroupHasRules,
  networkAclAdminPortOpen,
  invalidRule,
  wideRange,
  lightsailPortOpen,
  gameliftPortOpen,
  eksEndpointOpen,
  medialiveInputOpen,
  classicGroupOpen,
];

/** Every check there is. */
export const checks: readonly Check[] = [...sourceChecks, ...configurationChecks];
