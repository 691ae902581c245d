// Loads the grammar once; from then on a text becomes our own nodes, at once and whatever it says.
// It never lets a tree-sitter object out, and keeps no tree: each is copied into plain data and freed.
// Called by main.ts, cli.ts and the tests' support.
import { Language, Parser } from 'web-tree-sitter';
import type { Tree as SitterTree } from 'web-tree-sitter';
import type { Comment } from './nodes.ts';
import type { Grammar } from './read.ts';
import { grammarOf } from './read.ts';
import type { Tree, TreeNode } from './tree.ts';

/** The content of the two wasm files: web-tree-sitter's own and the HCL grammar's. */
export interface GrammarFiles {
  readonly runtime: Uint8Array;
  readonly grammar: Uint8Array;
}

/** Loads the grammar. What it returns is synchronous and never throws; only the loading itself may fail. */
export async function loadGrammar(files: GrammarFiles): Promise<Grammar> {
  await Parser.init({ wasmBinary: copyOf(files.runtime) });
  const language = await Language.load(files.grammar);
  const newParser = (): Parser => {
    const made = new Parser();
    made.setLanguage(language);
    return made;
  };
  let parser = newParser();
  const types = language.types;
  return grammarOf((text, offset) => {
    let tree: SitterTree | null;
    try {
      parser.reset();
      tree = parser.parse(text);
    } catch (error) {
      // What has trapped once is in no state to go on.
      parser = newParser();
      throw error;
    }
    if (tree === null) return unreadable(text, offset);
    try {
      return plainTree(tree, types, text, offset);
    } finally {
      tree.delete();
    }
  });
}

/** Nodes whose inside we read from the text itself. Not walking into them saves a third of the time. */
const leafTypes: ReadonlySet<string> = new Set([
  'identifier',
  'string_lit',
  'numeric_lit',
  'bool_lit',
  'null_lit',
  'template_literal',
  'strip_marker',
  'heredoc_identifier',
  'block_start',
  'block_end',
  'tuple_start',
  'tuple_end',
  'object_start',
  'object_end',
  'quoted_template_start',
  'quoted_template_end',
  'template_interpolation_start',
  'template_interpolation_end',
]);

interface GrowingNode extends TreeNode {
  readonly children: GrowingNode[];
}

/** Copies the tree with a cursor and a stack of our own, so that no depth of nesting can overflow the call stack. */
function plainTree(tree: SitterTree, types: readonly string[], text: string, offset: number): Tree {
  const comments: Comment[] = [];
  const broken = tree.rootNode.hasError;
  const cursor = tree.walk();
  const newNode = (): GrowingNode => ({
    type: types[cursor.nodeTypeId] ?? 'ERROR',
    start: cursor.startIndex + offset,
    end: cursor.endIndex + offset,
    missing: broken && cursor.nodeIsMissing,
    children: [],
  });
  const root = newNode();
  const ancestors: GrowingNode[] = [];
  let node = root;
  for (;;) {
    if ((broken || !leafTypes.has(node.type)) && cursor.gotoFirstChild()) {
      ancestors.push(node);
    } else {
      while (!cursor.gotoNextSibling()) {
        ancestors.pop();
        if (ancestors.length === 0 || !cursor.gotoParent()) {
          cursor.delete();
          return { root, comments, broken };
        }
      }
    }
    node = newNode();
    if (node.type === 'comment') comments.push(commentFrom(node, text, offset));
    else ancestors.at(-1)?.children.push(node);
  }
}

/** A comment that runs to the line's end holds the CR of a CRLF, which is no part of it. */
function commentFrom(node: TreeNode, text: string, offset: number): Comment {
  const end = text.charCodeAt(node.end - offset - 1) === 13 ? node.end - 1 : node.end;
  return { span: { start: node.start, end } };
}

function unreadable(text: string, offset: number): Tree {
  const root = { type: 'ERROR', start: offset, end: offset + text.length, missing: false, children: [] };
  return { root, comments: [], broken: true };
}

/** Node hands out views into a shared pool; the wasm loader wants memory of its own. */
function copyOf(bytes: Uint8Array): ArrayBuffer {
  const buffer = new ArrayBuffer(bytes.byteLength);
  new Uint8Array(buffer).set(bytes);
  return buffer;
}
