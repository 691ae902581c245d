// The functions that bring text into other alphabets and back.
import { gunzipSync } from 'node:zlib';
import { message } from '../../messages.ts';
import { maximumTextLength } from '../budget.ts';
import { stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { stringValue } from '../values.ts';
import { textAt } from './arguments.ts';
import { attempt } from './attempt.ts';
import type { CallContext, FunctionFamily } from './function.ts';
import { notEvaluated, refuse, tooLarge } from './function.ts';

const str = { name: 'str', type: stringType } as const;
const encoding = { name: 'encoding', type: stringType } as const;

export const encodingFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/base64decode */
  base64decode: {
    parameters: [str],
    result: stringType,
    call: (args, context) => {
      const bytes = bytesOf(textAt(args, 0));
      return bytes === undefined ? refuse(context, message('terraform.notBase64')) : utf8Value(bytes, context);
    },
  },
  /** https://developer.hashicorp.com/terraform/language/functions/base64encode */
  base64encode: {
    parameters: [str],
    result: stringType,
    call: (args, context) => stringValue(Buffer.from(textAt(args, 0), 'utf8').toString('base64'), context.origin),
  },
  /** https://opentofu.org/docs/language/functions/base64gunzip */
  base64gunzip: { parameters: [str], result: stringType, call: gunzip },
  /** https://developer.hashicorp.com/terraform/language/functions/base64gzip */
  base64gzip: {
    parameters: [str],
    result: stringType,
    // Which bytes come out depends on the compressor; only Terraform's own would be right.
    call: (_, context) =>
      notEvaluated(context, stringType, message('terraform.functionNotEvaluated', { name: context.name })),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/textdecodebase64 */
  textdecodebase64: {
    parameters: [{ name: 'source', type: stringType }, encoding],
    result: stringType,
    call: textDecode,
  },
  /** https://developer.hashicorp.com/terraform/language/functions/textencodebase64 */
  textencodebase64: {
    parameters: [{ name: 'string', type: stringType }, encoding],
    result: stringType,
    call: textEncode,
  },
  /** https://opentofu.org/docs/language/functions/urldecode */
  urldecode: { parameters: [str], result: stringType, call: urlDecode },
  /** https://developer.hashicorp.com/terraform/language/functions/urlencode */
  urlencode: {
    parameters: [str],
    result: stringType,
    call: (args, context) => stringValue(urlEncode(textAt(args, 0)), context.origin),
  },
};

/** The bytes of Base64 text with its padding; line breaks do not count. Undefined for all else. */
function bytesOf(text: string): Buffer | undefined {
  const joined = text.replace(/[\r\n]/g, '');
  if (joined.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(joined)) return undefined;
  return Buffer.from(joined, 'base64');
}

function utf8Value(bytes: Uint8Array, context: CallContext): Value {
  const text = attempt(() => new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  return text === undefined ? refuse(context, message('terraform.notUtf8')) : stringValue(text, context.origin);
}

function gunzip(args: readonly PlainValue[], context: CallContext): Value {
  const bytes = bytesOf(textAt(args, 0));
  if (bytes === undefined) return refuse(context, message('terraform.notBase64'));
  // The last four bytes of the format say how much comes out; the limit holds whatever they claim.
  const claimed = bytes.length >= 18 ? bytes.readUInt32LE(bytes.length - 4) : 0;
  if (claimed > maximumTextLength) return tooLarge(context, stringType);
  const unpacked = attempt(() => gunzipSync(bytes, { maxOutputLength: maximumTextLength }));
  return unpacked === undefined ? refuse(context, message('terraform.notGzip')) : utf8Value(unpacked, context);
}

/** Names of encodings, in lower case, with the name the decoder knows; `ascii` and `latin1` are checked by hand. */
const encodings: ReadonlyMap<string, string> = new Map([
  ['utf-8', 'utf-8'],
  ['utf8', 'utf-8'],
  ['utf-16le', 'utf-16le'],
  ['utf-16be', 'utf-16be'],
  ['utf-16', 'utf-16'],
  ['iso-8859-1', 'latin1'],
  ['latin1', 'latin1'],
  ['us-ascii', 'ascii'],
  ['ascii', 'ascii'],
]);

function textEncode(args: readonly PlainValue[], context: CallContext): Value {
  const text = textAt(args, 0);
  const bytes = encodeText(text, encodings.get(textAt(args, 1).toLowerCase()));
  if (bytes === undefined)
    return notEvaluated(context, stringType, message('terraform.encodingNotKnown', { name: textAt(args, 1) }));
  if (bytes === 'unfit') return refuse(context, message('terraform.notInEncoding', { name: textAt(args, 1) }));
  return stringValue(bytes.toString('base64'), context.origin);
}

function encodeText(text: string, name: string | undefined): Buffer | 'unfit' | undefined {
  switch (name) {
    case 'utf-8':
      return Buffer.from(text, 'utf8');
    case 'utf-16le':
      return Buffer.from(text, 'utf16le');
    case 'utf-16be':
      return Buffer.from(text, 'utf16le').swap16();
    case 'utf-16':
      return Buffer.from(`\ufeff${text}`, 'utf16le').swap16();
    case 'latin1':
      return /^[\u0000-\u00ff]*$/.test(text) ? Buffer.from(text, 'latin1') : 'unfit';
    case 'ascii':
      return /^[\u0000-\u007f]*$/.test(text) ? Buffer.from(text, 'latin1') : 'unfit';
    default:
      return undefined;
  }
}

function textDecode(args: readonly PlainValue[], context: CallContext): Value {
  const bytes = bytesOf(textAt(args, 0));
  if (bytes === undefined) return refuse(context, message('terraform.notBase64'));
  const name = encodings.get(textAt(args, 1).toLowerCase());
  if (name === undefined)
    return notEvaluated(context, stringType, message('terraform.encodingNotKnown', { name: textAt(args, 1) }));
  const text = decodeText(bytes, name);
  if (text === undefined) return refuse(context, message('terraform.notInEncoding', { name: textAt(args, 1) }));
  return stringValue(text, context.origin);
}

function decodeText(bytes: Buffer, name: string): string | undefined {
  if (name === 'latin1') return bytes.toString('latin1');
  if (name === 'ascii') return bytes.some((byte) => byte > 127) ? undefined : bytes.toString('latin1');
  const isLittle = name === 'utf-16' && bytes[0] === 0xff && bytes[1] === 0xfe;
  const decoder = name !== 'utf-16' ? name : isLittle ? 'utf-16le' : 'utf-16be';
  return attempt(() => new TextDecoder(decoder, { fatal: true, ignoreBOM: name !== 'utf-16' }).decode(bytes));
}

function urlEncode(text: string): string {
  let encoded = '';
  for (const byte of Buffer.from(text, 'utf8')) {
    const character = String.fromCharCode(byte);
    if (/[0-9A-Za-z._~-]/.test(character)) encoded += character;
    else encoded += character === ' ' ? '+' : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
  }
  return encoded;
}

function urlDecode(args: readonly PlainValue[], context: CallContext): Value {
  const text = textAt(args, 0);
  if (/%(?![0-9A-Fa-f]{2})/.test(text)) return refuse(context, message('terraform.notUrlEncoded'));
  const binary = Buffer.from(text.replaceAll('+', ' '), 'utf8').toString('latin1');
  const bytes = binary.replace(/%(..)/g, (_, digits: string) => String.fromCharCode(parseInt(digits, 16)));
  return utf8Value(Buffer.from(bytes, 'latin1'), context);
}
