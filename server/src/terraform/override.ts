// How the body of a block in an override file changes the body it overrides.
// https://developer.hashicorp.com/terraform/language/files/override, with the mixed forms as the AWS provider plans them.
// Called by declared.ts.
import type { Attribute, Block, Body } from '../hcl/nodes.ts';

/**
 * Arguments replace those of the same name. Blocks of a type replace all blocks of that type, `dynamic` ones among them; a
 * `lifecycle` block merges argument by argument. Where one side writes an argument and the other blocks of the same name, the
 * argument stays and plain blocks vanish, whichever came first; with `dynamic` blocks both stay, which Terraform refuses.
 */
export function mergeOverride(base: Body, over: Body, what: 'attributes' | 'attributes and blocks'): Body {
  const attributes = mergeAttributes(base.attributes, over.attributes);
  if (what === 'attributes') return { ...base, attributes };
  const sure = base.attributes.filter((attribute) => attribute.asBlocks === undefined);
  const baseNames = new Set(sure.map((attribute) => attribute.name));
  const overNames = new Set(over.attributes.map((attribute) => attribute.name));
  const overBlocks = new Set(over.attributes.flatMap(({ name, asBlocks }) => (asBlocks === undefined ? [] : [name])));
  const added = over.blocks.filter((block) => block.type !== 'lifecycle' && !baseNames.has(block.type));
  const replaced = new Set([...added.map(typeMade), ...overBlocks]);
  const kept = base.blocks.filter((block) => !replaced.has(typeMade(block)) && !overNames.has(block.type));
  return {
    ...base,
    attributes: attributes.map((attribute) => withoutBlocks(base, added, attribute)),
    blocks: [...kept.map((block) => withLifecycle(block, over.blocks)), ...added, ...newLifecycle(base, over)],
  };
}

/** What JSON writes in the base is replaced where the provider's schema has it as blocks, and stays where it is an argument. */
function withoutBlocks(base: Body, added: readonly Block[], attribute: Attribute): Attribute {
  const isReplaced = base.attributes.includes(attribute) && added.some((block) => typeMade(block) === attribute.name);
  return isReplaced && attribute.asBlocks !== undefined ? { ...attribute, asBlocks: [] } : attribute;
}

function mergeAttributes(base: readonly Attribute[], over: readonly Attribute[]): readonly Attribute[] {
  const changes = over.filter((attribute) => attribute.name !== 'depends_on');
  const names = new Set(base.map((attribute) => attribute.name));
  return [
    ...base.map((attribute) => changes.findLast((other) => other.name === attribute.name) ?? attribute),
    ...changes.filter((attribute) => !names.has(attribute.name)),
  ];
}

/** The type of block that a block stands for: the label of a `dynamic` one. */
function typeMade(block: Block): string {
  return block.type === 'dynamic' ? (block.labels[0]?.value ?? 'dynamic') : block.type;
}

function withLifecycle(block: Block, over: readonly Block[]): Block {
  if (block.type !== 'lifecycle') return block;
  const changes = over.filter((other) => other.type === 'lifecycle').flatMap((other) => other.body.attributes);
  return { ...block, body: { ...block.body, attributes: mergeAttributes(block.body.attributes, changes) } };
}

function newLifecycle(base: Body, over: Body): readonly Block[] {
  if (base.blocks.some((block) => block.type === 'lifecycle')) return [];
  return over.blocks.filter((block) => block.type === 'lifecycle');
}
