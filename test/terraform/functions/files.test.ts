// The functions that read files, and the templates that are read from them.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { errorWithin } from '../../../server/src/terraform/values.ts';
import { show } from '../../support/expression.ts';
import { valueIn, worldOf } from '../../support/world.ts';
import { childInstances } from '../../../server/src/terraform/moduleInstance.ts';

const fixture = `#- main.tf
variable "template" {
  default = "sg-$\${name}"
}
module "child" {
  source = "./child"
}
#- child/main.tf
locals {
  here = "child"
}
#- hello.txt
hello
#- rules/a.json
["0.0.0.0/0"]
#- rules/b.json
["10.0.0.0/8"]
#- rules/deep/c.yaml
x: 1
#- rules/.hidden.json
[]
#- list.tftpl
%{ for cidr in cidrs ~}
\${cidr}
%{ endfor ~}
#- branch.tftpl
\${ true ? "yes" : nothing }
#- self.tftpl
\${ templatefile("self.tftpl", {}) }
#- nested.tftpl
<\${ trimspace(templatefile("list.tftpl", { cidrs = inner })) }>
#- bound.tftpl
\${ join(",", [for x in list : x]) }
`;

const world = worldOf(fixture);

function check(rows: readonly (readonly [expression: string, result: string])[]): void {
  const failures = rows.flatMap(([expression, expected]) => {
    const value = world.value(expression);
    const actual = errorWithin(value) === undefined ? show(value) : 'error';
    return actual === expected ? [] : [`${expression} is ${actual}, not ${expected}`];
  });
  assert.deepEqual(failures, []);
}

test('a file is read as text', () =>
  check([
    ['trimspace(file("hello.txt"))', '"hello"'],
    ['trimspace(file("./rules/../hello.txt"))', '"hello"'],
    ['trimspace(file("/w/hello.txt"))', '"hello"'],
    ['file("missing.txt")', 'error'],
    ['try(file("missing.txt"), "none")', '"none"'],
    ['file(null)', 'error'],
    ['jsondecode(file("rules/a.json"))', '["0.0.0.0/0"]'],
    ['base64decode(filebase64("rules/a.json")) == file("rules/a.json")', 'true'],
    ['filebase64("missing.txt")', 'error'],
  ]));

test('a file outside the workspace, or below the home folder, is not known', () =>
  check([
    ['file("/etc/passwd")', 'unknown(string)'],
    ['file("../../etc/passwd")', 'unknown(string)'],
    ['file("~/.ssh/id_rsa")', 'unknown(string)'],
    ['fileexists("~/.ssh/id_rsa")', 'unknown(bool)'],
    ['fileset("~", "*")', 'unknown(set(string))'],
  ]));

test('whether a file exists is known', () =>
  check([
    ['fileexists("hello.txt")', 'true'],
    ['fileexists("missing.txt")', 'false'],
    ['fileexists()', 'error'],
  ]));

test('digests of files are those of their text', () =>
  check([
    ['filemd5("hello.txt") == md5(file("hello.txt"))', 'true'],
    ['filesha1("hello.txt") == sha1(file("hello.txt"))', 'true'],
    ['filesha256("hello.txt") == sha256(file("hello.txt"))', 'true'],
    ['filesha512("hello.txt") == sha512(file("hello.txt"))', 'true'],
    ['filebase64sha256("hello.txt") == base64sha256(file("hello.txt"))', 'true'],
    ['filebase64sha512("hello.txt") == base64sha512(file("hello.txt"))', 'true'],
    ['filemd5("x")', 'error'],
    ['filesha1("x")', 'error'],
    ['filesha256("x")', 'error'],
    ['filesha512("x")', 'error'],
    ['filebase64sha256("x")', 'error'],
    ['filebase64sha512("x")', 'error'],
  ]));

test('files are found by pattern, hidden ones too', () =>
  check([
    ['fileset("rules", "*.json")', '[".hidden.json","a.json","b.json"]'],
    ['fileset("rules", "{a,b}.json")', '["a.json","b.json"]'],
    ['fileset("rules", "[ab].json")', '["a.json","b.json"]'],
    ['fileset("rules", "[!a].json")', '["b.json"]'],
    ['fileset("rules", "?.json")', '["a.json","b.json"]'],
    ['fileset("rules", "**/*.yaml")', '["deep/c.yaml"]'],
    ['fileset("rules", "**/[ab].json")', '["a.json","b.json"]'],
    ['fileset("rules", "**")', '[".hidden.json","a.json","b.json","deep/c.yaml"]'],
    ['fileset("rules", "deep/*")', '["deep/c.yaml"]'],
    ['fileset("rules", "d*/c.yaml")', '["deep/c.yaml"]'],
    ['fileset("rules/deep", "../a.json")', '["../a.json"]'],
    ['fileset("rules", "*.tf")', '[]'],
    ['fileset("rules", "[a")', 'error'],
    ['fileset("rules", "{a")', 'error'],
    ['[for f in fileset("rules", "?.json") : jsondecode(file("rules/${f}"))[0]]', '["0.0.0.0/0","10.0.0.0/8"]'],
  ]));

test('a template sees its variables and nothing else', () =>
  check([
    ['templatefile("list.tftpl", { cidrs = ["0.0.0.0/0", "::/0"] })', '"0.0.0.0/0\\n::/0\\n"'],
    ['split("\\n", trimspace(templatefile("list.tftpl", { cidrs = ["0.0.0.0/0"] })))', '["0.0.0.0/0"]'],
    ['templatefile("bound.tftpl", { list = ["a", "b"] })', '"a,b\\n"'],
    ['templatefile("list.tftpl", {})', 'error'],
    ['templatefile("branch.tftpl", {})', 'error'],
    ['templatefile("branch.tftpl", { nothing = 1 })', '"yes\\n"'],
    ['templatefile("missing.tftpl", {})', 'error'],
    ['templatefile("list.tftpl", ["a"])', 'error'],
    ['templatefile("/etc/passwd", {})', 'unknown(dynamic)'],
    ['templatefile("nested.tftpl", { inner = ["a"] })', '"<a>\\n"'],
    ['templatefile("self.tftpl", {})', 'error'],
  ]));

test('a template may stand in a value', () =>
  check([
    ['templatestring(var.template, { name = "web" })', '"sg-web"'],
    ['templatestring(var.template, {})', 'error'],
    ['templatestring("a", {})', 'error'],
    ['templatestring(var.template)', 'error'],
  ]));

test('relative paths start at the root, whichever module asks', () => {
  const call = world.root.module.calls.get('child');
  assert.ok(call !== undefined);
  const [child] = childInstances(world.root, call);
  assert.ok(child !== undefined);
  assert.equal(show(valueIn(child, 'trimspace(file("hello.txt"))')), '"hello"');
  assert.equal(show(valueIn(child, 'fileexists("main.tf")')), 'true');
  assert.equal(show(valueIn(child, 'abspath("x")')), '"/w/x"');
});

test('what comes out of a template points to where the template stands', () => {
  const value = world.value('templatestring(var.template, { name = "web" })');
  assert.ok(value.origin.every((place) => !place.path.includes('#')));
});
