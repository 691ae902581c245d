// What is told of a finding: all that reports, diagnostics, baselines and merging need, as plain data. It can be cloned and handed to
// another thread, and refers to no scope, module or text.
// It judges nothing. Kept by the workspace; fixes need the finding whole, as checks/check.ts has it.
import type { CidrSource, IngressRule } from '../aws/ingressRule.ts';
import type { Message } from '../messages.ts';
import type { TraceStep } from '../terraform/trace.ts';
import type { Condition } from '../terraform/value.ts';
import type { Place } from '../text.ts';
import type { CheckId, ControlId, Finding, Severity, Verdict } from './check.ts';

export type FindingFacts = SourceFindingFacts | ConfigurationFindingFacts;

/** Of one open source of one rule, with every control it fails. */
export interface SourceFindingFacts extends FactsCommon {
  readonly kind: 'source';
  readonly source: SourceFacts;
}

/** Of what a check of the whole configuration has found. */
export interface ConfigurationFindingFacts extends FactsCommon {
  readonly kind: 'configuration';
  /** Undefined where it is about no source. */
  readonly source: SourceFacts | undefined;
}

interface FactsCommon {
  /** The gravest check that failed. */
  readonly check: CheckId;
  /** Every control it fails, the gravest first; empty where AWS has none for it. */
  readonly controls: readonly ControlId[];
  readonly severity: Severity;
  readonly verdict: Verdict;
  /**
   * The CIDR text where it is written in the rule's file, otherwise the expression in the rule that brings it. What is about no
   * source is shown at what would have to change.
   */
  readonly place: Place;
  readonly message: Message;
  /** Further places worth seeing: where the value comes from, which calls open it. */
  readonly notes: readonly Note[];
  readonly rule: RuleFacts;
  /** The module that makes the rule. */
  readonly module: ModuleFacts;
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
  /** True where the team has put it off: its baseline knows it. Such findings are shown on request only. */
  readonly baselined?: boolean;
}

export interface Note {
  readonly place: Place;
  readonly message: Message;
}

/** What words, reports and comparisons need of a rule. */
export interface RuleFacts extends Pick<IngressRule, 'form' | 'address' | 'protocol' | 'ports' | 'uncertain'> {
  readonly conditions: readonly ConditionFacts[];
}

/** And of a source. */
export interface SourceFacts extends Pick<CidrSource, 'family' | 'text' | 'uncertain'> {
  readonly conditions: readonly ConditionFacts[];
}

export type ConditionFacts = Pick<Condition, 'text' | 'holds'>;

export interface ModuleFacts {
  /** `module.web["a"]`; empty for a root. */
  readonly address: string;
  /** The folder of the root that calls it. */
  readonly rootDir: string;
}

/** No more than what is told. */
export function factsOf(finding: Finding): FindingFacts {
  const { check, controls, severity, verdict, place, message, notes, module, origin, otherOrigins } = finding;
  const { variableFiles, via, suppressedBy, baselined } = finding;
  const facts = {
    ...{ check, controls, severity, verdict, place, message, notes, module, origin, otherOrigins },
    ...{ variableFiles, via, suppressedBy, rule: ruleFacts(finding.rule) },
    ...(baselined !== undefined && { baselined }),
  };
  if (finding.kind === 'source') return { kind: finding.kind, source: sourceFacts(finding.source), ...facts };
  return { kind: finding.kind, source: finding.source && sourceFacts(finding.source), ...facts };
}

function ruleFacts({ form, address, protocol, ports, uncertain, conditions }: IngressRule): RuleFacts {
  return { form, address, protocol, ports, uncertain, conditions: conditions.map(conditionFacts) };
}

function sourceFacts({ family, text, uncertain, conditions }: CidrSource): SourceFacts {
  return { family, text, uncertain, conditions: conditions.map(conditionFacts) };
}

function conditionFacts({ text, holds }: Condition): ConditionFacts {
  return { text, holds };
}
