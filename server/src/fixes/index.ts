// The fixes, in the order offered, and the one door they are asked through.
// It tries nothing on a copy: who offers a fix does that.
// Called by lsp/ and cli/.
import type { Finding } from '../checks/check.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import { addIgnoreComment } from './add-ignore-comment.ts';
import { addValidation } from './add-validation.ts';
import { allowCloudFront } from './allow-cloudfront.ts';
import { allowSecurityGroup } from './allow-security-group.ts';
import { allowVpcOnly } from './allow-vpc-only.ts';
import type { Fix, FixContext, FixProducer } from './fix.ts';
import { moveRules } from './move-rules.ts';
import { narrowPorts } from './narrow-ports.ts';
import { removeDefault } from './remove-default.ts';
import { removeRule } from './remove-rule.ts';
import { removeSource } from './remove-source.ts';
import { replaceSource } from './replace-source.ts';
import { showSource } from './show-source.ts';
import { useOwnAddress } from './use-own-address.ts';

/** Every fix, best first. */
export const fixProducers: readonly FixProducer[] = [
  replaceSource,
  allowSecurityGroup,
  allowVpcOnly,
  allowCloudFront,
  narrowPorts,
  removeDefault,
  removeSource,
  addValidation,
  removeRule,
  useOwnAddress,
  showSource,
  moveRules,
  addIgnoreComment,
];

/** Fixes for a finding, and what went wrong while looking for them, for the log. */
export interface Proposal {
  readonly fixes: readonly Fix[];
  readonly problems: readonly Message[];
}

/**
 * Asks each producer; one that throws is named in the problems and the others still answer. At most one fix is preferred. Of a
 * producer that does not write JSON, a fix that would edit such a file is not offered.
 */
export function proposeFixes(
  finding: Finding,
  context: FixContext,
  producers: readonly FixProducer[] = fixProducers,
): Proposal {
  const fixes: Fix[] = [];
  const problems: Message[] = [];
  for (const producer of producers) {
    try {
      const proposed = producer.propose(finding, context);
      const mayWrite = (path: string): boolean => producer.writesJson === true || !isJsonSyntax(path);
      fixes.push(...proposed.filter((fix) => [...fix.edits.keys()].every(mayWrite)));
    } catch (error) {
      problems.push(message('fixes.failed', { fix: producer.id, reason: String(error) }));
    }
  }
  const preferred = fixes.find((fix) => fix.preferred);
  return { fixes: fixes.map((fix) => ({ ...fix, preferred: fix === preferred })), problems };
}
