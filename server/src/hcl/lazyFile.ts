// A file of which nothing is parsed before it is asked for: its blocks are found by their braces, each is parsed when its inside is.
// What it gives is what parsing the whole at once gives; where that is not sure, the whole is parsed.
// Called by read.ts.
import type { Span } from '../text.ts';
import { bodyOf } from './bodies.ts';
import { indexBlocks, type BlockIndex, type IndexedBlock } from './blockIndex.ts';
import { isJsonSyntax } from './jsonFile.ts';
import type { Block, Body, Comment, Label, SourceFile, SyntaxError } from './nodes.ts';
import type { KnownBlock, KnownBlocks } from './recover.ts';
import { movedBy } from './spans.ts';
import { plainBody, plainFile } from './plainBlock.ts';
import { childOfType, newConversion, type ReadTree } from './tree.ts';

/** The ways to parse. */
export interface Parsing {
  /** A text from its start to its end, where blocks that are known need not be parsed. Never throws: a failure is in what it returns. */
  readonly parseWhole: (path: string, text: string, known?: KnownBlocks) => SourceFile;
  readonly readTree: ReadTree;
  /** Gives the second answer where the first throws. */
  readonly guarded: <T>(read: () => T, otherwise: () => T) => T;
}

/** The file of a text. `last` is a reading of an earlier text of the same file: blocks that are in both are not parsed again. */
export function lazyFile(parsing: Parsing, path: string, text: string, last: SourceFile | undefined): SourceFile {
  return new LazyFile({ parsing, path, text, last, whole: undefined, parts: undefined, known: undefined });
}

/** Drops what was parsed of a file; it is parsed again where anybody asks. */
export function forgetParsed(file: SourceFile): void {
  const reading = LazyFile.readingOf(file);
  if (reading === undefined || reading.whole?.failure !== undefined) return;
  reading.whole = undefined;
  reading.parts = undefined;
  reading.known = undefined;
}

/** The blocks of a file that could be told from each other, with who has asked for what is in them; undefined where they could not. */
export function traceableBlocks(file: SourceFile): readonly TraceableBlock[] | undefined {
  const reading = LazyFile.readingOf(file);
  return reading && partsOf(reading)?.blocks;
}

/** A block that tells whether anybody has asked for what is in it. */
export interface TraceableBlock extends Pick<Block, 'type' | 'labels' | 'span'> {
  /** The same object as long as the block is taken over from one reading to the next. */
  readonly use: BlockUse;
}

export interface BlockUse {
  isRead: boolean;
}

/** Whether all that a file holds is written in its text, so that the text alone may tell what is not; an earlier one may stand in for it. */
export function isReadFromText(file: SourceFile): boolean {
  return LazyFile.readingOf(file) !== undefined;
}

/** A class, not an object with getters: of those each is slow to make and to use, and there is one for every file. */
class LazyFile implements SourceFile {
  readonly path: string;
  readonly text: string;
  readonly #reading: Reading;

  constructor(reading: Reading) {
    this.path = reading.path;
    this.text = reading.text;
    this.#reading = reading;
  }

  static readingOf(file: SourceFile): Reading | undefined {
    return #reading in file ? file.#reading : undefined;
  }

  get body(): Body {
    return partsOf(this.#reading)?.body ?? wholeOf(this.#reading).body;
  }

  get comments(): readonly Comment[] {
    return partsOf(this.#reading)?.comments ?? wholeOf(this.#reading).comments;
  }

  get errors(): readonly SyntaxError[] {
    const sounds = soundsOf(this.#reading);
    if (sounds === undefined) return wholeOf(this.#reading).errors;
    const errors = sounds.flatMap((sound) => sound.errors);
    return errors.toSorted((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
  }

  get complete(): boolean {
    return soundsOf(this.#reading)?.every((sound) => sound.complete) ?? wholeOf(this.#reading).complete;
  }

  get failure(): string | undefined {
    return this.#reading.whole?.failure;
  }
}

interface Reading {
  readonly parsing: Parsing;
  readonly path: string;
  readonly text: string;
  last: SourceFile | undefined;
  whole: SourceFile | undefined;
  /** Null where the blocks could not be told from each other. */
  parts: Parts | null | undefined;
  /** Where they could not: the blocks of the last text of which they could, by their own texts. */
  known: ReadonlyMap<string, LazyBlock> | undefined;
}

interface Parts {
  readonly blocks: readonly LazyBlock[];
  readonly body: Body;
  readonly comments: readonly Comment[];
}

/** One block of the file, and what came of parsing it. */
class LazyBlock implements Block {
  readonly path: string;
  readonly type: string;
  readonly labels: readonly Label[];
  readonly span: Span;
  /** What it is parsed from; forgotten when that is done, so that no old text is kept. */
  #reading: Reading | undefined;
  #inside: Inside | undefined;
  readonly #use: BlockUse;

  constructor(path: string, { type, labels, span }: IndexedBlock, from: Reading | Inside, use: BlockUse) {
    this.#use = use;
    this.path = path;
    this.type = type;
    this.labels = labels;
    this.span = span;
    if ('parsing' in from) this.#reading = from;
    else this.#inside = from;
  }

  get typeSpan(): Span {
    const { start } = this.span;
    return { start, end: start + this.type.length };
  }

  get body(): Body {
    this.#use.isRead = true;
    return this.inside().body;
  }

  get use(): BlockUse {
    return this.#use;
  }

  /** Of a block that has been parsed, and is sound by itself. */
  get sound(): Sound | undefined {
    return this.#inside?.sound;
  }

  inside(): Inside {
    const reading = this.#reading;
    if (this.#inside !== undefined || reading === undefined) return this.#inside ?? unparsed(this);
    this.#inside = this.#alone(reading) ?? { body: bodyInWhole(reading, this), sound: undefined };
    this.#reading = undefined;
    return this.#inside;
  }

  /** What it is by itself; undefined where it is not sound, whatever the whole makes of it then. */
  soundAlone(): Sound | undefined {
    if (this.#inside === undefined && this.#reading !== undefined) {
      this.#inside = this.#alone(this.#reading);
      if (this.#inside !== undefined) this.#reading = undefined;
    }
    return this.#inside?.sound;
  }

  #alone(reading: Reading): Inside | undefined {
    return reading.parsing.guarded(
      () => parsed(reading, this),
      () => undefined,
    );
  }
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

/** What parsing found in each block; undefined where one of them is not sound. */
function soundsOf(reading: Reading): readonly Sound[] | undefined {
  const parts = partsOf(reading);
  if (parts === undefined) return undefined;
  const sounds: Sound[] = [];
  for (const block of parts.blocks) {
    const { sound } = block.inside();
    if (sound === undefined) return undefined;
    sounds.push(sound);
  }
  return sounds;
}

function wholeOf(reading: Reading): SourceFile {
  if (reading.whole !== undefined) return reading.whole;
  const { parsing, path, text, parts } = reading;
  // Where blocks could be told from each other and one of them is not sound, the others need not be parsed again.
  const known = reading.known ?? (parts ? blocksByText(text, parts) : undefined);
  const taken = known && ((span: Span) => knownBlock(known, reading, span));
  reading.whole = (isJsonSyntax(path) ? undefined : plainFile(path, text)) ?? parsing.parseWhole(path, text, taken);
  return reading.whole;
}

function partsOf(reading: Reading): Parts | undefined {
  if (reading.parts === undefined) {
    const index = isJsonSyntax(reading.path) ? undefined : indexBlocks(reading.text);
    reading.parts = index === undefined ? null : newParts(reading, index);
    if (index === undefined) reading.known = earlierBlocks(reading.last);
    reading.last = undefined;
  }
  return reading.parts ?? undefined;
}

function newParts(reading: Reading, index: BlockIndex): Parts {
  const { path, text } = reading;
  const known = knownBlocks(reading);
  const blocks = index.blocks.map(
    (block) => known(block.span) ?? new LazyBlock(path, block, reading, { isRead: false }),
  );
  const body = { attributes: [], blocks, span: { start: 0, end: text.length } };
  return { blocks, body, comments: index.comments.map((span) => ({ span })) };
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
function knownBlocks(reading: Reading): (span: Span) => LazyBlock | undefined {
  const { text, last, path } = reading;
  const before = last === undefined ? undefined : LazyFile.readingOf(last);
  if (before?.parts === null && before.known !== undefined) {
    const { known } = before;
    return (span) => blockOfText(known, reading, span);
  }
  if (before?.parts === undefined || before.parts === null) return () => undefined;
  const { prefix, suffix } = commonEnds(before.text, text);
  const shift = text.length - before.text.length;
  const byStart = new Map(before.parts.blocks.map((block) => [block.span.start, block]));
  return ({ start, end }) => {
    if (end <= prefix) return same(byStart.get(start), end - start);
    if (start < text.length - suffix) return undefined;
    const block = same(byStart.get(start - shift), end - start);
    return block?.sound === undefined ? undefined : movedBlock(block, block.sound, shift, path);
  };
}

/** The blocks of an earlier reading by their texts; of one whose blocks could not be told from each other, those of the one before. */
function earlierBlocks(last: SourceFile | undefined): Reading['known'] {
  const before = last === undefined ? undefined : LazyFile.readingOf(last);
  if (before?.parts === undefined || before.parts === null) return before?.known;
  return blocksByText(before.text, before.parts);
}

function blocksByText(text: string, { blocks }: Parts): ReadonlyMap<string, LazyBlock> {
  return new Map(blocks.map((block) => [text.slice(block.span.start, block.span.end), block]));
}

/** A block with the same text, moved to where it stands now; undefined where there is none that is sound. */
function blockOfText(
  known: ReadonlyMap<string, LazyBlock>,
  { text, path }: Reading,
  { start, end }: Span,
): LazyBlock | undefined {
  const block = known.get(text.slice(start, end));
  const sound = block?.soundAlone();
  return block && sound && movedBlock(block, sound, start - block.span.start, path);
}

function knownBlock(known: ReadonlyMap<string, LazyBlock>, reading: Reading, span: Span): KnownBlock | undefined {
  const block = blockOfText(known, reading, span);
  return block?.sound && { block, errors: block.sound.errors, complete: block.sound.complete };
}

function same(block: LazyBlock | undefined, length: number): LazyBlock | undefined {
  // What is not sound depends on the whole of its text.
  const isSound = block?.sound !== undefined && block.span.end - block.span.start === length;
  return isSound ? block : undefined;
}

function movedBlock(block: LazyBlock, sound: Sound, by: number, path: string): LazyBlock {
  if (by === 0) return block;
  const { type, labels, span } = block;
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
  const inside = { body, sound: { ...sound, errors: movedBy(sound.errors, by), shift } };
  return new LazyBlock(path, { type, labels: movedBy(labels, by), span: movedBy(span, by) }, inside, block.use);
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
