// A body with its `dynamic` blocks made, read the way a provider would: by argument and by block type.
// It knows no schema: an argument that is not written is undefined here, whatever the provider would make of it.
// Called by the resource forms.
import type { Attribute, Block, Body } from '../hcl/nodes.ts';
import { message } from '../messages.ts';
import type { Place, Span } from '../text.ts';
import { evaluate } from './evaluate.ts';
import type { Existence } from './existence.ts';
import { existenceOfBlock, possibleFor } from './existence.ts';
import { headerOf } from './header.ts';
import type { Round } from './iterate.ts';
import { roundsOf } from './iterate.ts';
import type { Scope } from './scope.ts';
import type { Value } from './value.ts';
import { objectValue } from './values.ts';

/** A body and the scope its expressions are evaluated in. Values are worked out when asked for, and once. */
export interface ExpandedBody {
  readonly scope: Scope;
  /** The text between the braces, in the file at `path`. */
  readonly span: Span;
  readonly path: string;
  /** The argument as written; undefined where it is not. Of two with one name the first. */
  readonly attribute: (name: string) => Attribute | undefined;
  /** The names of the arguments written. */
  readonly names: () => readonly string[];
  /** The argument's value; undefined where it is not written. A null that is written is a null here, though it means the same. */
  readonly value: (name: string) => Value | undefined;
  /** The scope to evaluate or trace an argument in: it stands in its own file where an override file brought it. */
  readonly scopeOf: (attribute: Attribute) => Scope;
  /** The types of the blocks written, those that `dynamic` blocks make among them, each once. */
  readonly blockTypes: () => readonly string[];
  /** The blocks of a type in the order written, those of `dynamic` blocks where these stand. */
  readonly blocks: (type: string) => readonly ExpandedBlock[];
  /**
   * The same for a type that the provider has as an argument and takes as blocks too, such as `ingress` of a group: what JSON has
   * under that name is then the argument, never blocks.
   */
  readonly argumentBlocks: (type: string) => readonly ExpandedBlock[];
}

/** One block, written as such or made by one round of a `dynamic` block. */
export interface ExpandedBlock {
  /** The block as written, or the `content` block of the `dynamic` one. */
  readonly block: Block;
  /** The header: `ingress`, or `dynamic "ingress"`. */
  readonly place: Place;
  readonly body: ExpandedBody;
  /** Whether it is there, seen from the body that holds it; that body's own existence is not in it. */
  readonly existence: Existence;
  /** The key of the round; undefined for a block that is written as such. */
  readonly key: Value | undefined;
}

/** The body as it is in a scope. */
export function expandedBody(scope: Scope, body: Body): ExpandedBody {
  const values = new Map<string, Value>();
  const blocks = new Map<string, readonly ExpandedBlock[]>();
  const attribute = (name: string): Attribute | undefined =>
    body.attributes.find((candidate) => candidate.name === name);
  const scopeOf = ({ path }: Attribute): Scope => inFile(scope, path);
  return {
    scope,
    span: body.span,
    path: scope.path,
    attribute,
    names: () => body.attributes.map(({ name }) => name),
    scopeOf,
    value: (name) => {
      const written = attribute(name);
      if (written === undefined) return undefined;
      const value = values.get(name) ?? evaluate(scopeOf(written), written.expression);
      values.set(name, value);
      return value;
    },
    blockTypes: () => [...new Set(body.blocks.map(typeMade))],
    blocks: (type) => {
      const made =
        blocks.get(type) ??
        [...body.blocks, ...(attribute(type)?.asBlocks ?? [])].flatMap((block) => expandBlock(scope, block, type));
      blocks.set(type, made);
      return made;
    },
    argumentBlocks: (type) => {
      const isArgument = attribute(type)?.asBlocks !== undefined;
      const written = isArgument ? body.blocks.filter((block) => block.type === 'dynamic') : body.blocks;
      return written.flatMap((block) => expandBlock(scope, block, type));
    },
  };
}

/** The same scope for an expression in another file of the module. */
export function inFile(scope: Scope, path: string): Scope {
  return scope.path === path ? scope : { ...scope, path };
}

function typeMade(block: Block): string {
  return block.type === 'dynamic' ? (block.labels[0]?.value ?? block.type) : block.type;
}

function expandBlock(scope: Scope, block: Block, type: string): readonly ExpandedBlock[] {
  const here = inFile(scope, block.path);
  if (block.type === type) {
    const body = expandedBody(here, block.body);
    return [{ block, place: headerOf(block), body, existence: existenceOfBlock(block), key: undefined }];
  }
  return block.type === 'dynamic' && block.labels[0]?.value === type ? expandDynamic(here, block, type) : [];
}

/** https://developer.hashicorp.com/terraform/language/expressions/dynamic-blocks */
function expandDynamic(scope: Scope, block: Block, type: string): readonly ExpandedBlock[] {
  const content = block.body.blocks.find((inner) => inner.type === 'content');
  if (content === undefined) return [];
  const collection = block.body.attributes.find((attribute) => attribute.name === 'for_each');
  const place = headerOf(block);
  if (collection === undefined) {
    const body = expandedBody(scope, content.body);
    const existence = possibleFor({ message: message('terraform.dynamicWithoutForEach', { type }), place });
    return [{ block: content, place, body, existence, key: undefined }];
  }
  const source = { scope: inFile(scope, collection.path), expression: collection.expression };
  const name = iteratorName(block) ?? type;
  return roundsOf(evaluate(source.scope, source.expression)).map((round) => {
    const inner: Scope = { ...scope, symbols: { name, value: iteratorOf(round), outer: scope.symbols, source } };
    const body = expandedBody(inner, content.body);
    return { block: content, place, body, existence: round.existence, key: round.key };
  });
}

function iteratorOf(round: Round): Value {
  return objectValue([
    ['key', round.key],
    ['value', round.value],
  ]);
}

/** `iterator = rule`: a bare name, never evaluated. */
function iteratorName(block: Block): string | undefined {
  const expression = block.body.attributes.find((attribute) => attribute.name === 'iterator')?.expression;
  return expression?.kind === 'name' ? expression.name : undefined;
}
