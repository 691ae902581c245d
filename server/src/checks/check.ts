// What a check is, and what it finds.
// A check asks one question of one open source of one rule; it says nothing of editors, and words are Messages.
// Implemented by <check-id>.ts, gathered by ../analyze.ts.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import type { Message } from '../messages.ts';
import type { TraceStep } from '../terraform/trace.ts';
import type { Place } from '../text.ts';
import type { CheckSettings } from './settings.ts';

export type CheckId =
  | 'high-risk-port-open'
  | 'unauthorized-port-open'
  | 'ssh-port-open'
  | 'rdp-port-open'
  | 'remote-administration-port-open';

/** An AWS Security Hub control. */
export type ControlId = 'EC2.13' | 'EC2.14' | 'EC2.18' | 'EC2.19' | 'EC2.53' | 'EC2.54';

/** As LSP has them. */
export type Severity = 'error' | 'warning' | 'information' | 'hint';

/** `no`: the rule passes. `possible`: whether it fails cannot be known, as where ports are unknown. */
export type Answer =
  | { readonly kind: 'no' }
  | { readonly kind: 'fails'; readonly controls: readonly ControlId[] }
  | { readonly kind: 'possible'; readonly controls: readonly ControlId[] };

/** A question about a source that is open to everyone, of a rule that has it. */
export interface Check {
  readonly id: CheckId;
  /** Every control that it may answer with. */
  readonly controls: readonly [ControlId, ...ControlId[]];
  readonly defaultSeverity: Severity;
  readonly ask: (rule: IngressRule, source: CidrSource, settings: CheckSettings) => Answer;
}

/** One open source of one rule, with every control it fails. */
export interface Finding {
  /** The gravest check that failed. */
  readonly check: CheckId;
  /** Every control it fails, the gravest first; never empty. */
  readonly controls: readonly [ControlId, ...ControlId[]];
  readonly severity: Severity;
  readonly verdict: 'open' | 'possible';
  /** The CIDR text where it is written in the rule's file, otherwise the expression in the rule that brings it. */
  readonly place: Place;
  readonly message: Message;
  /** Further places worth seeing: where the value comes from, which calls open it. */
  readonly notes: readonly Note[];
  readonly rule: IngressRule;
  readonly source: CidrSource;
  /** From the rule to the text that decides: empty where that text is in the rule itself. */
  readonly origin: readonly TraceStep[];
  /** Texts that decide the same finding on further ways to it: other calls, other variable files. */
  readonly otherOrigins: readonly Place[];
  /** Where it only holds in runs with variable files that Terraform does not load by itself: their paths, any of them will do. */
  readonly variableFiles: readonly string[];
  /** Addresses of further instances and of module calls that lead to the same finding at the same place. */
  readonly via: readonly string[];
  /** The comment that silences it, where ignore comments are honored and there is one. Suppressed findings are not shown. */
  readonly suppressedBy: Place | undefined;
}

export interface Note {
  readonly place: Place;
  readonly message: Message;
}
