// The texts that decide a finding.
// Called by the workspace and by lsp/, which show a finding there too.
import type { Place } from '../text.ts';
import type { FindingFacts } from './findingFacts.ts';

/** Where the open range, or the value that opens it, is written outside the rule, on every way that leads to the finding. */
export function decidingPlaces({ origin, otherOrigins }: FindingFacts): readonly Place[] {
  const own = origin.at(-1)?.place;
  return own === undefined ? otherOrigins : [own, ...otherOrigins];
}
