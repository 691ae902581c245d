// The shape of the tables of examples in this folder.

/** An expression and its result as `show` of ../../support/expression.ts writes it; `error` for any error. */
export type Example = readonly [expression: string, result: string];
