// A file of which nothing is parsed before it is asked for: its blocks are found by their braces, each is parsed when its inside is.
// What it gives is what parsing the whole at once gives; where that is not sure, the whole is parsed.
// Called by read.ts.
import type { Span } from '../text.ts';
import { bodyOf } from './bodies.ts';
import { indexBlocks, type BlockIndex, type IndexedBlock } from './blockIndex.ts';
import { isJsonSyntax } from './jsonFile.ts';
import type { Block, Body, Comment, SourceFile, SyntaxError } from './nodes.ts';
import { movedBy } from './spans.ts';
import { plainBody } from './plainBlock.ts';
import { childOfType, newConversion, type ReadTree } from './tree.ts';

/** The ways to parse. */
export interface Parsing {
  /** A text from its start to its end. Never throws: a failure is in what it returns. */
  readonly parseWhole: (path: string, text: string) => SourceFile;
  readonly readTree: ReadTree;
  /** Gives the second answer where the first throws. */
  readonly guarded: <T>(read: () => T, otherwise: () => T) => T;
}

/** The file of a text. `last` is a reading of an earlier text of the same file: blocks that are in both are not parsed again. */
export function lazyFile(parsing: Parsing, path: string, text: string, last: SourceFile | undefined): SourceFile {
  const reading: Reading = { parsing, path, text, last, whole: undefined, parts: undefined };
  const file: SourceFile = {
    path,
    text,
    get body() {
      return bodyOfFile(reading);
    },
    get comments() {
      return commentsOf(reading);
    },
    get errors() {
      return errorsOf(reading);
    },
    get complete() {
      return isComplete(reading);
    },
    get failure() {
      return reading.whole?.failure;
    },
  };
  readings.set(file, reading);
  return file;
}

/** Drops what was parsed of a file; it is parsed again where anybody asks. */
export function forgetParsed(file: SourceFile): void {
  const reading = readings.get(file);
  if (reading === undefined || reading.whole?.failure !== undefined) return;
  reading.whole = undefined;
  reading.parts = undefined;
}

interface Reading {
  readonly parsing: Parsing;
  readonly path: string;
  readonly text: string;
  last: SourceFile | undefined;
  whole: SourceFile | undefined;
  /** Null where the blocks could not be told from each other. */
  parts: Parts | null | undefined;
}

interface Parts {
  readonly parts: readonly Part[];
  readonly body: Body;
  readonly comments: readonly Comment[];
}

/** One block of the file, and what came of parsing it. */
interface Part {
  readonly block: Block;
  /** What it is parsed from; forgotten when that is done, so that no old text is kept. */
  reading: Reading | undefined;
  inside: Inside | undefined;
}

interface Inside {
  readonly body: Body;
  /** Undefined where the block is not sound: then the whole says what is wrong. */
  readonly sound: Sound | undefined;
}

interface Sound {
  readonly errors: readonly SyntaxError[];
  readonly complete: boolean;
  /** The body as it was parsed, and how far it has moved since. */
  readonly parsed: Body;
  readonly shift: number;
}

const readings = new WeakMap<SourceFile, Reading>();

function bodyOfFile(reading: Reading): Body {
  return partsOf(reading)?.body ?? wholeOf(reading).body;
}

function commentsOf(reading: Reading): readonly Comment[] {
  return partsOf(reading)?.comments ?? wholeOf(reading).comments;
}

function errorsOf(reading: Reading): readonly SyntaxError[] {
  const sounds = soundsOf(reading);
  if (sounds === undefined) return wholeOf(reading).errors;
  const errors = sounds.flatMap((sound) => sound.errors);
  return errors.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

function isComplete(reading: Reading): boolean {
  return soundsOf(reading)?.every((sound) => sound.complete) ?? wholeOf(reading).complete;
}

/** What parsing found in each block; undefined where one of them is not sound. */
function soundsOf(reading: Reading): readonly Sound[] | undefined {
  const parts = partsOf(reading);
  if (parts === undefined) return undefined;
  const sounds: Sound[] = [];
  for (const part of parts.parts) {
    const { sound } = insideOf(part);
    if (sound === undefined) return undefined;
    sounds.push(sound);
  }
  return sounds;
}

function wholeOf(reading: Reading): SourceFile {
  reading.whole ??= reading.parsing.parseWhole(reading.path, reading.text);
  return reading.whole;
}

function partsOf(reading: Reading): Parts | undefined {
  if (reading.parts === undefined) {
    const index = isJsonSyntax(reading.path) ? undefined : indexBlocks(reading.text);
    reading.parts = index === undefined ? null : newParts(reading, index);
    reading.last = undefined;
  }
  return reading.parts ?? undefined;
}

function newParts(reading: Reading, index: BlockIndex): Parts {
  const known = knownParts(reading);
  const parts = index.blocks.map((block) => known(block.span) ?? newPart(reading, block));
  const body = {
    attributes: [],
    blocks: parts.map(({ block }) => block),
    span: { start: 0, end: reading.text.length },
  };
  return { parts, body, comments: index.comments.map((span) => ({ span })) };
}

function newPart(reading: Reading, { type, labels, span }: IndexedBlock): Part {
  const part: Part = {
    block: {
      path: reading.path,
      type,
      typeSpan: { start: span.start, end: span.start + type.length },
      labels,
      get body() {
        return insideOf(part).body;
      },
      span,
    },
    reading,
    inside: undefined,
  };
  return part;
}

function insideOf(part: Part): Inside {
  const { reading, block } = part;
  if (part.inside !== undefined || reading === undefined) return part.inside ?? unparsed(block);
  const parse = (): Inside | undefined => parsed(reading, block);
  part.inside = reading.parsing.guarded(parse, () => undefined) ?? {
    body: bodyInWhole(reading, block),
    sound: undefined,
  };
  part.reading = undefined;
  return part.inside;
}

function unparsed({ span: { start, end } }: Block): Inside {
  return { body: { attributes: [], blocks: [], span: { start, end } }, sound: undefined };
}

/** The block parsed by itself; undefined where the grammar does not accept it so. */
function parsed({ parsing, path, text }: Reading, { span, labels, typeSpan }: Block): Inside | undefined {
  const open = text.indexOf('{', labels.at(-1)?.span.end ?? typeSpan.end) + 1;
  const plain = plainBody(path, text, open, span.end - 1);
  if (plain !== undefined) return { body: plain, sound: { errors: [], complete: true, parsed: plain, shift: 0 } };
  const tree = parsing.readTree(text.slice(span.start, span.end), span.start);
  const node = childOfType(tree.root, 'body');
  if (tree.broken || node === undefined) return undefined;
  const conversion = newConversion(path, text);
  const [block, ...others] = bodyOf(conversion, node, span, 0).blocks;
  if (conversion.misread || block === undefined || others.length > 0) return undefined;
  const sound = { errors: conversion.errors, complete: !conversion.lost, parsed: block.body, shift: 0 };
  return { body: block.body, sound };
}

function bodyInWhole(reading: Reading, block: Block): Body {
  const { start } = block.span;
  return wholeOf(reading).body.blocks.find(({ span }) => span.start === start)?.body ?? unparsed(block).body;
}

/** Finds the blocks that an earlier text had too: before the stretch that differs where they are now, behind it moved. */
function knownParts({ text, last, path }: Reading): (span: Span) => Part | undefined {
  const before = last === undefined ? undefined : readings.get(last);
  if (before?.parts === undefined || before.parts === null) return () => undefined;
  const { prefix, suffix } = commonEnds(before.text, text);
  const shift = text.length - before.text.length;
  const byStart = new Map(before.parts.parts.map((part) => [part.block.span.start, part]));
  return ({ start, end }) => {
    if (end < prefix) return same(byStart.get(start), end - start);
    if (start <= text.length - suffix) return undefined;
    const part = same(byStart.get(start - shift), end - start);
    return part?.inside?.sound === undefined ? undefined : movedPart(part, part.inside.sound, shift, path);
  };
}

function same(part: Part | undefined, length: number): Part | undefined {
  // What is not sound depends on the whole of its text.
  const isSound = part?.inside?.sound !== undefined && part.block.span.end - part.block.span.start === length;
  return isSound ? part : undefined;
}

function movedPart(part: Part, sound: Sound, by: number, path: string): Part {
  if (by === 0) return part;
  const { type, typeSpan, labels, span } = part.block;
  const shift = sound.shift + by;
  let moved: Body | undefined;
  const body: Body = {
    get attributes() {
      return (moved ??= movedBy(sound.parsed, shift)).attributes;
    },
    get blocks() {
      return (moved ??= movedBy(sound.parsed, shift)).blocks;
    },
    span: movedBy(sound.parsed.span, shift),
  };
  const block: Block = {
    path,
    type,
    typeSpan: movedBy(typeSpan, by),
    labels: movedBy(labels, by),
    body,
    span: movedBy(span, by),
  };
  return { block, reading: undefined, inside: { body, sound: { ...sound, errors: movedBy(sound.errors, by), shift } } };
}

/** How many characters two texts share at their starts, and behind that at their ends. */
function commonEnds(a: string, b: string): { readonly prefix: number; readonly suffix: number } {
  const shorter = Math.min(a.length, b.length);
  let prefix = 0;
  while (prefix < shorter && a.charCodeAt(prefix) === b.charCodeAt(prefix)) prefix++;
  let suffix = 0;
  while (suffix < shorter - prefix && a.charCodeAt(a.length - 1 - suffix) === b.charCodeAt(b.length - 1 - suffix))
    suffix++;
  return { prefix, suffix };
}
