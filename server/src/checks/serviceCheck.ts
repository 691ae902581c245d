// Checks of services that keep a list of their own of who may connect. AWS's controls for groups say nothing of them, so each
// is off until someone asks for it.
// It knows no service but by name. Used by the checks of services.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import type { Omission, Service, ServiceRule } from '../aws/serviceRule.ts';
import { message } from '../messages.ts';
import type { Message } from '../messages.ts';
import type { Answer, CheckId, ConfigurationCheck, Discovery, SettingsOf } from './check.ts';
import { discoveryOfCover } from './coverWording.ts';
import { openCovers } from './piecesOfGroups.ts';
import type { AskOpen } from './piecesOfGroups.ts';
import type { Subject } from './subject.ts';
import { whenOpen } from './wording.ts';

export interface ServiceQuestion {
  readonly id: CheckId;
  readonly service: Service;
  /** What a rule opens, as the beginning of a sentence. */
  readonly subject: (rule: IngressRule) => Subject;
  /** What is said of a rule that lets everyone in. */
  readonly ask: (settingsOf: SettingsOf) => AskOpen;
}

/** The check that finds networks of length 0, networks that are everyone together, and what is open because nothing is written. */
export function serviceCheck({ id, service, subject, ask }: ServiceQuestion): ConfigurationCheck {
  return {
    kind: 'configuration',
    id,
    controls: [],
    defaultSeverity: 'off',
    find: ({ serviceRules }, settingsOf) => {
      const rules = serviceRules.filter(
        (rule) => rule.service === service && settingsOf(rule).severities[id] !== 'off',
      );
      const asked = ask(settingsOf);
      return [
        ...rules.flatMap((rule) => openRule(rule, subject(rule), asked(rule))),
        ...openCovers(rules, asked).map((cover) => discoveryOfCover(cover, subject(cover.rule))),
      ];
    },
  };
}

/** For lists that know no ports, and for those whose port is not to be open to everyone. */
export const everyoneFails: ServiceQuestion['ask'] = () => () => ({ kind: 'fails', controls: [] });

function openRule(rule: ServiceRule, subject: Subject, answer: Answer): readonly Discovery[] {
  if (answer.kind === 'no') return [];
  const sources = rule.sources
    .filter((source) => source.kind === 'cidr')
    .filter(({ prefixLength }) => prefixLength === 0);
  return [
    ...sources.map((source) => discovery(rule, source, answer, openTo(rule, source, subject))),
    ...(rule.omission === undefined
      ? []
      : [discovery(rule, rule.omission, answer, openByOmission(rule, rule.omission, subject))]),
  ];
}

function discovery(rule: ServiceRule, what: CidrSource | Omission, answer: Answer, message: Message): Discovery {
  const isSure =
    answer.kind === 'fails' &&
    (rule.uncertain ?? what.uncertain) === undefined &&
    rule.conditions.length === 0 &&
    what.conditions.length === 0;
  return {
    rule,
    source: 'kind' in what ? what : undefined,
    place: rule.place,
    controls: [],
    verdict: isSure ? 'open' : 'possible',
    message,
    notes: [],
  };
}

function openTo(rule: ServiceRule, source: CidrSource, { message: what, isPlural }: Subject): Message {
  const { family } = source;
  const when = whenOpen(rule, source);
  const opening = message(isPlural ? 'checks.areOpenIf' : 'checks.isOpenIf', { what, family, when });
  return withAdvice(opening, rule.uncertain?.message ?? source.uncertain?.message, message('checks.allowFewer'));
}

function openByOmission(rule: ServiceRule, omission: Omission, { message: what }: Subject): Message {
  const { argument, uncertain } = omission;
  const when = whenOpen(rule, { ...omission, uncertain: undefined });
  const id = uncertain === undefined ? 'checks.isOpenByOmission' : 'checks.mayBeOpenByOmission';
  const why = rule.uncertain?.message ?? uncertain?.message;
  return withAdvice(message(id, { what, when, argument }), why, message('checks.writeNetworks', { argument }));
}

function withAdvice(opening: Message, why: Message | undefined, advice: Message): Message {
  if (why === undefined) return message('checks.serviceOpen', { opening, advice });
  return message('checks.serviceOpenPerhaps', { opening, why, advice });
}
