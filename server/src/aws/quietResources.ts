// Resources of which nothing is ever told, seen once for all callers of their module that give the same values.
// A module that is called a hundred times holds the same rules a hundred times, and most of them are of no interest to anyone.
// It judges nothing: which rules are quiet is handed in. What it keeps goes when the resource does, with the texts of its module.
// Called by configuration.ts.
import { watched } from '../terraform/callerReads.ts';
import { exactText } from '../terraform/exactText.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import { resourceInstances } from '../terraform/expand.ts';
import type { Module, Resource } from '../terraform/module.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import type { Value } from '../terraform/value.ts';
import { variableValue } from '../terraform/variables.ts';
import { mayBeDefaultGroup } from './defaultGroup.ts';
import type { Form } from './form.ts';
import type { IngressRule } from './ingressRule.ts';
import type { UnseatedRule } from './seatedRules.ts';
import { seated, unseated } from './seatedRules.ts';

/** Whether nothing is ever told of a rule, whatever stands beside it. */
export type IsQuiet = (rule: IngressRule) => boolean;

/** Of the resources of a module instance those that are not known to make quiet rules only. `resources` is one list for each module. */
export function tellingResources(instance: ModuleInstance, resources: readonly Resource[]): readonly Resource[] {
  if (!isSurelyCalled(instance) || resources.length === 0) return resources;
  const known = tellings.get(resources);
  const lately = learned.get(instance.module) ?? 0;
  const same = known?.find((each) => each.learned === lately && isGiven(instance, each.given));
  if (same !== undefined) return same.resources;
  const asked = new Map<string, string | undefined>();
  const telling = resources.filter((resource) => !isKnownQuiet(instance, resource, asked));
  const kept = known?.filter((each) => each.learned === lately).slice(1 - maximumGivens) ?? [];
  tellings.set(resources, [...kept, { learned: lately, given: [...asked], resources: telling }]);
  return telling;
}

/** What was found of the resources of a module, given these values and as much as was known then. */
interface Telling {
  readonly learned: number;
  readonly given: Given;
  readonly resources: readonly Resource[];
}

const tellings = new WeakMap<readonly Resource[], readonly Telling[]>();
/** How often anything was learned of a module. */
const learned = new WeakMap<Module, number>();

/** Whether it is known that a resource makes quiet rules only; `asked` gathers what that hangs on. */
function isKnownQuiet(instance: ModuleInstance, resource: Resource, asked: Map<string, string | undefined>): boolean {
  const known = quiet.get(resource);
  if (known?.module !== instance.module) return false;
  return known.givens.some((given) =>
    given.every(([name, text]) => {
      const its = textOf(instance, name);
      asked.set(name, its);
      return its === text;
    }),
  );
}

function isGiven(instance: ModuleInstance, given: Given): boolean {
  return given.every(([name, text]) => textOf(instance, name) === text);
}

/**
 * The rules of a resource but for those that are quiet, in a module that is called. Where all of them are quiet, or rest on nothing
 * but the text of the module, that is remembered.
 */
export function readRules(
  instance: ModuleInstance,
  resource: Resource,
  form: Form,
  isQuiet: IsQuiet,
): readonly IngressRule[] {
  if (!isSurelyCalled(instance)) return resourceInstances(instance, resource).flatMap(form.rules);
  const known = plainRules(instance, resource);
  if (known !== undefined)
    return resourceInstances(instance, resource).flatMap((made) => known.map((rule) => seated(rule, made)));
  const { result, reads } = watched(instance, () => {
    const made = resourceInstances(instance, resource);
    const telling = made.flatMap(form.rules).filter((rule) => !isQuiet(rule));
    const hasEgress = made.some((each) => (form.egress?.(each, mayBeDefaultGroup) ?? []).length > 0);
    return { made, telling, hasEgress };
  });
  const { made, telling, hasEgress } = result;
  if (reads.others || hasEgress) return telling;
  if (telling.length === 0) remember(instance, resource, [...reads.variables]);
  else if (reads.variables.size === 0) {
    const rules = unseated(made, telling);
    if (rules !== undefined) plain.set(resource, { module: instance.module, rules });
  }
  return telling;
}

/** Whether it is known of a resource that it makes no rules for traffic out of a group that may be a default one. */
export function isKnownWithoutEgress({ resource, scope: { instance } }: ResourceInstance): boolean {
  return isSurelyCalled(instance) && plainRules(instance, resource) !== undefined;
}

function plainRules({ module }: ModuleInstance, resource: Resource): readonly UnseatedRule[] | undefined {
  const known = plain.get(resource);
  return known?.module === module ? known.rules : undefined;
}

/** The rules of resources that read nothing of whoever calls their module. */
const plain = new WeakMap<Resource, { readonly module: Module; readonly rules: readonly UnseatedRule[] }>();

/** What a caller gives: the variables that were read, in that order, and their values; undefined for one that is not wholly known. */
type Given = readonly (readonly [name: string, text: string | undefined])[];

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
  const given: [string, string][] = [];
  for (const name of names) {
    const text = textOf(instance, name);
    if (text === undefined) return;
    given.push([name, text]);
  }
  const { module } = instance;
  const known = quiet.get(resource);
  const kept = known?.module === module ? known : { module, givens: [] };
  if (kept.givens.some((each) => isGiven(instance, each))) return;
  // What was given last is given next, as long as one and the same caller is being edited.
  if (kept.givens.length >= maximumGivens) kept.givens.shift();
  kept.givens.push(given);
  quiet.set(resource, kept);
  learned.set(module, (learned.get(module) ?? 0) + 1);
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
