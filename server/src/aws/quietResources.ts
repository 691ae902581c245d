// Resources of which nothing is ever told, seen once for all callers of their module that give the same values.
// A module that is called a hundred times holds the same rules a hundred times, and most of them are of no interest to anyone.
// It judges nothing: which rules are quiet is handed in. What it keeps goes when the resource does, with the texts of its module.
// Called by configuration.ts.
import { watched } from '../terraform/callerReads.ts';
import { exactText } from '../terraform/exactText.ts';
import { resourceInstances } from '../terraform/expand.ts';
import type { Module, Resource } from '../terraform/module.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { Value } from '../terraform/value.ts';
import { variableValue } from '../terraform/variables.ts';
import { mayBeDefaultGroup } from './defaultGroup.ts';
import type { Form } from './form.ts';
import type { IngressRule } from './ingressRule.ts';

/** Whether nothing is ever told of a rule, whatever stands beside it. */
export type IsQuiet = (rule: IngressRule) => boolean;

/** Whether it is known of a resource of a module instance that it makes quiet rules only. */
export function isKnownQuiet(instance: ModuleInstance, resource: Resource): boolean {
  const known = quiet.get(resource);
  if (known?.module !== instance.module || !isSurelyCalled(instance)) return false;
  return known.givens.some((given) => given.every(([name, text]) => textOf(instance, name) === text));
}

/** The rules of a resource; where all of them are quiet, that is remembered. */
export function readRules(
  instance: ModuleInstance,
  resource: Resource,
  form: Form,
  isQuiet: IsQuiet,
): readonly IngressRule[] {
  if (!isSurelyCalled(instance)) return resourceInstances(instance, resource).flatMap(form.rules);
  const { result: rules, reads } = watched(instance, () => {
    const made = resourceInstances(instance, resource);
    const read = made.flatMap(form.rules);
    const isSilent =
      read.every(isQuiet) && made.every((each) => (form.egress?.(each, mayBeDefaultGroup) ?? []).length === 0);
    return isSilent ? undefined : read;
  });
  if (rules !== undefined) return rules;
  if (!reads.others) remember(instance, resource, [...reads.variables]);
  return [];
}

/** What a caller gives: the variables that were read, in that order, and their values. */
type Given = readonly (readonly [name: string, text: string])[];

interface Quiet {
  readonly module: Module;
  /** With each of which the resource is quiet. */
  readonly givens: Given[];
}

const quiet = new WeakMap<Resource, Quiet>();
const maximumGivens = 8;
/** Of the values of one variable, in UTF-16 units. */
const maximumLength = 500;

/** Under conditions there is less; who knows what there is without them. */
function isSurelyCalled({ caller }: ModuleInstance): boolean {
  return caller?.existence.kind === 'exists';
}

function remember(instance: ModuleInstance, resource: Resource, names: readonly string[]): void {
  const given: (readonly [string, string])[] = [];
  for (const name of names) {
    const text = textOf(instance, name);
    if (text === undefined) return;
    given.push([name, text]);
  }
  const { module } = instance;
  const known = quiet.get(resource);
  const kept = known?.module === module ? known : { module, givens: [] };
  // What was given last is given next, as long as one and the same caller is being edited.
  if (kept.givens.length >= maximumGivens) kept.givens.shift();
  kept.givens.push(given);
  quiet.set(resource, kept);
}

/** Undefined where the value is not wholly known, or long. */
function textOf(instance: ModuleInstance, name: string): string | undefined {
  const declaration = instance.module.variables.get(name);
  if (declaration === undefined) return undefined;
  const value = variableValue(instance, name, { path: declaration.block.path, span: declaration.block.span });
  const known = texts.get(value);
  if (known !== undefined || texts.has(value)) return known;
  const text = exactText(value, maximumLength);
  texts.set(value, text);
  return text;
}

const texts = new WeakMap<Value, string | undefined>();
