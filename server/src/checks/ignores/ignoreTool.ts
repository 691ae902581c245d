// What an ignore comment of another tool is: what of open ingress it accepts, and which rules it speaks for.
// It decides nothing; <tool>.ts read the comments, hearing.ts asks whether they speak for a rule.
// Source of each tool's syntax and reach: its own documentation and code, read 2026-11.
import type { Place } from '../../text.ts';

/** One tool whose ignore comments people have in their files. */
export interface IgnoreTool {
  /** As people call it: `Checkov`. */
  readonly name: string;
  /** What every ignore comment of the tool holds. */
  readonly marker: RegExp;
  /** The ignore comments among the comments of a file, those alone that are about open ingress. */
  readonly read: (comments: readonly FileComment[]) => readonly ToolIgnore[];
}

/** A comment with what a tool wants to know of where it stands. Lines count from 0. */
export interface FileComment {
  readonly place: Place;
  readonly text: string;
  readonly line: number;
  readonly lastLine: number;
  /** Nothing but blanks before it on its line. */
  readonly isAlone: boolean;
  /** Before everything that is no comment. */
  readonly isAtTop: boolean;
}

export interface ToolIgnore {
  readonly place: Place;
  readonly accepts: readonly Acceptance[];
  readonly reach: Reach;
  /** The first day (`2027-01-31`) on which it no longer counts. */
  readonly before?: string;
  /** Arguments that the rule must have as they are written here: `from_port` `3306`. */
  readonly parameters?: readonly Parameter[];
}

export interface Parameter {
  readonly name: string;
  readonly value: string;
}

/** What a tool no longer reports where one of its ids is ignored. */
export interface Acceptance {
  readonly of: 'securityGroup' | 'networkAcl' | 'any';
  /** These ports; `whole`: rules that let in every port, and those alone. */
  readonly ports: 'all' | 'whole' | readonly number[];
}

/** Which rules a comment speaks for. */
export type Reach =
  /** Those of the resource that it stands in. */
  | { readonly kind: 'resource' }
  /** Those of which a part begins on one of these lines: the argument, the block, the resource, a call that leads to it. */
  | { readonly kind: 'partsOn'; readonly lines: readonly number[] }
  /** Those that a tool would show on one of these lines: the source, its argument, the block of the rule. */
  | { readonly kind: 'shownOn'; readonly lines: readonly number[] }
  /** Those of which the source stands on one of these lines. */
  | { readonly kind: 'sourceOn'; readonly lines: readonly number[] }
  /** Those in the block or argument that begins on this line. */
  | { readonly kind: 'nextBlock'; readonly line: number }
  /** All of the file. */
  | { readonly kind: 'file' };

/** Everything that a tool could say of a rule. */
export const everything: readonly Acceptance[] = [{ of: 'any', ports: 'all' }];

export const securityGroupIngress: Acceptance = { of: 'securityGroup', ports: 'all' };

export const networkAclIngress: Acceptance = { of: 'networkAcl', ports: 'all' };

/** A port of security groups. */
export function groupPort(port: number): Acceptance {
  return { of: 'securityGroup', ports: [port] };
}
