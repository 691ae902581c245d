// Proof before offer: a fix is tried on a copy, and what fails is not offered.
// The analysis answers at once, HashiCorp's parser in its own time; neither sees the user's files changed.
// Called by lsp/ and cli/, and by fixAll.ts.
import type { FindingFacts } from '../checks/findingFacts.ts';
import type { Referee } from '../hcl/hcl2json.ts';
import { isJsonSyntax } from '../hcl/jsonFile.ts';
import { message, type Message } from '../messages.ts';
import type { Attempt } from './attempt.ts';
import { brokenDeclaration } from './declarations.ts';
import { findingChanges } from './findingChanges.ts';

/** Undefined where the fix holds; otherwise why it does not. */
export type Objection = Message | undefined;

/** What our own reading and analysis have against a fix: it leaves the finding, brings another, or breaks what was sound. */
export function objectionOfAnalysis(findings: readonly FindingFacts[], attempt: Attempt): Objection {
  const { fix, before, after, texts } = attempt;
  if (fix.outcome === 'shows') return undefined;
  for (const path of texts.keys()) {
    const then = before.file(path);
    const now = after.file(path);
    const wasSound = then === undefined || (then.complete && then.errors.length === 0);
    if (wasSound && (now?.complete !== true || now.errors.length > 0)) return message('proof.unread', { path });
  }
  const broken = brokenDeclaration(attempt);
  if (broken !== undefined) return broken;
  const { stays, added, isLost } = findingChanges(findings, attempt);
  const [other] = added;
  if (stays) return message('proof.findingStays');
  if (other !== undefined) return message('proof.newFinding', { check: other.check, address: other.rule.address });
  if (isLost) return message('proof.findingLost');
  const roots = before.rootsThatRead([...texts.keys()]);
  const known = new Set(before.problemsOf(roots).map(({ message: { id, values } }) => JSON.stringify([id, values])));
  return after.problemsOf(roots).find(({ message: { id, values } }) => !known.has(JSON.stringify([id, values])))
    ?.message;
}

/** What HashiCorp's parser has against the texts that a fix leaves behind. */
export async function objectionOfParser(attempt: Attempt, referee: Referee): Promise<Objection> {
  for (const [path, text] of attempt.texts) {
    const detail = await rejectionOf(path, text, referee);
    if (detail === undefined) continue;
    const before = attempt.before.file(path)?.text;
    // A file that was broken before stays broken elsewhere: only what the fix itself breaks speaks against it.
    if (before !== undefined && (await rejectionOf(path, before, referee)) !== undefined) continue;
    return message('proof.rejected', { path, detail });
  }
  return undefined;
}

/** The whole proof. */
export async function objectionTo(
  findings: readonly FindingFacts[],
  attempt: Attempt,
  referee: Referee,
): Promise<Objection> {
  return objectionOfAnalysis(findings, attempt) ?? (await objectionOfParser(attempt, referee));
}

/** Undefined where the text is accepted, or where there is no verdict: then it rests on our own reading alone. */
async function rejectionOf(path: string, text: string, referee: Referee): Promise<string | undefined> {
  // HashiCorp's parser, as we have it, reads native syntax; JSON is held to the standard's.
  if (isJsonSyntax(path)) return jsonError(text);
  const verdict = await referee.judge(path, text);
  return verdict.kind === 'rejected' ? verdict.errors.map(({ summary }) => summary).join('; ') : undefined;
}

function jsonError(text: string): string | undefined {
  try {
    JSON.parse(text.replace(/^\uFEFF/, ''));
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
