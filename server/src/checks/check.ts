// What a check is, and what it finds.
// A check asks one question, of one open source of one rule or of everything that a root makes; it says nothing of editors, and
// words are Messages.
// Implemented by <check-id>.ts, gathered by ../analyze.ts.
import type { Configuration } from '../aws/configuration.ts';
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import type { Message } from '../messages.ts';
import type { Place } from '../text.ts';
import type { ConfigurationFindingFacts, Note, SourceFindingFacts } from './findingFacts.ts';
import type { CheckSettings } from './settings.ts';

export type CheckId =
  | 'high-risk-port-open'
  | 'unauthorized-port-open'
  | 'ssh-port-open'
  | 'rdp-port-open'
  | 'remote-administration-port-open'
  | 'open-in-pieces'
  | 'wide-range'
  | 'invalid-rule'
  | 'network-acl-admin-port-open'
  | 'default-group-has-rules'
  | 'lightsail-port-open'
  | 'gamelift-port-open'
  | 'eks-endpoint-open'
  | 'medialive-input-open'
  | 'classic-group-open';

/** An AWS Security Hub control. */
export type ControlId = 'EC2.2' | 'EC2.13' | 'EC2.14' | 'EC2.18' | 'EC2.19' | 'EC2.21' | 'EC2.53' | 'EC2.54';

/** As LSP has them. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** `open`: it surely is as the message says. `possible`: that rests on something that cannot be known. */
export type Verdict = 'open' | 'possible';

/** `no`: the rule passes. `possible`: whether it fails cannot be known, as where ports are unknown. */
export type Answer =
  | { readonly kind: 'no' }
  | { readonly kind: 'fails'; readonly controls: readonly ControlId[] }
  | { readonly kind: 'possible'; readonly controls: readonly ControlId[] };

export type Check = SourceCheck | ConfigurationCheck;

interface CheckCommon {
  readonly id: CheckId;
  /** Every control that it may answer with; empty where AWS has none. */
  readonly controls: readonly ControlId[];
  /** `off` where only those who ask for it are told. */
  readonly defaultSeverity: Severity | 'off';
}

/** A question about a source that is open to everyone, of a rule that has it. The answers of all make one finding. */
export interface SourceCheck extends CheckCommon {
  readonly kind: 'source';
  readonly ask: (rule: IngressRule, source: CidrSource, settings: CheckSettings) => Answer;
}

/** A question about what stands together: the rules of a group, the entries of a network ACL. Each answer is a finding of its own. */
export interface ConfigurationCheck extends CheckCommon {
  readonly kind: 'configuration';
  /** `settingsOf` gives the settings where a rule is written. */
  readonly find: (configuration: Configuration, settingsOf: SettingsOf) => readonly Discovery[];
}

/** The settings that hold for a rule: they may differ from folder to folder. */
export type SettingsOf = (rule: IngressRule) => CheckSettings;

/** What a check of the whole configuration has found, before settings and ignore comments have their say. */
export interface Discovery {
  readonly rule: IngressRule;
  /** The source that it is about, at whose text it is shown; undefined where it is about none, and is shown at `place`. */
  readonly source: CidrSource | undefined;
  readonly place: Place;
  readonly controls: readonly ControlId[];
  readonly verdict: Verdict;
  readonly message: Message;
  readonly notes: readonly Note[];
}

/** What is found, with the rule and the source themselves, in their scopes, so that a fix can be made for it. */
export type Finding = SourceFinding | ConfigurationFinding;

/** One open source of one rule, with every control it fails. */
export interface SourceFinding extends SourceFindingFacts, InScope {
  readonly rule: IngressRule;
  readonly source: CidrSource;
}

/** What a check of the whole configuration has found. */
export interface ConfigurationFinding extends ConfigurationFindingFacts, InScope {
  readonly rule: IngressRule;
  readonly source: CidrSource | undefined;
}

interface InScope {
  /** What the user and the team have decided where the rule is written: the settings that it was judged by. */
  readonly settings: CheckSettings;
}
