// What the blocks of a damaged text say when they are judged together, each as far as it can be read.
// Some findings are about what stands together: of the entries of a network ACL the first decides, networks are everyone only with
// others, a group is a default one. Damage that is a sentence of its own may rightly end such a finding in a block that it leaves alone.
// Called by mutations.test.ts.
import { configurationChecks } from '../../server/src/checks/index.ts';
import type { FindingFacts } from '../../server/src/checks/findingFacts.ts';
import type { Block, Body, SourceFile } from '../../server/src/hcl/nodes.ts';
import { parse } from '../support/grammar.ts';

/** Whether a finding rests on more than the block in which it is. */
export function isAboutWhatStandsTogether({ check }: FindingFacts): boolean {
  return configurationChecks.some(({ id }) => id === check);
}

/** Whether nothing is wrong with a text, or nothing but arguments that are written twice: then every brace has its place. */
export function isSound({ body, errors }: SourceFile): boolean {
  const repeated = new Set(repeatedIn(body));
  return errors.every((error) => repeated.has(error.span.start));
}

function repeatedIn({ attributes, blocks }: Body): readonly number[] {
  const names = attributes.map((attribute) => attribute.name);
  const repeated = attributes.filter((attribute, position) => names.indexOf(attribute.name) < position);
  return [
    ...repeated.map((attribute) => attribute.nameSpan.start),
    ...blocks.flatMap((block) => repeatedIn(block.body)),
  ];
}

/** A sound text of the same blocks, and where each stands in it by its header. */
export interface Restored {
  readonly text: string;
  readonly starts: ReadonlyMap<string, number>;
}

/**
 * The blocks of a damaged text as they stand in it, where they lack no more than a line's end between two arguments, and those of the
 * sound text in place of all others.
 */
export function restored(sound: SourceFile, damaged: SourceFile): Restored {
  const now = damaged.body.blocks.flatMap((block) => {
    const text = mended(damaged, block);
    return text === undefined ? [] : [{ header: headerOf(damaged, block), text }];
  });
  const headers = new Set(now.map(({ header }) => header));
  const before = sound.body.blocks.map((block) => ({ header: headerOf(sound, block), text: textOf(sound, block) }));
  const known = new Set(before.map(({ header }) => header));
  // In the order of the sound text, which decides between entries of one number; what the damage has brought comes last.
  const blocks = [
    ...before.map((block) =>
      headers.has(block.header) ? (now.find((n) => n.header === block.header) ?? block) : block,
    ),
    ...now.filter(({ header }) => !known.has(header)),
  ];
  const starts = new Map<string, number>();
  let text = '';
  for (const block of blocks) {
    starts.set(block.header, text.length);
    text += `${block.text}\n\n`;
  }
  return { text, starts };
}

/** From the type to the opening brace. */
export function headerOf({ text }: SourceFile, { span, body }: Block): string {
  return text.slice(span.start, body.span.start);
}

function textOf({ text }: SourceFile, { span }: Block): string {
  return text.slice(span.start, span.end);
}

/** The block with a line's end before each argument that shares a line with the one before it; undefined where more is wrong. */
function mended(file: SourceFile, block: Block): string | undefined {
  const names = new Set(attributeStarts(block.body));
  let text = textOf(file, block);
  const ends = file.errors.map(({ span }) => span.start).filter((at) => names.has(at));
  for (const at of ends.toSorted((a, b) => b - a)) {
    const offset = at - block.span.start;
    text = `${text.slice(0, offset)}\n${text.slice(offset)}`;
  }
  const again = parse('/w/main.tf', text);
  return again.body.blocks.length === 1 && isSound(again) ? text : undefined;
}

function attributeStarts({ attributes, blocks }: Body): readonly number[] {
  return [...attributes.map(({ span }) => span.start), ...blocks.flatMap((block) => attributeStarts(block.body))];
}
