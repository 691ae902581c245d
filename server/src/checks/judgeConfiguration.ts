// Asks one check of the whole configuration and makes findings of what it discovers.
// It looks for nothing by itself and merges nothing; a check that fails is reported and left out.
// Called by ../analyze.ts.
import type { Configuration } from '../aws/configuration.ts';
import type { IngressRule } from '../aws/ingressRule.ts';
import { message } from '../messages.ts';
import type { Message } from '../messages.ts';
import type { Trace } from '../terraform/trace.ts';
import type { ConfigurationCheck, Discovery, Finding } from './check.ts';
import type { Court } from './court.ts';
import { hear } from './ignores/hearing.ts';
import { moduleFacts, severityOf } from './judge.ts';
import { notesOf } from './notes.ts';
import { traceSource } from './traceSource.ts';

/** What a check finds; nothing where it is off. */
export function judgeConfiguration(
  bench: Bench,
  check: ConfigurationCheck,
  configuration: Configuration,
): readonly Finding[] {
  try {
    const discoveries = check.find(configuration, (rule) => bench.courtOf(rule).settings);
    return discoveries.flatMap((discovery) => findingOf(bench.courtOf(discovery.rule), check, discovery));
  } catch (error) {
    bench.failed(message('checks.configurationCheckFailed', { check: check.id, error: String(error) }));
    return [];
  }
}

/** The courts of all module instances. */
export interface Bench {
  /** The court of the module that a rule is written in. */
  readonly courtOf: (rule: IngressRule) => Court;
  /** Told of a check that threw. */
  readonly failed: (what: Message) => void;
}

function findingOf(court: Court, check: ConfigurationCheck, discovery: Discovery): readonly Finding[] {
  const { rule, source, verdict } = discovery;
  const { disabledControls } = court.settings;
  const controls = discovery.controls.filter((control) => !disabledControls.includes(control));
  if (controls.length === 0 && discovery.controls.length > 0) return [];
  const severity = severityOf(court.settings, verdict, check.id);
  if (severity === 'off') return [];
  const traced: Trace = source === undefined ? { narrowest: discovery.place, steps: [] } : traceSource(source);
  const silencer = hear(court, rule, source, traced.narrowest);
  const names = controls.length === 0 ? [undefined] : controls;
  const silencers = names.map((control) => silencer(check.id, control));
  return [
    {
      kind: 'configuration',
      check: check.id,
      controls,
      severity,
      verdict,
      place: traced.narrowest,
      message: discovery.message,
      notes: [...notesOf(rule, source, traced), ...discovery.notes],
      rule,
      source,
      module: moduleFacts(rule),
      origin: traced.steps,
      otherOrigins: [],
      variableFiles: [],
      via: [],
      settings: court.settings,
      suppressedBy: silencers.every((silencer) => silencer !== undefined) ? silencers[0] : undefined,
    },
  ];
}
