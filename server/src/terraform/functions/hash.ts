// The functions that digest text. Those that differ in every run are in impure.ts.
import { createHash } from 'node:crypto';
import { message } from '../../messages.ts';
import { stringType } from '../type.ts';
import type { Value } from '../value.ts';
import type { PlainValue } from '../values.ts';
import { stringValue } from '../values.ts';
import { textAt } from './arguments.ts';
import type { CallContext, FunctionFamily, TerraformFunction } from './function.ts';
import { notEvaluated, refuse } from './function.ts';

export const hashFunctions: FunctionFamily = {
  /** https://developer.hashicorp.com/terraform/language/functions/base64sha256 */
  base64sha256: hashText('sha256', 'base64'),
  /** https://developer.hashicorp.com/terraform/language/functions/base64sha512 */
  base64sha512: hashText('sha512', 'base64'),
  /** https://developer.hashicorp.com/terraform/language/functions/md5 */
  md5: hashText('md5', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/rsadecrypt */
  rsadecrypt: {
    parameters: [
      { name: 'ciphertext', type: stringType },
      { name: 'privatekey', type: stringType },
    ],
    result: stringType,
    // Private keys have no business in an editor, and no address range was ever kept this way.
    call: (_, context) =>
      notEvaluated(context, stringType, message('terraform.functionNotEvaluated', { name: context.name })),
  },
  /** https://developer.hashicorp.com/terraform/language/functions/sha1 */
  sha1: hashText('sha1', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/sha256 */
  sha256: hashText('sha256', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/sha512 */
  sha512: hashText('sha512', 'hex'),
  /** https://developer.hashicorp.com/terraform/language/functions/uuidv5 */
  uuidv5: {
    parameters: [
      { name: 'namespace', type: stringType },
      { name: 'name', type: stringType },
    ],
    result: stringType,
    call: uuidV5,
  },
};

/** Names of the algorithms that Terraform offers. */
export type Algorithm = 'md5' | 'sha1' | 'sha256' | 'sha512';

/** The digest of a text's UTF-8 bytes. */
export function digest(text: string, algorithm: Algorithm, encoding: 'hex' | 'base64'): string {
  return createHash(algorithm).update(text, 'utf8').digest(encoding);
}

function hashText(algorithm: Algorithm, encoding: 'hex' | 'base64'): TerraformFunction {
  return {
    parameters: [{ name: 'str', type: stringType }],
    result: stringType,
    call: (args, context) => stringValue(digest(textAt(args, 0), algorithm, encoding), context.origin),
  };
}

/** Namespaces of RFC 9562 by the names Terraform gives them. */
const namespaces: ReadonlyMap<string, string> = new Map([
  ['dns', '6ba7b8109dad11d180b400c04fd430c8'],
  ['url', '6ba7b8119dad11d180b400c04fd430c8'],
  ['oid', '6ba7b8129dad11d180b400c04fd430c8'],
  ['x500', '6ba7b8149dad11d180b400c04fd430c8'],
]);

function uuidV5(args: readonly PlainValue[], context: CallContext): Value {
  const text = textAt(args, 0);
  const namespace = namespaces.get(text) ?? uuidDigits(text);
  if (namespace === undefined) return refuse(context, message('terraform.notUuid', { text }));
  const bytes = createHash('sha1')
    .update(Buffer.from(namespace, 'hex'))
    .update(textAt(args, 1), 'utf8')
    .digest()
    .subarray(0, 16);
  bytes.writeUInt8((bytes.readUInt8(6) & 0x0f) | 0x50, 6);
  bytes.writeUInt8((bytes.readUInt8(8) & 0x3f) | 0x80, 8);
  const digits = bytes.toString('hex');
  const parts = [digits.slice(0, 8), digits.slice(8, 12), digits.slice(12, 16), digits.slice(16, 20), digits.slice(20)];
  return stringValue(parts.join('-'), context.origin);
}

function uuidDigits(text: string): string | undefined {
  const bare = /^urn:uuid:(.{36})$/i.exec(text)?.[1] ?? /^\{(.{36})\}$/.exec(text)?.[1] ?? text;
  if (/^[0-9a-f]{32}$/i.test(bare)) return bare;
  return /^[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}$/i.test(bare) ? bare.replaceAll('-', '') : undefined;
}
