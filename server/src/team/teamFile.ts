// The file in which a team decides for all who work on its Terraform: `.portcullis.yaml`.
// It reads a text that is handed in; what cannot be used in it is named with its place, and counts as not written.
// Called by the workspace, which finds the file.
import { isMap, isScalar, isSeq, parseDocument } from 'yaml';
import type { Node, Pair } from 'yaml';
import type { SettingKey } from '../checks/settingKeys.ts';
import { settingKeys } from '../checks/settingKeys.ts';
import { defaultCheckSettings } from '../checks/settings.ts';
import type { Message } from '../messages.ts';
import { message } from '../messages.ts';
import { baseName } from '../terraform/path.ts';
import type { Place, Span } from '../text.ts';
import { lineAndColumnAt, lineIndexOf } from '../text.ts';
import { isTooDeep } from './nesting.ts';

export const teamFileName = '.portcullis.yaml';

/** What a team's file says, and nothing that it does not say. Globs are relative to its folder. */
export interface TeamFile {
  readonly path: string;
  /** False where the text is no YAML, or no mapping: then it says nothing. */
  readonly isReadable: boolean;
  readonly decisions: readonly Decision[];
  /** In the order written; a later one wins. */
  readonly overrides: readonly Override[];
  readonly exclude: Globs | undefined;
  readonly variableFiles: Globs | undefined;
  readonly problems: readonly TeamProblem[];
}

/** One setting of the checks. */
export interface Decision {
  readonly key: SettingKey;
  /** One that the key takes. */
  readonly value: unknown;
  readonly place: Place;
}

/** Decisions for the paths that match one of the globs. */
export interface Override {
  readonly paths: readonly string[];
  readonly decisions: readonly Decision[];
}

export interface Globs {
  readonly globs: readonly string[];
  readonly place: Place;
}

/** Something in the file that counts for nothing. */
export interface TeamProblem {
  readonly place: Place;
  readonly message: Message;
}

/** Reads a text of any shape. */
export function readTeamFile(path: string, text: string): TeamFile {
  const reader: Reader = { path, text, problems: [] };
  const empty = { path, decisions: [], overrides: [], exclude: undefined, variableFiles: undefined };
  const contents = readYaml(reader);
  if (contents === undefined) return { ...empty, isReadable: false, problems: reader.problems };
  let exclude: Globs | undefined;
  let variableFiles: Globs | undefined;
  const overrides: Override[] = [];
  const decisions = readDecisions(reader, contents, (name, place, value) => {
    if (name === 'exclude') exclude = readGlobs(reader, name, place, value);
    else if (name === 'variableFiles') variableFiles = readGlobs(reader, name, place, value);
    else if (name === 'overrides') overrides.push(...readOverrides(reader, place, value));
    else return false;
    return true;
  });
  return { path, isReadable: true, decisions, overrides, exclude, variableFiles, problems: reader.problems };
}

interface Reader {
  readonly path: string;
  readonly text: string;
  readonly problems: TeamProblem[];
}

/** The pairs at the top; none for an empty file, undefined where the text cannot be read. */
function readYaml(reader: Reader): readonly Pair[] | undefined {
  const read = contentsOf(reader);
  if (!('message' in read)) return read.pairs;
  complain(reader, read.span, read.message);
  return undefined;
}

function contentsOf(
  reader: Reader,
): { readonly pairs: readonly Pair[] } | { readonly span: Span; readonly message: Message } {
  const { text } = reader;
  const span: Span = { start: 0, end: 0 };
  if (isTooDeep(text)) return { span, message: message('team.tooDeep', { file: baseName(reader.path) }) };
  const document = parseDocument(text, { prettyErrors: false, logLevel: 'silent' });
  const [error] = document.errors;
  if (error !== undefined) {
    const [start, end] = error.pos;
    const what = message('team.notYaml', { ...at(reader, start), detail: error.message });
    return { span: { start, end }, message: what };
  }
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return { pairs: [] };
  return isMap(contents) ? { pairs: contents.items } : { span, message: message('team.noMapping', at(reader, 0)) };
}

/** Reads the settings of the checks; `other` takes the keys that are none and says whether it knows them. */
function readDecisions(
  reader: Reader,
  pairs: readonly Pair[],
  other: (name: string, place: Place, value: unknown) => boolean,
  prefix = '',
): readonly Decision[] {
  return pairs.flatMap((pair): readonly Decision[] => {
    const name = `${prefix}${isScalar(pair.key) ? String(pair.key.value) : '?'}`;
    const place: Place = { path: reader.path, span: spanOf(pair.key) };
    const key = settingKeys.find((each) => each.name === name);
    if (key !== undefined) return readDecision(reader, key, place, pair.value);
    if (isGroup(name) && isMap(pair.value)) return readDecisions(reader, pair.value.items, () => false, `${name}.`);
    if (!isGroup(name) && other(name, place, pair.value)) return [];
    const values = { ...at(reader, place.span.start), key: name };
    const what = isGroup(name) ? 'team.unusable' : 'team.unknownKey';
    complain(
      reader,
      place.span,
      message(what, isGroup(name) ? { ...values, value: written(reader, pair.value) } : values),
    );
    return [];
  });
}

/** Whether keys stand below this one: `severity`. */
function isGroup(name: string): boolean {
  return settingKeys.some((key) => key.name.startsWith(`${name}.`));
}

function readDecision(reader: Reader, key: SettingKey, place: Place, node: unknown): readonly Decision[] {
  const value = plain(node);
  // Nothing behind the colon says nothing.
  if (value === null) return [];
  if (key.put(defaultCheckSettings, value) !== undefined) return [{ key, value, place }];
  complainOfValue(reader, key.name, place, node);
  return [];
}

function readGlobs(reader: Reader, name: string, place: Place, node: unknown): Globs | undefined {
  const value = plain(node);
  if (value === null) return undefined;
  if (isTexts(value)) return { globs: value, place };
  complainOfValue(reader, name, place, node);
  return undefined;
}

function readOverrides(reader: Reader, place: Place, node: unknown): readonly Override[] {
  if (plain(node) === null) return [];
  if (!isSeq(node)) {
    complainOfValue(reader, 'overrides', place, node);
    return [];
  }
  return node.items.flatMap((item) => {
    if (!isMap(item)) {
      complainOfValue(reader, 'overrides', { ...place, span: spanOf(item) }, item);
      return [];
    }
    let paths: readonly string[] | undefined;
    const decisions = readDecisions(reader, item.items, (name, where, value) => {
      if (name !== 'paths') return false;
      paths = readGlobs(reader, name, where, value)?.globs ?? [];
      return true;
    });
    const start = spanOf(item.items[0]?.key ?? item);
    if (paths === undefined) complain(reader, start, message('team.withoutPaths', at(reader, start.start)));
    return paths === undefined ? [] : [{ paths, decisions }];
  });
}

/** A value as JSON has it; undefined for what JSON has not, aliases among it. */
function plain(node: unknown): unknown {
  if (node === null) return null;
  if (isScalar(node)) return node.value;
  if (isSeq(node)) return node.items.map(plain);
  if (!isMap(node)) return undefined;
  return Object.fromEntries(
    node.items.map(({ key, value }) => [isScalar(key) ? String(key.value) : '?', plain(value)]),
  );
}

function isTexts(value: unknown): value is readonly string[] {
  return (
    Array.isArray(value) &&
    value.length <= 1000 &&
    value.every((each) => typeof each === 'string' && each.length < 1000)
  );
}

function complainOfValue(reader: Reader, key: string, place: Place, node: unknown): void {
  const values = { ...at(reader, place.span.start), key, value: written(reader, node) };
  complain(reader, place.span, message('team.unusable', values));
}

function complain(reader: Reader, span: Span, what: Message): void {
  reader.problems.push({ place: { path: reader.path, span }, message: what });
}

/** The file's own name and a line from 1, for a message. */
function at({ path, text }: Reader, offset: number): { readonly file: string; readonly line: number } {
  return { file: baseName(path), line: lineAndColumnAt(lineIndexOf(text), offset).line + 1 };
}

function spanOf(node: unknown): Span {
  const range = isNode(node) ? node.range : undefined;
  return { start: range?.[0] ?? 0, end: range?.[1] ?? 0 };
}

function isNode(value: unknown): value is Node {
  return isScalar(value) || isMap(value) || isSeq(value);
}

/** What is written as a value, on one line and shortened. */
function written({ text }: Reader, node: unknown): string {
  const { start, end } = spanOf(node);
  const line = text.slice(start, end).replaceAll(/\s+/g, ' ').trim();
  return line.length > 80 ? `${line.slice(0, 77)}...` : line;
}
