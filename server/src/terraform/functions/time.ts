// `timeadd`, `timecmp` and `formatdate`: arithmetic on timestamps that are written down. No clock is read.
import { message } from '../../messages.ts';
import { numberType, stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { numberValue, stringValue } from '../values.ts';
import { textAt } from './arguments.ts';
import { formatDate } from './formatDate.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse } from './function.ts';
import { parseDuration, parseLooseTimestamp, parseTimestamp, timestampText } from './timestamp.ts';

export const timeFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/formatdate */
  formatdate: {
    parameters: [
      { name: 'format', type: stringType },
      { name: 'time', type: stringType },
    ],
    result: stringType,
    call: (args, context) => {
      const timestamp = parseTimestamp(textAt(args, 1));
      if (timestamp === undefined) return notTimestamp(context, textAt(args, 1));
      const text = formatDate(textAt(args, 0), timestamp);
      if (text === undefined) return refuse(context, message('terraform.notDateFormat', { text: textAt(args, 0) }));
      return stringValue(text, context.origin);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/timeadd */
  timeadd: {
    parameters: [
      { name: 'timestamp', type: stringType },
      { name: 'duration', type: stringType },
    ],
    result: stringType,
    call: (args, context) => {
      const timestamp = parseTimestamp(textAt(args, 0));
      if (timestamp === undefined) return notTimestamp(context, textAt(args, 0));
      const nanoseconds = parseDuration(textAt(args, 1));
      if (nanoseconds === undefined)
        return refuse(context, message('terraform.notDuration', { text: textAt(args, 1) }));
      return stringValue(
        timestampText({ ...timestamp, nanoseconds: timestamp.nanoseconds + nanoseconds }),
        context.origin,
      );
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/timecmp */
  timecmp: {
    parameters: [
      { name: 'timestamp_a', type: stringType },
      { name: 'timestamp_b', type: stringType },
    ],
    result: numberType,
    call: timeCompare,
  },
};

function timeCompare(args: readonly PlainValue[], context: CallContext): Value {
  const [a, b] = [parseLooseTimestamp(textAt(args, 0)), parseLooseTimestamp(textAt(args, 1))];
  if (a === undefined) return notTimestamp(context, textAt(args, 0));
  if (b === undefined) return notTimestamp(context, textAt(args, 1));
  const order = a.nanoseconds < b.nanoseconds ? -1 : a.nanoseconds > b.nanoseconds ? 1 : 0;
  return numberValue(order, context.origin);
}

function notTimestamp(context: CallContext, text: string): Value {
  return refuse(context, message('terraform.notTimestamp', { text }));
}
