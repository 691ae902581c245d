// The shape of HCL as we read it, whether it was written in native syntax or in JSON.
// It never holds a tree-sitter node, and it knows nothing of Terraform: `resource` is a block type like any other.
// Made by read.ts, recover.ts and jsonFile.ts, read by every room above.
import type { Span } from '../text.ts';

/** One file, always produced, whatever its text. */
export interface SourceFile {
  /** Absolute, forward slashes. */
  readonly path: string;
  readonly text: string;
  readonly body: Body;
  readonly comments: readonly Comment[];
  readonly errors: readonly SyntaxError[];
  /** False where a part of the text could not be read: what is missing from `body` may still be written there. */
  readonly complete: boolean;
  /** What was thrown while it was read, a mistake of ours; nothing is known of the file then. It is read when it is asked for. */
  readonly failure?: string | undefined;
}

/** What a file or a block holds between its braces, in source order. */
export interface Body {
  readonly attributes: readonly Attribute[];
  readonly blocks: readonly Block[];
  /** The text between the braces, or the whole file. */
  readonly span: Span;
}

/** `name = expression`. Users know it as an argument. */
export interface Attribute {
  /** The file it stands in: a body merged from override files holds attributes of several. */
  readonly path: string;
  readonly name: string;
  readonly nameSpan: Span;
  readonly expression: Expression;
  /** From the name to the end of the expression. */
  readonly span: Span;
  /**
   * In JSON alone, where only a provider's schema tells an argument from blocks: the same value read as blocks of this type. Empty
   * where blocks in an override file stand in for them.
   */
  readonly asBlocks?: readonly Block[];
}

/** `type "label" { ... }`. */
export interface Block {
  readonly path: string;
  readonly type: string;
  /** In JSON the innermost key, which no other block shares; of several blocks in an array the opening brace of each. */
  readonly typeSpan: Span;
  readonly labels: readonly Label[];
  readonly body: Body;
  /** From the type to the closing brace, both included. */
  readonly span: Span;
  /** True where the opening brace is not written, so that it is a block only as far as one can tell from the lines. */
  readonly isAssumed?: boolean;
}

/** A block's label, decoded; the span includes the quotes where there are any. */
export interface Label {
  readonly value: string;
  readonly span: Span;
}

/** A comment with its marker (`#`, `//`, or the whole of a block comment), without the line's end; in JSON a `"//": "..."`. */
export interface Comment {
  readonly span: Span;
}

/** Text that could not be read. Where several lie within each other only the innermost is kept. */
export interface SyntaxError {
  readonly span: Span;
  readonly kind: 'unexpected' | 'missing';
}

export type Expression =
  | NumberLiteral
  | BoolLiteral
  | NullLiteral
  | Template
  | TupleConstructor
  | ObjectConstructor
  | NameReference
  | AttributeAccess
  | IndexAccess
  | Splat
  | FunctionCall
  | Conditional
  | BinaryOperation
  | UnaryOperation
  | Parentheses
  | ForExpression
  | InvalidExpression;

export interface NumberLiteral {
  readonly kind: 'number';
  /** As written: decimal digits, fraction, exponent. */
  readonly text: string;
  readonly span: Span;
}

export interface BoolLiteral {
  readonly kind: 'bool';
  readonly value: boolean;
  readonly span: Span;
}

export interface NullLiteral {
  readonly kind: 'null';
  readonly span: Span;
}

/** A quoted string, a heredoc, or a bare template file. A string without interpolation has at most one literal part. */
export interface Template {
  readonly kind: 'template';
  readonly form: 'quoted' | 'heredoc' | 'file';
  readonly parts: readonly TemplatePart[];
  /** With the quotes, or with the heredoc's markers. */
  readonly span: Span;
}

export type TemplatePart =
  | {
      readonly kind: 'literal';
      /** Decoded, after strip markers and heredoc dedent. */
      readonly value: string;
      /** As written, before any of that. */
      readonly span: Span;
    }
  | { readonly kind: 'interpolation'; readonly expression: Expression; readonly span: Span }
  | {
      readonly kind: 'if';
      readonly condition: Expression;
      readonly then: readonly TemplatePart[];
      readonly else: readonly TemplatePart[];
      readonly span: Span;
    }
  | {
      readonly kind: 'for';
      readonly keyName: string | undefined;
      readonly valueName: string;
      readonly collection: Expression;
      readonly body: readonly TemplatePart[];
      readonly span: Span;
    };

/** `[a, b]`. */
export interface TupleConstructor {
  readonly kind: 'tuple';
  readonly elements: readonly Expression[];
  readonly span: Span;
}

/** `{ a = 1 }`. */
export interface ObjectConstructor {
  readonly kind: 'object';
  readonly items: readonly ObjectItem[];
  readonly span: Span;
}

export interface ObjectItem {
  /** A bare name is its text; every other key is an expression that is converted to a string. */
  readonly key: { readonly kind: 'name'; readonly name: string; readonly span: Span } | Expression;
  readonly value: Expression;
  /** From the key to the end of the value. */
  readonly span: Span;
}

/** The first name of a reference: `var`, `local`, `aws_vpc`, a for-variable. */
export interface NameReference {
  readonly kind: 'name';
  readonly name: string;
  readonly span: Span;
}

/** `target.name`. */
export interface AttributeAccess {
  readonly kind: 'access';
  readonly target: Expression;
  readonly name: string;
  readonly nameSpan: Span;
  readonly span: Span;
}

/** `target[key]`, or the legacy `target.0`. */
export interface IndexAccess {
  readonly kind: 'index';
  readonly target: Expression;
  readonly key: Expression;
  readonly span: Span;
}

/** `target[*].steps` (full) or `target.*.steps`: only the steps that apply to each element; later ones wrap this node. */
export interface Splat {
  readonly kind: 'splat';
  readonly form: 'full' | 'attribute';
  readonly target: Expression;
  readonly steps: readonly SplatStep[];
  readonly span: Span;
}

export type SplatStep =
  | { readonly kind: 'access'; readonly name: string; readonly span: Span }
  | { readonly kind: 'index'; readonly key: Expression; readonly span: Span }
  /** A splat of each element in turn, as in `a[*].b[*].c`: the result is a list of lists. */
  | {
      readonly kind: 'splat';
      readonly form: 'full' | 'attribute';
      readonly steps: readonly SplatStep[];
      readonly span: Span;
    };

/** `name(arguments...)`; a namespaced name keeps its `::`. */
export interface FunctionCall {
  readonly kind: 'call';
  readonly name: string;
  readonly nameSpan: Span;
  readonly arguments: readonly Expression[];
  /** True for `f(a, list...)`. */
  readonly expandFinal: boolean;
  readonly span: Span;
}

/** `condition ? then : else`, associating to the right. */
export interface Conditional {
  readonly kind: 'conditional';
  readonly condition: Expression;
  readonly then: Expression;
  readonly else: Expression;
  readonly span: Span;
}

export type BinaryOperator = '+' | '-' | '*' | '/' | '%' | '==' | '!=' | '<' | '<=' | '>' | '>=' | '&&' | '||';

export interface BinaryOperation {
  readonly kind: 'binary';
  readonly operator: BinaryOperator;
  readonly left: Expression;
  readonly right: Expression;
  readonly span: Span;
}

export interface UnaryOperation {
  readonly kind: 'unary';
  readonly operator: '-' | '!';
  readonly operand: Expression;
  readonly span: Span;
}

export interface Parentheses {
  readonly kind: 'parentheses';
  readonly inner: Expression;
  readonly span: Span;
}

/** `[for k, v in c : value if condition]` or `{for k, v in c : key => value... if condition}`. */
export interface ForExpression {
  readonly kind: 'for';
  readonly form: 'tuple' | 'object';
  readonly keyName: string | undefined;
  readonly valueName: string;
  readonly collection: Expression;
  /** Only in the object form. */
  readonly key: Expression | undefined;
  readonly value: Expression;
  readonly grouping: boolean;
  readonly condition: Expression | undefined;
  readonly span: Span;
}

/** Text that is no expression; whoever evaluates it gets an unknown value. */
export interface InvalidExpression {
  readonly kind: 'invalid';
  readonly span: Span;
}
