// Thousands of damaged files: none may fail, none may take long, and what is found in the blocks that are sound stays found.
// PORTCULLIS_MUTATIONS says how many, PORTCULLIS_SEED from which number on.
import assert from 'node:assert/strict';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';
import { defaultCheckSettings } from '../../server/src/checks/settings.ts';
import type { Block, SourceFile } from '../../server/src/hcl/nodes.ts';
import type { Span } from '../../server/src/text.ts';
import { Workspace } from '../../server/src/workspace/workspace.ts';
import { parse, parseTemplate } from '../support/grammar.ts';
import { memoryFileSystem } from '../support/memoryFileSystem.ts';
import { headerOf, isAboutWhatStandsTogether, isSound, restored } from './judgedTogether.ts';
import type { Mutation } from './mutations.ts';
import { chanceFrom, mutate, shifted, untouchedBlocks } from './mutations.ts';

const count = Number(process.env['PORTCULLIS_MUTATIONS'] ?? '2000');
const seed = Number(process.env['PORTCULLIS_SEED'] ?? '1');
const longest = 20_000;
const limitMs = 100;
const root = path.join(import.meta.dirname, '../..');
const folders = ['examples', 'test/syntaxes/fixtures', 'test/fixtures', '../shared/conformance/cases'];

interface Subject {
  readonly name: string;
  readonly file: SourceFile;
  /** What is found in the sound file, by the text that `keyOf` makes. */
  readonly found: readonly FindingFacts[];
  /** What is still found once certain blocks are gone, by the starts of those blocks. */
  readonly withoutBlocks: Map<string, ReadonlySet<string>>;
}

test(`${count} damaged files, from ${seed} on`, (context) => {
  const subjects = subjectsFrom(folders);
  const strangers = subjects.map(({ file }) => file.text);
  const problems: string[] = [];
  let kept = 0;
  for (let number = seed; number < seed + count; number++) {
    const chance = chanceFrom(number * 7919);
    const subject = subjects[chance(subjects.length)];
    assert.ok(subject);
    const { file } = subject;
    const blocks = file.body.blocks.map((block) => block.span);
    const mutation = mutate(file.text, blocks, strangers, chance);
    const problem = problemOf(subject, mutation);
    if (problem !== undefined)
      problems.push(`number ${number}, ${subject.name}: ${problem}\n${JSON.stringify(mutation.edits)}`);
    else kept += 1;
  }
  context.diagnostic(`${kept} of ${count} damaged texts of ${subjects.length} files are read well`);
  assert.deepEqual(problems, []);
});

test('a damaged entry that comes first in its network ACL takes the finding over; in any other way it is lost', () => {
  const text = acl('first', 100) + acl('second', 200);
  const subject = subjectOf('two entries', parse('/w/main.tf', text));
  assert.deepEqual(
    subject.found.map((finding) => keyOf(finding, finding.place.span.start)),
    [`network-acl-admin-port-open at ${text.indexOf('"0.0.0.0/0"')}`],
  );
  const damage = (number: string): Mutation => {
    const start = text.lastIndexOf('200');
    const span = { start, end: start + 3 };
    return { text: text.replace('200', number), edits: [{ span, newText: number }] };
  };
  // Whole but for a line's end, and before the other: this one decides.
  const first = damage('20 x = 1');
  assert.equal(lossOf(subject, first, open(first.text).allFindings()), undefined);
  // Then it is found in this one; after the other it decides nothing; and where it cannot be read, its number is what it was.
  for (const number of ['20 x = 1', '300 x = 1', '20 x = [', '20 {'])
    assert.match(lossOf(subject, damage(number), []) ?? '', /^lost network-acl-admin-port-open/, number);
});

function acl(name: string, number: number): string {
  return `resource "aws_network_acl_rule" "${name}" {
  network_acl_id = "acl-1"
  rule_number    = ${number}
  rule_action    = "allow"
  protocol       = "-1"
  cidr_block     = "0.0.0.0/0"
}
`;
}

function subjectsFrom(places: readonly string[]): readonly Subject[] {
  return places.flatMap((place) => {
    const folder = path.join(root, place);
    if (!existsSync(folder)) return [];
    const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tf'));
    return names.toSorted().flatMap((name) => {
      const text = readFileSync(path.join(folder, name), 'utf8');
      const file = parse('/w/main.tf', text);
      if (text.length > longest || file.errors.length > 0 || !hasUniqueNames(file)) return [];
      return [subjectOf(`${place}/${name}`, file)];
    });
  });
}

function subjectOf(name: string, file: SourceFile): Subject {
  return { name, file, found: open(file.text).allFindings(), withoutBlocks: new Map() };
}

/** Terraform takes no second block of one name, and which of two counts may change with either. */
function hasUniqueNames(file: SourceFile): boolean {
  const named = file.body.blocks.filter((block) => block.labels.length > 0 && block.type !== 'provider');
  const names = named.map((block) => [block.type, ...block.labels.map((label) => label.value)].join(' '));
  return new Set(names).size === names.length;
}

function problemOf(subject: Subject, mutation: Mutation): string | undefined {
  const workspace = open(subject.file.text);
  let problem: string | undefined;
  let fastest = Infinity;
  // A slow run is given another chance: code may just be compiled, or memory be tidied up.
  for (let attempt = 0; attempt < 4 && fastest > limitMs; attempt++) {
    if (attempt > 0) {
      workspace.setText('/w/main.tf', subject.file.text);
      workspace.catchUp();
    }
    const before = processorMs();
    try {
      workspace.setText('/w/main.tf', mutation.text);
      workspace.catchUp();
    } catch (error) {
      return `it fails: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    }
    fastest = Math.min(fastest, processorMs() - before);
  }
  if (fastest > limitMs && mutation.text.length <= longest) problem = `it takes ${fastest.toFixed(0)} ms`;
  const failed = workspace.problems().filter(({ message }) => message.id.endsWith('Failed'));
  if (failed.length > 0) return `it is not judged: ${JSON.stringify(failed)}`;
  return problem ?? lossOf(subject, mutation, workspace.allFindings());
}

/** Time of this process's own, whatever else the machine has to do. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

/** What was found in untouched blocks, and is no longer, though it does not rest on the blocks that were touched. */
function lossOf(subject: Subject, mutation: Mutation, now: readonly FindingFacts[]): string | undefined {
  // A text that is sound all the same means what it says: blocks may have got into others.
  const damaged = parse('/w/main.tf', mutation.text);
  if (isSound(damaged)) return undefined;
  const untouched = untouchedBlocks(subject.file, mutation.edits);
  const within = (finding: FindingFacts): boolean =>
    untouched.some((span) => span.start <= finding.place.span.start && finding.place.span.end <= span.end);
  const independent = findingsWithout(subject, untouched);
  const found = new Set(now.map((finding) => keyOf(finding, finding.place.span.start)));
  const lost = subject.found.filter((finding) => {
    const { start } = finding.place.span;
    return (
      within(finding) &&
      !hasRival(subject, finding, mutation.text) &&
      independent.has(keyOf(finding, start)) &&
      !found.has(keyOf(finding, shifted(start, mutation.edits))) &&
      !isEndedByOthers(subject, finding, damaged, now)
    );
  });
  return lost.length === 0
    ? undefined
    : `lost ${lost.map((finding) => keyOf(finding, finding.place.span.start)).join(', ')}`;
}

/**
 * Whether the blocks end the finding by what they say together, the damaged one among them: then it is not found where the same blocks
 * stand in a sound text, either, and what is found instead there is found now.
 */
function isEndedByOthers(
  subject: Subject,
  finding: FindingFacts,
  damaged: SourceFile,
  now: readonly FindingFacts[],
): boolean {
  const block = blockAround(subject, finding);
  if (block === undefined || !isAboutWhatStandsTogether(finding)) return false;
  const { text, starts } = restored(subject.file, damaged);
  const start = starts.get(headerOf(subject.file, block));
  if (start === undefined) return false;
  const key = keyOf(finding, start + finding.place.span.start - block.span.start);
  const ofCheck = ({ check }: FindingFacts): boolean => check === finding.check;
  const instead = open(text).allFindings().filter(ofCheck);
  const isLost = instead.some((found) => keyOf(found, found.place.span.start) === key);
  return !isLost && instead.length <= now.filter(ofCheck).length;
}

function blockAround({ file }: Subject, { place: { span } }: FindingFacts): Block | undefined {
  return file.body.blocks.find((block) => block.span.start <= span.start && span.start <= block.span.end);
}

/** Whether the damage has brought a second block of the same name, which Terraform refuses. */
function hasRival(subject: Subject, finding: FindingFacts, mutated: string): boolean {
  const block = blockAround(subject, finding);
  return block !== undefined && mutated.split(headerOf(subject.file, block)).length > 2;
}

/** What is found where only these blocks stand; the others are blanked out, so that places stay. */
function findingsWithout(subject: Subject, untouched: readonly Span[]): ReadonlySet<string> {
  const key = untouched.map((span) => span.start).join();
  const known = subject.withoutBlocks.get(key);
  if (known !== undefined) return known;
  const { text, body } = subject.file;
  let blanked = text;
  for (const { span } of body.blocks) {
    if (untouched.includes(span)) continue;
    const blank = text.slice(span.start, span.end).replace(/[^\n]/g, ' ');
    blanked = blanked.slice(0, span.start) + blank + blanked.slice(span.end);
  }
  const found = new Set(
    open(blanked)
      .allFindings()
      .map((finding) => keyOf(finding, finding.place.span.start)),
  );
  subject.withoutBlocks.set(key, found);
  return found;
}

function open(text: string): Workspace {
  const workspace = new Workspace(
    memoryFileSystem(new Map([['/w/main.tf', text]])),
    { parse, parseTemplate },
    { checks: defaultCheckSettings, exclude: [], variableFiles: [] },
  );
  workspace.setFolders(['/w']);
  workspace.catchUp();
  return workspace;
}

function keyOf(finding: FindingFacts, start: number): string {
  return `${finding.check} at ${start}`;
}
