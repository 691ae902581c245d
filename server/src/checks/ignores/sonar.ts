// Sonar: `# NOSONAR` silences every issue of its line.
// https://docs.sonarsource.com/sonarqube-server/latest/user-guide/issues/managing/#nosonar
import type { IgnoreTool } from './ignoreTool.ts';
import { everything } from './ignoreTool.ts';

/** Sonar shows open ingress (S6321) at the source itself. */
export const sonar: IgnoreTool = {
  name: 'Sonar',
  marker: /NOSONAR/,
  read: (comments) =>
    comments
      .filter(({ text }) => /\bNOSONAR\b/.test(text))
      .map(({ place, line }) => ({ place, accepts: everything, reach: { kind: 'sourceOn', lines: [line] } })),
};
