// Trivy: `#trivy:ignore:AVD-AWS-0107[from_port=3306]:exp:2027-01-31` on the line of a resource, block or argument, or above it.
// https://trivy.dev/latest/docs/scanner/misconfiguration/#skipping-resources-by-inline-comments
import type { Acceptance, FileComment, IgnoreTool, Parameter, ToolIgnore } from './ignoreTool.ts';
import { networkAclIngress, securityGroupIngress } from './ignoreTool.ts';

/** Ids may hold `*`. A comment for one Terraform workspace (`:ws:`) does not count: which one will run is not known. */
export const trivy: IgnoreTool = {
  name: 'Trivy',
  marker: /trivy:ignore:/,
  read: (comments) => readIgnores('trivy', table, comments),
};

const table: Readonly<Record<string, Acceptance>> = {
  'AVD-AWS-0107': securityGroupIngress,
  'AWS-0107': securityGroupIngress,
  'aws-0107': securityGroupIngress,
  'aws-ec2-no-public-ingress-sgr': securityGroupIngress,
  'aws-vpc-no-public-ingress-sgr': securityGroupIngress,
  'no-public-ingress-sgr': securityGroupIngress,
  'AVD-AWS-0105': networkAclIngress,
  'AWS-0105': networkAclIngress,
  'aws-0105': networkAclIngress,
  'aws-ec2-no-public-ingress-acl': networkAclIngress,
  'aws-vpc-no-public-ingress-acl': networkAclIngress,
  'no-public-ingress-acl': networkAclIngress,
};

/** Reads the syntax that tfsec and Trivy share; several stand in one comment by blanks. */
export function readIgnores(
  prefix: 'tfsec' | 'trivy',
  ids: Readonly<Record<string, Acceptance>>,
  comments: readonly FileComment[],
): readonly ToolIgnore[] {
  const ignoring = comments.filter(({ text }) => /(?:tfsec|trivy):ignore:/.test(text));
  return ignoring.flatMap((comment) => {
    const words = comment.text.split(/\s+/).map((word) => word.replace(/^[#/*]+/, ''));
    return words.flatMap((word) => {
      const sections = word.split(':');
      return sections[0] === prefix ? (readWord(ids, sections.slice(1), comment, ignoring) ?? []) : [];
    });
  });
}

function readWord(
  ids: Readonly<Record<string, Acceptance>>,
  sections: readonly string[],
  comment: FileComment,
  ignoring: readonly FileComment[],
): ToolIgnore | undefined {
  const valueOf = (key: string): string | undefined => {
    const at = sections.findIndex((section, index) => index % 2 === 0 && section === key);
    return at < 0 ? undefined : sections[at + 1];
  };
  const [, id = '', bracketed] = /^([^[]+)(?:\[(.*)\])?$/.exec(valueOf('ignore') ?? '') ?? [];
  const accepts = acceptancesOf(ids, id);
  const workspace = valueOf('ws');
  if (accepts.length === 0 || (workspace !== undefined && workspace !== '*')) return undefined;
  const before = valueOf('exp');
  // The tool takes a date that it cannot read for one long past.
  if (before !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(before)) return undefined;
  const line = lineOf(comment, ignoring);
  return {
    place: comment.place,
    accepts,
    reach: { kind: 'partsOn', lines: [line, line + 1] },
    ...(before !== undefined && { before }),
    ...(bracketed !== undefined && { parameters: parametersOf(bracketed) }),
  };
}

function acceptancesOf(ids: Readonly<Record<string, Acceptance>>, written: string): readonly Acceptance[] {
  if (!written.includes('*')) return [ids[written] ?? []].flat();
  const pattern = new RegExp(`^${written.split('*').map(escaped).join('.*')}$`);
  return Object.entries(ids).flatMap(([id, acceptance]) => (pattern.test(id) ? [acceptance] : []));
}

function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}

function parametersOf(bracketed: string): readonly Parameter[] {
  return bracketed.split(',').flatMap((pair) => {
    const [name = '', value, ...more] = pair.split('=');
    return value === undefined || more.length > 0 ? [] : [{ name, value }];
  });
}

/** Comments on lines that follow one another stand as one: each counts as if it stood on the last of them. */
function lineOf(comment: FileComment, ignoring: readonly FileComment[]): number {
  let at = comment;
  while (at.isAlone) {
    const next = ignoring.find(({ line }) => line === at.line + 1);
    if (next === undefined) break;
    at = next;
  }
  return at.line;
}
