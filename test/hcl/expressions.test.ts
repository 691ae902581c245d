import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parse, parseExpression, parseTemplate } from '../support/grammar.ts';
import { readAs, show } from '../support/hclText.ts';

test('a chained conditional associates to the right', () => {
  assert.equal(readAs('a ? b : c ? d : e ? f : g'), '(a ? b : (c ? d : (e ? f : g)))');
});

test('a conditional in parentheses stays the condition it is', () => {
  assert.equal(readAs('(a ? b : c) ? d : e'), '(paren((a ? b : c)) ? d : e)');
});

test('a conditional between the signs stays there', () => {
  assert.equal(readAs('a ? b ? c : d : e'), '(a ? (b ? c : d) : e)');
});

test('binary operations associate to the left and bind by precedence', () => {
  assert.equal(readAs('a - b - c * d'), '((a - b) - (c * d))');
  assert.equal(readAs('a || b && c == d + 1 > e'), '(a || (b && (c == ((d + 1) > e))))');
  assert.equal(readAs('a == b ? c : d'), '((a == b) ? c : d)');
});

test('a sign binds weaker than an attribute and stronger than a product', () => {
  assert.equal(readAs('-a.b[0] * !c.d'), '((-a.b[0]) * (!c.d))');
});

test('parentheses are kept, and what follows them applies to the whole', () => {
  assert.equal(readAs('(a + b).c * 2'), '(paren((a + b)).c * 2)');
});

test('a dash belongs to a name, with spaces it subtracts', () => {
  assert.equal(readAs('var.a-1'), 'var.a-1');
  assert.equal(readAs('var.a - 1'), '(var.a - 1)');
});

test('a legacy index is an index', () => {
  assert.equal(readAs('a.0.b'), 'a[0].b');
});

test('all that follows a full splat applies to each element', () => {
  assert.equal(readAs('a[*].b[0].c'), 'each(a: .b[0].c)');
});

test('an attribute splat ends at the first index in brackets', () => {
  assert.equal(readAs('a.*.b.c[0].d'), 'each(a: .b.c)[0].d');
});

test('an attribute splat takes a legacy index along', () => {
  assert.equal(readAs('a.*.b.0.c'), 'each(a: .b[0].c)');
});

test('a splat after a full splat applies to each element of the first', () => {
  assert.equal(readAs('a[*].b[*].c[*].d'), 'each(a: .beach(.ceach(.d)))');
  assert.equal(readAs('a[*].b.*.c[0].d'), 'each(a: .beach(.c)[0].d)');
});

test('a full splat after an attribute splat applies to the list', () => {
  assert.equal(readAs('a.*.b[*].c'), 'each(each(a: .b): .c)');
});

test('a splat with spaces in its brackets is read', () => {
  assert.equal(readAs('a[ * ].b'), 'each(a: .b)');
  assert.deepEqual(parse('/w/main.tf', 'x = a[ * ].b\n').errors, []);
});

test('calls keep their namespace and their expansion', () => {
  assert.equal(readAs('provider::aws::arn_parse(a, b...)'), 'provider::aws::arn_parse(a, b...)');
  assert.equal(readAs('f()'), 'f()');
});

test('numbers keep their text, exponents included', () => {
  assert.equal(readAs('[1, 2.50, 1e3, 1.5e-3, 010]'), '[1, 2.50, 1e3, 1.5e-3, 010]');
  assert.deepEqual(parse('/w/main.tf', 'x = 1e3\n').errors, []);
});

test('a hexadecimal number is no number', () => {
  assert.equal(readAs('0x1F'), 'invalid');
  assert.deepEqual(parse('/w/main.tf', 'x = 0x1F\n').errors, [{ span: { start: 4, end: 8 }, kind: 'unexpected' }]);
});

test('literals', () => {
  assert.equal(readAs('[true, false, null]'), '[true, false, null]');
});

test('object keys are names, texts, numbers, or expressions', () => {
  assert.equal(
    readAs('{ a = 1, "b" = 2, 3 = 4, (c) = 5, d.e = 6, null = 7, "${f}" : 8 }'),
    '{name a = 1, "b" = 2, 3 = 4, paren(c) = 5, d.e = 6, name null = 7, "${f}" = 8}',
  );
});

test('an object item may start with a parenthesis on a new line', () => {
  assert.equal(readAs('{\n  a = k\n  (v) = 1\n}'), '{name a = k, paren(v) = 1}');
  assert.deepEqual(parse('/w/main.tf', 'x = {\n  a = k\n  (v) = 1\n}\n').errors, []);
});

test('for expressions', () => {
  assert.equal(readAs('[for v in c : v.a if v != null]'), 'tuple for v in c: v.a if (v != null)');
  assert.equal(readAs('{for k, v in c : k => v... if k}'), 'object for k, v in c: k => v... if k');
});

test('positions are those of the text', () => {
  const text = 'x = concat(var.list, ["0.0.0.0/0"])[0].id\n';
  const expression = parse('/w/main.tf', text).body.attributes[0]?.expression;
  assert.ok(expression?.kind === 'access' && expression.target.kind === 'index');
  const call = expression.target.target;
  assert.ok(call.kind === 'call' && call.arguments[1]?.kind === 'tuple');
  const written = (span: { start: number; end: number }): string => text.slice(span.start, span.end);
  assert.equal(written(expression.span), 'concat(var.list, ["0.0.0.0/0"])[0].id');
  assert.equal(written(expression.nameSpan), 'id');
  assert.equal(written(expression.target.span), 'concat(var.list, ["0.0.0.0/0"])[0]');
  assert.equal(written(call.nameSpan), 'concat');
  assert.equal(written(call.arguments[1].elements[0]?.span ?? { start: 0, end: 0 }), '"0.0.0.0/0"');
});

test('an expression alone may run over lines', () => {
  const text = 'object({\n  a = optional(\n  string) })';
  const { expression, errors } = parseExpression(text);
  assert.equal(show(expression), 'object({name a = optional(string)})');
  assert.deepEqual(errors, []);
  assert.deepEqual(expression.span, { start: 0, end: text.length });
});

test('text that is no expression has an error inside it', () => {
  for (const text of ['', 'a) + (b', 'list(', 'a b']) {
    const { expression, errors } = parseExpression(text);
    assert.equal(expression.kind, 'invalid');
    assert.ok(errors.length > 0);
    for (const error of errors) assert.ok(error.span.start >= 0 && error.span.end <= text.length);
  }
});

test('a number with an exponent and no fraction is read in an expression that stands alone, too', () => {
  for (const text of ['1e9', 'range(1, 1e+3)', '[1E2, a[ * ]]'])
    assert.deepEqual(parseExpression(text).errors, [], text);
  const template = parseTemplate('x ${1e9}');
  assert.deepEqual(template.errors, []);
  assert.equal(template.expression.parts.length, 2);
});
