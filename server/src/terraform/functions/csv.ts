// `csvdecode`, read by csv-parse under the rules of Go's reader.
import { parse } from 'csv-parse/sync';
import { message } from '../../messages.ts';
import { maximumElements } from '../budget.ts';
import type { Type } from '../type.ts';
import { dynamicType, stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { listValue, objectValue, stringValue } from '../values.ts';
import { textAt } from './arguments.ts';
import { attempt } from './attempt.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { refuse, tooLarge } from './function.ts';

export const csvFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/csvdecode */
  csvdecode: { parameters: [{ name: 'str', type: stringType }], result: dynamicType, call: csvDecode },
};

function csvDecode(args: readonly PlainValue[], context: CallContext): Value {
  const text = textAt(args, 0).replace(/\r\n/g, '\n');
  const rows = attempt(() => parse(text, { record_delimiter: '\n', skip_empty_lines: true, relax_column_count: true }));
  const [header, ...records] = rows ?? [];
  if (header === undefined) return refuse(context, message('terraform.notCsv'));
  if (new Set(header).size < header.length) return refuse(context, message('terraform.notCsv'));
  if (records.some((record) => record.length !== header.length)) return refuse(context, message('terraform.notCsv'));
  const type: Type = { kind: 'object', attributes: new Map(header.toSorted().map((name) => [name, stringType])) };
  if (records.length * header.length > maximumElements) return tooLarge(context, { kind: 'list', element: type });
  const objects = records.map((record) =>
    objectValue(
      header.map((name, position) => [name, stringValue(record[position] ?? '', context.origin)] as const),
      context.origin,
    ),
  );
  return listValue(objects, type, context.origin);
}
