// What a file in JSON syntax is read as, and where. What Terraform 1.11 makes of these texts was tried with `terraform plan`.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Attribute, Body } from '../../server/src/hcl/nodes.ts';
import { parse } from '../support/grammar.ts';
import { show, showBody } from '../support/hclText.ts';

const config = (text: string): Body => parse('/w/main.tf.json', text).body;

test('labels are nested keys, and arrays at any level are taken together', () => {
  const expected =
    'variable "a" { x = 1 }; resource "t" "n" { y = 2 }; resource "t" "n" { y = 3 }; resource "u" "m" { z = 4 }';
  for (const text of [
    '{"variable": {"a": {"x": 1}}, "resource": {"t": {"n": [{"y": 2}, {"y": 3}]}, "u": {"m": {"z": 4}}}}',
    '[{"variable": [{"a": {"x": 1}}]}, {"resource": [{"t": [{"n": {"y": 2}}, {"n": {"y": 3}}]}, {"u": {"m": [[{"z": 4}]]}}]}]',
    '{"variable": {"a": {"x": 1}}, "resource": {"t": {"n": {"y": 2}}}, "resource": {"t": {"n": {"y": 3}}, "u": {"m": {"z": 4}}}}',
  ]) {
    assert.equal(showBody(config(text)), expected);
  }
});

test('null is no block, and "//" in a body is a comment', () => {
  const text = '{"//": {"x": 1}, "locals": null, "resource": {"t": {"a": null, "b": {"//": "why", "c": {"//": 1}}}}}';
  assert.equal(showBody(config(text)), 'resource "t" "b" { c = {"//" = 1} }');
});

test('a property that no schema knows at the top is left out', () => {
  assert.equal(
    showBody(config('{"banana": {"x": {}}, "constructor": {"y": {}}, "locals": {"a": 1}}')),
    'locals { a = 1 }',
  );
});

test('strings are templates, keys too, and a lone interpolation stays one', () => {
  const text = String.raw`{"locals": {"a": "x-${'${'}var.b}", "c": "${'${'}var.d}", "e": {"${'${'}var.k}": 1}, "f": "$${'${'}x} %%{y}", "g": "%{if true}y%{endif}"}}`;
  assert.deepEqual(
    locals(text).map((local) => show(local.expression)),
    ['"x-|${var.b}"', '"${var.d}"', '{"${var.k}" = 1}', '"${x} %{y}"', '"if true <y> <>"'],
  );
});

test('where Terraform evaluates without a scope, strings mean themselves', () => {
  const text = '{"variable": {"v": {"default": {"${x}": "$${y} %{ if"}, "description": "${"}}}';
  const file = parse('/w/main.tf.json', text);
  assert.deepEqual([file.errors, file.complete], [[], true]);
  assert.equal(showBody(file.body), 'variable "v" { default = {"${x}" = "$${y} %{ if"}; description = "${" }');
  const values = parse('/w/terraform.tfvars.json', '{"//": 1, "a": "${b}", "c": ["$${d}"]}');
  assert.equal(showBody(values.body), 'a = "${b}"; c = ["$${d}"]');
});

test('types and references are native syntax', () => {
  const text = `{
    "variable": {"v": {"type": "object({ a = optional(list(string), []) })"}},
    "resource": {"t": {"n": {
      "provider": "aws.west", "depends_on": ["t.m", "module.x"], "lifecycle": {"ignore_changes": ["a[0].b"]},
      "dynamic": {"x": {"for_each": [1], "iterator": "r", "content": {"y": "r.value"}}}
    }}}
  }`;
  assert.deepEqual(showBody(config(text)).split('; '), [
    'variable "v" { type = object({name a = optional(list(string), [])}) }',
    'resource "t" "n" { provider = aws.west',
    'depends_on = [t.m, module.x]',
    'lifecycle { ignore_changes = [a[0].b] }',
    'dynamic "x" { for_each = [1]',
    'iterator = r',
    'content { y = "r.value" } } }',
  ]);
});

test('numbers keep their digits, and a sign is an operation', () => {
  const [big, negative] = locals('{"locals": {"a": 12345678901234567890123, "b": -0.5}}');
  assert.deepEqual(
    [big?.expression.kind === 'number' && big.expression.text, negative?.expression.kind],
    ['12345678901234567890123', 'unary'],
  );
});

test('an object or a list of objects may be blocks as well as an argument, where a provider decides', () => {
  const [resource] = config(
    '{"resource": {"t": {"n": {"a": {"x": 1}, "b": [{"x": 1}, {"x": 2}], "c": [1], "d": [], "e": "y"}}}}',
  ).blocks;
  const asBlocks = resource?.body.attributes.map(({ asBlocks }) => asBlocks?.map((block) => showBody(block.body)));
  assert.deepEqual(asBlocks, [['x = 1'], ['x = 1', 'x = 2'], undefined, undefined, undefined]);
  const [module] = config('{"module": {"m": {"a": {"x": 1}, "dynamic": {"y": {}}}}}').blocks;
  assert.deepEqual(
    module?.body.attributes.map(({ name, asBlocks }) => [name, asBlocks]),
    [
      ['a', undefined],
      ['dynamic', undefined],
    ],
  );
});

test('the header of a block is its innermost key, or the brace of each where an array holds several', () => {
  const text = '{"resource": {"t": {"n": {"a": {"x": 1}, "b": [{"x": 1}, {"x": 2}]}}}}';
  const [resource] = config(text).blocks;
  assert.ok(resource);
  assert.equal(text.slice(resource.typeSpan.start, resource.typeSpan.end), '"n"');
  assert.deepEqual(
    resource.labels.map(({ span }) => text.slice(span.start, span.end)),
    ['"t"', '"n"'],
  );
  assert.equal(text.slice(resource.span.start, resource.span.end), '"n": {"a": {"x": 1}, "b": [{"x": 1}, {"x": 2}]}');
  assert.equal(
    text.slice(resource.body.span.start, resource.body.span.end),
    '"a": {"x": 1}, "b": [{"x": 1}, {"x": 2}]',
  );
  const nested = resource.body.attributes.flatMap(({ asBlocks }) => asBlocks ?? []);
  assert.deepEqual(
    nested.map(({ typeSpan, span }) => [text.slice(typeSpan.start, typeSpan.end), text.slice(span.start, span.end)]),
    [
      ['"a"', '"a": {"x": 1}'],
      ['{', '{"x": 1}'],
      ['{', '{"x": 2}'],
    ],
  );
});

test('what stands in a template has its place in the JSON text, behind escapes too', () => {
  const text = String.raw`{"locals": {"a": "\u0030\t${'${'}lookup(var.m, \"k\u0041\")}-x"}}`;
  const [local] = locals(text);
  const template = local?.expression;
  assert.ok(template?.kind === 'template');
  assert.equal(text.slice(template.span.start, template.span.end), text.slice(text.indexOf(String.raw`"\u0030`), -2));
  const [first, second, third] = template.parts;
  assert.ok(first?.kind === 'literal' && second?.kind === 'interpolation' && third?.kind === 'literal');
  assert.deepEqual([first.value, third.value], ['0\t', '-x']);
  assert.equal(text.slice(first.span.start, first.span.end), String.raw`\u0030\t`);
  assert.ok(second.expression.kind === 'call');
  const [map, key] = second.expression.arguments;
  assert.ok(map && key);
  assert.deepEqual(
    [map, key].map(({ span }) => text.slice(span.start, span.end)),
    ['var.m', String.raw`\"k\u0041\"`],
  );
  assert.equal(show(key), '"kA"');
});

test('a broken template costs its own argument', () => {
  const file = parse('/w/main.tf.json', '{"locals": {"a": "${var.", "b": "${var.x}", "c": "%{ if }"}}');
  assert.equal(file.complete, false);
  assert.equal(file.errors.length, 2);
  assert.ok(file.errors.every(({ span }) => span.start > 10 && span.end < file.text.length));
  assert.equal(show(locals(file.text)[1]?.expression ?? { kind: 'null', span: { start: 0, end: 0 } }), '"${var.x}"');
});

test('only a "//" with a string is a comment', () => {
  const text = '{"//": "a", "locals": {"//": 1, "x": [{"//": "b"}]}}';
  const { comments } = parse('/w/main.tf.json', text);
  assert.deepEqual(
    comments.map(({ span }) => text.slice(span.start, span.end)),
    ['"//": "a"', '"//": "b"'],
  );
});

test('a root that is no object has an error and nothing in it', () => {
  for (const text of ['5', '"x"', 'null', '{', '[1]', '\ufeff', '']) {
    const file = parse('/w/main.tf.json', text);
    assert.deepEqual([file.body.attributes, file.body.blocks], [[], []], text);
  }
  assert.equal(parse('/w/main.tf.json', '5').errors.length, 1);
});

test('any text is read in both kinds of file', () => {
  const text = String.raw`{"resource": {"t": {"n": {"a": "${'${'}[for x in var.y : \"%{if x}\u0041%{endif}\"]}", "dynamic": {"b": [{"content": {}}]}}}}, "variable": {"v": {"type": "list(string)"}}}`;
  for (let end = 0; end <= text.length; end++) {
    for (const path of ['/w/main.tf.json', '/w/a.auto.tfvars.json']) {
      for (const cut of [text.slice(0, end), text.slice(end)]) {
        const file = parse(path, cut);
        assert.ok(
          file.errors.every(({ span }) => 0 <= span.start && span.start <= span.end && span.end <= cut.length),
          cut,
        );
      }
    }
  }
});

function locals(text: string): readonly Attribute[] {
  return config(text).blocks.flatMap((block) => block.body.attributes);
}
