// Everything that a root and its modules say about traffic, read by the forms.
// It judges nothing, and it lets no form that fails silence the others.
// Called by ../analyze.ts; the checks that look at more than one rule read it.
import { mayHoldWord, wordPattern } from '../hcl/glance.ts';
import type { ResourceInstance } from '../terraform/expand.ts';
import { resourceInstances } from '../terraform/expand.ts';
import type { Module, Resource, ResourceKind } from '../terraform/module.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import { groupLookup, isDefaultGroup, looksUpDefaultGroup } from './defaultGroup.ts';
import type { Form, IsDefaultGroup } from './form.ts';
import { forms, networkAclForms, prefixListForms, rulesExclusiveForms, serviceForms } from './forms/index.ts';
import type { IngressRule } from './ingressRule.ts';
import type { NetworkAclEntry } from './networkAcl.ts';
import { isOwnPrefixList, prefixListLookups } from './ownPrefixList.ts';
import type { PrefixListEntry, PrefixLists } from './prefixLists.ts';
import { withPrefixLists } from './prefixLists.ts';
import type { IsQuiet } from './quietResources.ts';
import { isKnownWithoutEgress, readRules, tellingResources } from './quietResources.ts';
import { withRulesExclusive } from './rulesExclusive.ts';
import type { ServiceRule } from './serviceRule.ts';

/** What stands in all modules of a root together. */
export interface Configuration {
  /** In the order of the modules and of their resources. Networks of prefix lists are among the sources of the rules that name them. */
  readonly rules: readonly IngressRule[];
  /** Those of default groups, with those for traffic out of them. */
  readonly defaultGroupRules: readonly IngressRule[];
  readonly networkAclEntries: readonly NetworkAclEntry[];
  /** Rules of services that are no security groups. */
  readonly serviceRules: readonly ServiceRule[];
}

/** Told of a form that threw. */
export type FormFailed = (instance: ModuleInstance, resource: Resource, error: unknown) => void;

/**
 * Reads every resource that there is a form for. `modelled` are rules that are known without the code that makes them. Quiet rules
 * may be left out.
 */
export function readConfiguration(
  instances: readonly ModuleInstance[],
  modelled: readonly IngressRule[],
  isQuiet: IsQuiet,
  failed: FormFailed,
): Configuration {
  return configurationOf(readerOf(instances, isQuiet, failed), modelled);
}

/** The types of resources, and of data sources, that anything here is read from: all that is asked for where there is nothing. */
const typesRead: Readonly<Record<Resource['mode'], ReadonlySet<string>>> = typesAskedFor();

function typesAskedFor(): typeof typesRead {
  const types = { managed: new Set<string>(), data: new Set<string>() };
  const read: Reader['read'] = (mode, resourceType) => {
    types[mode].add(resourceType);
    return [];
  };
  configurationOf({ read, readForm: ({ resourceType }) => read('managed', resourceType, () => []) }, []);
  return types;
}

const anyTypeRead = wordPattern([...typesRead.managed, ...typesRead.data]);

const kindRead: ResourceKind = {
  mayStandIn: (file) => mayHoldWord(file, anyTypeRead),
  includes: ({ mode, type }) => typesRead[mode].has(type),
};

/** The resources of a module that are of types that are read. */
export function resourcesRead(module: Module): readonly Resource[] {
  return module.resourcesOf(kindRead);
}

/** Each type is read whatever others have given, so that `typesRead` is whole. */
function configurationOf({ read, readForm }: Reader, modelled: readonly IngressRule[]): Configuration {
  const lists = prefixListsOf(read);
  const exclusive = rulesExclusiveForms.flatMap((form) => read('managed', form.resourceType, form.lists));
  const written = forms.flatMap(readForm);
  const rules = [...written, ...modelled].map((rule) => withPrefixLists(withRulesExclusive(rule, exclusive), lists));
  const isDefault = isDefaultOf(read);
  return {
    rules,
    defaultGroupRules: [...rules.filter(({ group }) => isDefault(group)), ...egressOf(read, isDefault)],
    networkAclEntries: networkAclForms.flatMap((form) => read('managed', form.resourceType, form.entries)),
    serviceRules: serviceForms.flatMap((form) => read('managed', form.resourceType, form.rules)),
  };
}

function isDefaultOf(read: Reader['read']): IsDefaultGroup {
  const addresses = read('data', groupLookup, (resource) => (looksUpDefaultGroup(resource) ? [resource.address] : []));
  const lookedUp = new Set(addresses);
  return (group) => isDefaultGroup(group, lookedUp);
}

function egressOf(read: Reader['read'], isDefault: IsDefaultGroup): readonly IngressRule[] {
  return forms.flatMap(({ resourceType, egress }) =>
    egress === undefined
      ? []
      : read('managed', resourceType, (resource) =>
          isKnownWithoutEgress(resource) ? [] : egress(resource, isDefault),
        ),
  );
}

interface Reader {
  /** Gathers what a form makes of every instance of a resource type. */
  readonly read: <Result>(
    mode: Resource['mode'],
    resourceType: string,
    form: (resource: ResourceInstance) => readonly Result[],
  ) => readonly Result[];
  /** Gathers the rules of every instance of a form's resource type. */
  readonly readForm: (form: Form) => readonly IngressRule[];
}

/** A resource in one module instance. */
interface Located {
  readonly instance: ModuleInstance;
  readonly resource: Resource;
}

function readerOf(instances: readonly ModuleInstance[], isQuiet: IsQuiet, failed: FormFailed): Reader {
  const located = locatedIn(instances);
  const read = <Result>(
    mode: Resource['mode'],
    resourceType: string,
    form: (located: Located) => readonly Result[],
  ): readonly Result[] =>
    (located[mode].get(resourceType) ?? []).flatMap((each) => {
      try {
        return form(each);
      } catch (error) {
        failed(each.instance, each.resource, error);
        return [];
      }
    });
  return {
    read: (mode, resourceType, form) =>
      read(mode, resourceType, ({ instance, resource }) => resourceInstances(instance, resource).flatMap(form)),
    readForm: (form) =>
      read('managed', form.resourceType, ({ instance, resource }) => readRules(instance, resource, form, isQuiet)),
  };
}

/** By type; those that are known to be quiet are left out. */
function locatedIn(instances: readonly ModuleInstance[]): Readonly<Record<Resource['mode'], Map<string, Located[]>>> {
  const located = { managed: new Map<string, Located[]>(), data: new Map<string, Located[]>() };
  for (const instance of instances) {
    for (const resource of tellingResources(instance, resourcesRead(instance.module))) {
      const byType = located[resource.mode];
      const known = byType.get(resource.type);
      if (known === undefined) byType.set(resource.type, [{ instance, resource }]);
      else known.push({ instance, resource });
    }
  }
  return located;
}

function prefixListsOf(read: Reader['read']): PrefixLists {
  const entries = new Map<string, PrefixListEntry[]>();
  for (const entry of prefixListForms.flatMap((form) => read('managed', form.resourceType, form.entries))) {
    const known = entries.get(entry.list);
    if (known === undefined) entries.set(entry.list, [entry]);
    else known.push(entry);
  }
  const own = prefixListLookups.flatMap((type) =>
    read('data', type, (resource) => (isOwnPrefixList(resource) ? [resource.address] : [])),
  );
  return { entries, ownedByAws: new Set(own) };
}
