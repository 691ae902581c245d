// What JSON cannot tell by itself: which properties of an object are blocks, and how many labels they have. HCL leaves that to the
// reader's schema, and so this table is the one place in this room that knows names of Terraform's language.
// It knows no provider: where a provider's schema decides, a property is both (see `asBlocks` of an attribute in nodes.ts).
// https://developer.hashicorp.com/terraform/language/syntax/json, and the block schemas in Terraform 1.15 and OpenTofu 1.12.
// Called by jsonBodies.ts.

/** How the properties of an object are read as a body. */
export interface BodySchema {
  readonly blocks: Readonly<Record<string, BlockSchema>>;
  /** What every other property is; `either` where a provider's schema decides, which leaves its blocks to `providerBodySchema`. */
  readonly others: 'argument' | 'either' | 'nothing';
  /** Whether a string is a template, or means itself because Terraform evaluates it without any scope. */
  readonly strings: 'template' | 'literal';
  /** Arguments whose strings are native syntax: references and types. */
  readonly native: readonly string[];
}

export interface BlockSchema {
  /** How many labels stand between the type and the body, each a key of its own. */
  readonly labels: number;
  readonly body: BodySchema;
}

const plain: BodySchema = { blocks: {}, others: 'argument', strings: 'template', native: [] };

const literal: BodySchema = { ...plain, strings: 'literal' };

const dynamic: BodySchema = {
  ...plain,
  native: ['iterator'],
  blocks: {
    content: {
      labels: 0,
      // A `content` block may hold `dynamic` blocks again.
      get body(): BodySchema {
        return providerBodySchema;
      },
    },
  },
};

/** A body that a provider's schema decides on: that of a nested block, of `content`, of a provider. */
export const providerBodySchema: BodySchema = {
  ...plain,
  others: 'either',
  blocks: { dynamic: { labels: 1, body: dynamic } },
};

const lifecycle: BodySchema = {
  ...plain,
  native: ['ignore_changes', 'replace_triggered_by'],
  blocks: { precondition: { labels: 0, body: plain }, postcondition: { labels: 0, body: plain } },
};

const resource: BodySchema = {
  ...providerBodySchema,
  native: ['provider', 'depends_on'],
  blocks: {
    ...providerBodySchema.blocks,
    lifecycle: { labels: 0, body: lifecycle },
    connection: { labels: 0, body: plain },
    provisioner: { labels: 1, body: { ...plain, blocks: { connection: { labels: 0, body: plain } } } },
    _: { labels: 0, body: providerBodySchema },
  },
};

/** The body of a `.tf.json` file. */
export const configurationSchema: BodySchema = {
  blocks: {
    resource: { labels: 2, body: resource },
    data: { labels: 2, body: resource },
    ephemeral: { labels: 2, body: resource },
    module: {
      labels: 1,
      body: {
        ...plain,
        native: ['providers', 'depends_on'],
        blocks: { _: { labels: 0, body: plain }, lifecycle: { labels: 0, body: lifecycle } },
      },
    },
    variable: {
      labels: 1,
      body: { ...literal, native: ['type'], blocks: { validation: { labels: 0, body: plain } } },
    },
    output: {
      labels: 1,
      body: { ...plain, native: ['type', 'depends_on'], blocks: { precondition: { labels: 0, body: plain } } },
    },
    locals: { labels: 0, body: plain },
    provider: { labels: 1, body: providerBodySchema },
    terraform: {
      labels: 0,
      body: {
        ...literal,
        blocks: {
          backend: { labels: 1, body: literal },
          cloud: { labels: 0, body: { ...literal, blocks: { workspaces: { labels: 0, body: literal } } } },
          required_providers: { labels: 0, body: literal },
          provider_meta: { labels: 1, body: literal },
          encryption: { labels: 0, body: literal },
        },
      },
    },
    check: {
      labels: 1,
      body: { ...plain, blocks: { data: { labels: 2, body: resource }, assert: { labels: 0, body: plain } } },
    },
    moved: { labels: 0, body: { ...plain, native: ['from', 'to'] } },
    removed: { labels: 0, body: { ...plain, native: ['from'], blocks: { lifecycle: { labels: 0, body: lifecycle } } } },
    import: { labels: 0, body: { ...plain, native: ['to', 'provider'] } },
  },
  others: 'nothing',
  strings: 'template',
  native: [],
};

/** The body of a `.tfvars.json` file. */
export const variableFileSchema: BodySchema = literal;
