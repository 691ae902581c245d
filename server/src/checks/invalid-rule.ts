// Finds rules that AWS or its provider will refuse: reversed ports, text that is no network, ports beside protocol -1.
// It has nothing to do with being open; it says early what otherwise comes up at apply.
import type { IngressRule } from '../aws/ingressRule.ts';
import { refusalsOf } from '../aws/refusals.ts';
import type { Refusal } from '../aws/refusals.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import type { ConfigurationCheck, Discovery } from './check.ts';
import { placeOfSource } from './traceSource.ts';

/** Nothing is said of what is not written yet, or of what cannot be known. */
export const invalidRule: ConfigurationCheck = {
  kind: 'configuration',
  id: 'invalid-rule',
  controls: [],
  defaultSeverity: 'warning',
  find: ({ rules }) => rules.flatMap((rule) => refusalsOf(rule).map((refusal) => discovery(rule, refusal))),
};

function discovery(rule: IngressRule, refusal: Refusal): Discovery {
  return {
    rule,
    source: undefined,
    place: placeOf(refusal),
    controls: [],
    verdict: 'open',
    message: wording(refusal),
    notes: [],
  };
}

function placeOf(refusal: Refusal): Place {
  return 'place' in refusal ? refusal.place : placeOfSource(refusal.source);
}

function wording(refusal: Refusal): Message {
  switch (refusal.kind) {
    case 'ports':
      return message('checks.refusedPorts', { text: refusal.text });
    case 'icmp':
      return message('checks.refusedIcmp', { type: refusal.type, code: refusal.code });
    case 'protocol':
      return message('checks.refusedProtocol', { text: refusal.text });
    case 'portsBesideAll':
      return message('checks.refusedPortsBesideAll');
    case 'network':
      return message('checks.refusedNetwork', { text: refusal.text });
    case 'family': {
      const { text, family, argument } = refusal.source;
      return message('checks.refusedFamily', { text, family, argument: argument.name });
    }
    case 'hostBits':
      return message('checks.refusedHostBits', { text: refusal.source.text, network: refusal.network });
  }
}
