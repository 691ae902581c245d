// The ignore comments of a file, our own and those of other tools.
// It reads comments only; whether they speak for a rule is asked in hearing.ts.
// Called by ../../analyze.ts.
import { isJsonSyntax } from '../../hcl/jsonFile.ts';
import type { SourceFile } from '../../hcl/nodes.ts';
import { lineAndColumnAt, lineIndexOf, type LineIndex } from '../../text.ts';
import type { CheckSettings } from '../settings.ts';
import type { IgnoreComment } from '../suppress.ts';
import { ignoreCommentsOf, mayHoldIgnoreComment } from '../suppress.ts';
import { ignoreTools } from './index.ts';
import type { FileComment, ToolIgnore } from './ignoreTool.ts';

export interface FileIgnores {
  readonly file: SourceFile;
  /** Where its lines start; worked out once, when it is first asked for. */
  readonly lines: LineIndex;
  readonly comments: readonly IgnoreComment[];
  /** Of other tools; none in JSON syntax, where no other tool reads comments. */
  readonly others: readonly ToolIgnore[];
}

/** Those that settings let count. */
export function ignoresIn(file: SourceFile, { honorIgnoreComments, honorOtherTools }: CheckSettings): FileIgnores {
  const all = allIgnoresIn(file);
  if (honorIgnoreComments && honorOtherTools) return all;
  return {
    file,
    get lines() {
      return all.lines;
    },
    comments: honorIgnoreComments ? all.comments : [],
    others: [],
  };
}

/** All that there are; they are read once for as long as the file is known. */
export function allIgnoresIn(file: SourceFile): FileIgnores {
  const known = ignores.get(file);
  if (known !== undefined) return known;
  const all = newIgnores(file);
  ignores.set(file, all);
  return all;
}

const ignores = new WeakMap<SourceFile, FileIgnores>();

function newIgnores(file: SourceFile): FileIgnores {
  let lines: LineIndex | undefined;
  let others: readonly ToolIgnore[] | undefined = isJsonSyntax(file.path) ? [] : undefined;
  return {
    file,
    get lines() {
      return (lines ??= lineIndexOf(file.text));
    },
    comments: ignoreCommentsOf(file),
    // Most files hold no finding, and nobody asks.
    get others() {
      return (others ??= otherIgnoresOf(file));
    },
  };
}

/** Whether a text may hold an ignore comment, ours or another tool's. */
export function holdsIgnoreComment(text: string): boolean {
  return mayHoldIgnoreComment(text) || ignoreTools.some(({ marker }) => marker.test(text));
}

function otherIgnoresOf(file: SourceFile): readonly ToolIgnore[] {
  const present = ignoreTools.filter(({ marker }) => marker.test(file.text));
  if (present.length === 0) return [];
  const comments = fileComments(file);
  return present.flatMap((tool) => tool.read(comments));
}

function fileComments({ path, text, comments, body }: SourceFile): readonly FileComment[] {
  const index = lineIndexOf(text);
  const first = Math.min(...[...body.attributes, ...body.blocks].map(({ span }) => span.start));
  return comments.map(({ span }) => {
    const { line, column } = lineAndColumnAt(index, span.start);
    return {
      place: { path, span },
      text: text.slice(span.start, span.end).trimEnd(),
      line,
      lastLine: lineAndColumnAt(index, Math.max(span.start, span.end - 1)).line,
      isAlone: text.slice(span.start - column, span.start).trim() === '',
      isAtTop: span.start < first,
    };
  });
}
