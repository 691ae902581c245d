import assert from 'node:assert/strict';
import { test } from 'node:test';
import { workspaceTexts } from '../../bench/workspace/generate.ts';
import { defaultShape, scaled } from '../../bench/workspace/shape.ts';
import { referee } from '../support/hclReferee.ts';

const small = scaled(defaultShape, 400);

test('the same shape gives the same workspace, another seed another', () => {
  const texts = [...workspaceTexts(small)];
  assert.deepEqual([...workspaceTexts(small)], texts);
  assert.notDeepEqual([...workspaceTexts({ ...small, seed: 2 })], texts);
});

test('a workspace has the files, the modules and the files with rules that its shape asks for', () => {
  for (const shape of [small, defaultShape]) {
    const texts = new Map(workspaceTexts(shape));
    assert.equal(texts.size, shape.files);
    const folders = new Set([...texts.keys()].map((path) => path.slice(0, path.lastIndexOf('/'))));
    assert.equal(folders.size, shape.modules);
    const withRules = [...texts.values()].filter((text) => /^resource "aws_(vpc_)?security_group/m.test(text));
    assert.equal(withRules.length, shape.ruleFiles);
  }
});

test('calls lead through as many modules as the depth says, and to folders that are there', () => {
  const texts = new Map(workspaceTexts(small));
  const depths = new Map<string, number>();
  const depthOf = (dir: string): number => {
    const known = depths.get(dir);
    if (known !== undefined) return known;
    const text = texts.get(`${dir}/main.tf`);
    assert.ok(text !== undefined, `${dir} is called and is not there.`);
    const called = [...text.matchAll(/source = "(?:\.\.\/)+(.*)"/g)].map(([, path = '']) => depthOf(path));
    depths.set(dir, called.length === 0 ? 0 : 1 + Math.max(...called));
    return depths.get(dir) ?? 0;
  };
  const roots = [...texts.keys()].filter((path) => /^live\/.*\/main\.tf$/.test(path));
  assert.equal(Math.max(...roots.map((path) => depthOf(path.replace('/main.tf', '')))), small.depth);
});

test('what is generated is valid to HashiCorp', async () => {
  for (const [path, text] of workspaceTexts(scaled(defaultShape, 120))) {
    const verdict = await referee.judge(path, text);
    assert.equal(verdict.kind, 'accepted', `${path}\n${text}`);
  }
});
