// Finds groups that are open to everyone in pieces, such as 0.0.0.0/1 beside 128.0.0.0/1, or by all of IPv6 that is assigned.
// AWS has no control for it: its controls look for a network of length 0.
import type { ConfigurationCheck } from './check.ts';
import { discoveryOfCover } from './coverWording.ts';
import { openCovers } from './piecesOfGroups.ts';
import { subjectOf } from './subject.ts';
import { unauthorized } from './unauthorized-port-open.ts';

/** Ports that may be open to everyone may be so in pieces too. */
export const openInPieces: ConfigurationCheck = {
  kind: 'configuration',
  id: 'open-in-pieces',
  controls: [],
  defaultSeverity: 'warning',
  find: ({ rules }, settingsOf) =>
    openCovers(rules, unauthorized(settingsOf)).map((cover) => discoveryOfCover(cover, subjectOf(cover.rule))),
};
