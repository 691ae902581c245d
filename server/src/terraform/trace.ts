// The way from an expression to the text that decides its value, for messages that say where something comes from.
// It changes nothing and finds nothing out about the value itself; every loop in it is bounded.
// Called by checks/.
import type { Expression, SourceFile } from '../hcl/nodes.ts';
import type { Place } from '../text.ts';
import { contains } from '../text.ts';
import { definitionsOf } from './definitions.ts';
import type { Located } from './narrow.ts';
import { holdsOrigin, narrowest } from './narrow.ts';
import { folderOf } from './path.ts';
import type { ModuleInstance, Scope } from './scope.ts';

/** Where a value comes from. */
export interface Trace {
  /** The smallest part of the expression that brings it: the deciding text itself, where that is in the expression. */
  readonly narrowest: Place;
  /** What follows `narrowest`: each reference on the way, then the deciding text. Empty where `narrowest` is that text. */
  readonly steps: readonly TraceStep[];
}

export interface TraceStep {
  readonly place: Place;
  /** What stands there, on one line, shortened to 80 characters. */
  readonly text: string;
}

/** Follows a value of `expression` to `origin`, one of its deciding texts. Where the way is lost, only its end is named. */
export function trace(scope: Scope, expression: Expression, origin: Place): Trace {
  const passed: Place[] = [];
  let at: Located = { scope, expression };
  for (let hops = 0; hops < maximumHops && !isWithin(at, origin); hops++) {
    const here = narrowest(at, origin);
    passed.push({ path: here.scope.path, span: here.expression.span });
    const next = definitionsOf(here).find(
      (definition) => isWithin(definition, origin) || holdsOrigin(definition, origin),
    );
    if (next === undefined) break;
    at = next;
  }
  const [first, ...others] = [...passed, origin];
  return { narrowest: first, steps: others.map((place) => stepAt(scope.instance, place)) };
}

/** A place in a file that the instance can see, with what stands there. */
export function stepAt(instance: ModuleInstance, place: Place): TraceStep {
  const line = writtenAt(instance, place).replaceAll(/\s+/g, ' ').trim();
  return { place, text: line.length > maximumTextLength ? `${line.slice(0, maximumTextLength - 1)}…` : line };
}

/** All that is written at a place of a file that the instance can see; empty for a place elsewhere. */
export function writtenAt(instance: ModuleInstance, { path, span }: Place): string {
  const { world, rootDir, module } = instance;
  const named = (files: readonly SourceFile[] | undefined): SourceFile | undefined =>
    files?.find((file) => file.path === path);
  const file = named(world.module(folderOf(path))?.files) ?? named(module.files) ?? named(world.variableFiles(rootDir));
  return file?.text.slice(span.start, span.end) ?? '';
}

const maximumHops = 20;
const maximumTextLength = 80;

function isWithin({ scope, expression }: Located, place: Place): boolean {
  return scope.path === place.path && contains(expression.span, place.span);
}
