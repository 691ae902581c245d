// Calls of the functions on errors and marks and what they come to; `error` where Terraform fails.
// All but OpenTofu's own and those whose value is not worked out here were held against Terraform 1.11.
import type { Example } from './example.ts';

export const controlExamples: readonly Example[] = [
  ['can("a"+1)', 'false'],
  ['can(1)', 'true'],
  ['can(1,2)', 'error'],
  ['can([][0])', 'false'],
  ['can({a=[][0]})', 'false'],
  ['ephemeralasnull("a")', '"a"'],
  ['issensitive("a")', 'false'],
  ['issensitive([sensitive("a")])', 'false'],
  ['issensitive(sensitive("a"))', 'true'],
  ['nonsensitive(1)', '1'],
  ['try()', 'error'],
  ['try(1)', '1'],
  ['try(["a",[][0]],"z")', '"z"'],
  ['try([1],2)', '[1]'],
  ['try([][0],{}.a,"z")', '"z"'],
  ['try(tonumber("a"),tonumber("b"))', 'error'],
  ['sensitive("a")', '"a"'],
  ['sensitive()', 'error'],
  ['nonsensitive()', 'error'],
  ['ephemeralasnull()', 'error'],
  ['issensitive()', 'error'],
  ['issensitive("a", "b")', 'error'],
  ['issensitive(nonsensitive(sensitive("a")))', 'false'],
  ['try(null, 1)', 'null'],
  ['try(["a", [][0]]..., "x")', 'error'],
  ['try([[][0], "b"]...)', 'error'],
  ['can(can([][0]))', 'true'],
  ['ephemeralasnull({a = 1})', '{"a":1}'],
];
