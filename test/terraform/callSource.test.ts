import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sourceAtTop } from '../../server/src/terraform/callSource.ts';
import { moduleOf } from '../../server/src/terraform/folderModule.ts';
import { parse } from '../support/grammar.ts';

const header = 'module "a" {';

test('a plain source is seen at the top of a block, past comments and short arguments', () => {
  for (const above of [
    '',
    '\n  # why\n  // and why not\n',
    '  count = var.on ? 1 : 0\n',
    '  for_each = local.all # each\n  version  = "1.2"\n',
  ])
    check(`${header}\n${above}  source = "./a" # here\n  x = [\n}\n`, './a');
  check(`${header} # why\r\n\tsource="./a"\r\n}\r\n`, './a');
});

test('a source that is more than a plain string, or not plain to see, is left to the reading of the block', () => {
  for (const inside of [
    'source = "./${a}"',
    'source = "./a\\u0062"',
    'source = var.source',
    'x = [\n  ]\n  source = "./b"',
    'x {\n    source = "./b"\n  }',
    'x = <<E\n  source = "./b"\nE',
    'x = 1 +\n  source = "./b"',
    'x = "${\n  source = "./b"',
  ])
    check(`${header}\n  ${inside}\n}\n`, undefined);
  check(`${header} source = "./b" }\n`, undefined);
  check(`${header}}\nmodule "b" {\n  source = "./b"\n}\n`, undefined);
});

test('of two sources the first counts, as in the reading of the block', () => {
  check(`${header}\n  source = "./a"\n  source = "./b"\n}\n`, './a');
});

test('where an override file may change the source, nothing is seen', () => {
  const text = `${header}\n  source = "./a"\n}\n`;
  const module = moduleOf('/w', [parse('/w/main.tf', text), parse('/w/override.tf', '')]);
  const call = module.calls.get('a');
  assert.ok(call);
  assert.equal(sourceAtTop(module, call), undefined);
});

/** What is seen is also what the block says when it is read. */
function check(text: string, expected: string | undefined): void {
  const module = moduleOf('/w', [parse('/w/main.tf', text)]);
  const call = module.calls.get('a');
  assert.ok(call, text);
  assert.equal(sourceAtTop(module, call), expected, text);
  if (expected === undefined) return;
  const source = call.body.attributes.find(({ name }) => name === 'source')?.expression;
  assert.ok(source?.kind === 'template', text);
  assert.deepEqual(
    source.parts.map((part) => (part.kind === 'literal' ? part.value : part.kind)),
    [expected],
    text,
  );
}
