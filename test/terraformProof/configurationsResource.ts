// What the generators of resources hand to the one of configurations.
// Made by configurationsRules.ts and the files beside it, called by configurations.ts.
import type { Named } from './configurationsTerms.ts';

/** A block of the configuration, and what later ones may refer to. */
export interface MadeResource {
  readonly text: string;
  readonly names: readonly Named[];
  /** What an override file may put in its place, without the file's own lines; undefined for nothing. */
  readonly override: string | undefined;
}
