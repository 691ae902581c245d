// The kinds of remarks on ignore comments, by the names that settings and reports know them under.
// A leaf, so that settings can name them.
import type { Severity } from '../check.ts';

export type RemarkId = 'expired-ignore' | 'unreasoned-ignore' | 'useless-ignore';

/** What holds where nobody has decided otherwise. */
export const defaultRemarkSeverities: Readonly<Record<RemarkId, Severity | 'off'>> = {
  'expired-ignore': 'warning',
  'unreasoned-ignore': 'warning',
  'useless-ignore': 'information',
};
