// What SARIF says of the checks themselves, once for each that a report names.
// Called by sarif.ts.
import { controls, type Control } from '../../checks/controls.ts';
import type { CheckId } from '../../checks/check.ts';
import { defaultRemarkSeverities, type RemarkId } from '../../checks/ignores/remark.ts';
import { checks } from '../../checks/index.ts';
import { message, render, type Language, type MessageId } from '../../messages.ts';

export type SarifRuleId = CheckId | RemarkId;

/** A `reportingDescriptor`. `security-severity` is the number from 0 to 10 that GitHub sorts alerts by. */
export function sarifRule(id: SarifRuleId, language: Language): object {
  const check = checks.find((each) => each.id === id);
  const text = render(message(titles[id]), language);
  const [gravest] = (check?.controls ?? []).map((each) => controls[each]);
  return {
    id,
    shortDescription: { text },
    fullDescription: { text },
    ...(gravest !== undefined && { helpUri: gravest.page[language] }),
    help: { text: [text, ...(check?.controls ?? []).map((each) => controlText(controls[each], language))].join('\n') },
    defaultConfiguration: configurationOf(check?.defaultSeverity ?? severityOfRemark(id)),
    properties: {
      tags: ['security', ...(check?.controls ?? [])],
      ...(check !== undefined && { 'security-severity': gradeOf(gravest, check.defaultSeverity) }),
    },
  };
}

/** The levels of SARIF: ours below a warning are all notes. */
export function levelOf(severity: string): 'error' | 'warning' | 'note' {
  return severity === 'error' || severity === 'warning' ? severity : 'note';
}

const titles: Readonly<Record<SarifRuleId, MessageId>> = {
  'high-risk-port-open': 'cli.titleHighRiskPortOpen',
  'unauthorized-port-open': 'cli.titleUnauthorizedPortOpen',
  'ssh-port-open': 'cli.titleSshPortOpen',
  'rdp-port-open': 'cli.titleRdpPortOpen',
  'remote-administration-port-open': 'cli.titleRemoteAdministrationPortOpen',
  'open-in-pieces': 'cli.titleOpenInPieces',
  'wide-range': 'cli.titleWideRange',
  'invalid-rule': 'cli.titleInvalidRule',
  'network-acl-admin-port-open': 'cli.titleNetworkAclAdminPortOpen',
  'default-group-has-rules': 'cli.titleDefaultGroupHasRules',
  'lightsail-port-open': 'cli.titleLightsailPortOpen',
  'gamelift-port-open': 'cli.titleGameliftPortOpen',
  'eks-endpoint-open': 'cli.titleEksEndpointOpen',
  'medialive-input-open': 'cli.titleMedialiveInputOpen',
  'classic-group-open': 'cli.titleClassicGroupOpen',
  'expired-ignore': 'cli.titleExpiredIgnore',
  'unreasoned-ignore': 'cli.titleUnreasonedIgnore',
  'useless-ignore': 'cli.titleUselessIgnore',
};

function controlText({ id, title, page }: Control, language: Language): string {
  return `${id}: ${render(title, language)} ${page[language]}`;
}

function severityOfRemark(id: SarifRuleId): string {
  return Object.entries(defaultRemarkSeverities).find(([each]) => each === id)?.[1] ?? 'warning';
}

function configurationOf(severity: string): object {
  return severity === 'off' ? { enabled: false, level: 'warning' } : { level: levelOf(severity) };
}

/** Within the bands that GitHub draws: critical from 9.0, high from 7.0, medium from 4.0. */
function gradeOf(gravest: Control | undefined, defaultSeverity: string): string {
  const grades = { Critical: '9.5', High: '8.0', Medium: '5.5', Low: '3.0', error: '8.0', warning: '5.5', off: '5.5' };
  const grade = Object.entries(grades).find(([each]) => each === (gravest?.awsSeverity ?? defaultSeverity));
  return grade?.[1] ?? '3.0';
}
