// The AWS Security Hub controls that findings name: what AWS calls them, how grave it finds them, where it explains them.
// Read by lsp/ and cli/ for codes, links and hovers, and by ../analyze.ts for the order.
// Source: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html, read 2026-11.
import type { Language, Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { CheckId, ControlId } from './check.ts';
import type { FindingFacts } from './findingFacts.ts';

/** A control as AWS publishes it. */
export interface Control {
  readonly id: ControlId;
  readonly awsSeverity: 'Critical' | 'High' | 'Medium' | 'Low';
  readonly title: Message;
  readonly page: Readonly<Record<Language, string>>;
}

/** The gravest first; of two as grave, the broader one. */
export const controls: Readonly<Record<ControlId, Control>> = {
  'EC2.19': control('EC2.19', 'Critical', message('checks.controlHighRiskPorts')),
  'EC2.18': control('EC2.18', 'High', message('checks.controlAuthorizedPorts')),
  'EC2.13': control('EC2.13', 'High', message('checks.controlSsh')),
  'EC2.14': control('EC2.14', 'High', message('checks.controlRdp')),
  'EC2.53': control('EC2.53', 'High', message('checks.controlRemoteAdministrationIpv4')),
  'EC2.54': control('EC2.54', 'High', message('checks.controlRemoteAdministrationIpv6')),
  'EC2.2': control('EC2.2', 'High', message('checks.controlDefaultGroup')),
  'EC2.21': control('EC2.21', 'Medium', message('checks.controlNetworkAcls')),
};

/** What a finding is called by: the gravest control it fails, or the check where AWS has none for it. */
export function codeOf({ controls: [gravest], check }: FindingFacts): ControlId | CheckId {
  return gravest ?? check;
}

/** The controls of a list, each once, the gravest first. */
export function inOrderOfGravity(ids: readonly ControlId[]): readonly ControlId[] {
  return inOrder.filter((id) => ids.includes(id));
}

const inOrder = Object.values(controls).map(({ id }) => id);

function control(id: ControlId, awsSeverity: Control['awsSeverity'], title: Message): Control {
  const anchor = id.toLowerCase().replace('.', '-');
  const page = (prefix: string) =>
    `https://docs.aws.amazon.com/${prefix}securityhub/latest/userguide/ec2-controls.html#${anchor}`;
  return { id, awsSeverity, title, page: { en: page(''), ja: page('ja_jp/') } };
}
