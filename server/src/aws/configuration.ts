// Everything that a root and its modules say about traffic, read by the forms.
// It judges nothing, and it lets no form that fails silence the others.
// Called by ../analyze.ts; the checks that look at more than one rule read it.
import type { ResourceInstance } from '../terraform/expand.ts';
import { resourceInstances } from '../terraform/expand.ts';
import type { Resource } from '../terraform/module.ts';
import type { ModuleInstance } from '../terraform/scope.ts';
import { groupLookup, isDefaultGroup, looksUpDefaultGroup } from './defaultGroup.ts';
import type { IsDefaultGroup } from './form.ts';
import { forms, networkAclForms, prefixListForms, rulesExclusiveForms, serviceForms } from './forms/index.ts';
import type { IngressRule } from './ingressRule.ts';
import type { NetworkAclEntry } from './networkAcl.ts';
import { isOwnPrefixList, prefixListLookups } from './ownPrefixList.ts';
import type { PrefixListEntry, PrefixLists } from './prefixLists.ts';
import { withPrefixLists } from './prefixLists.ts';
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

/** Reads every resource that there is a form for. `modelled` are rules that are known without the code that makes them. */
export function readConfiguration(
  instances: readonly ModuleInstance[],
  modelled: readonly IngressRule[],
  failed: FormFailed,
): Configuration {
  return configurationOf(readerOf(instances, failed), modelled);
}

/** The types of resources, and of data sources, that anything here is read from: all that is asked for where there is nothing. */
export const typesRead: Readonly<Record<Resource['mode'], ReadonlySet<string>>> = typesAskedFor();

function typesAskedFor(): typeof typesRead {
  const types = { managed: new Set<string>(), data: new Set<string>() };
  configurationOf((mode, resourceType) => {
    types[mode].add(resourceType);
    return [];
  }, []);
  return types;
}

/** Whether a text may name one of these types: in labels, and in all of JSON, any letter may be written as an escape. */
export function mayNameTypesRead(text: string): boolean {
  return anyTypeRead.test(text) || /\\u/i.test(text);
}

const anyTypeRead = new RegExp([...typesRead.managed, ...typesRead.data].toSorted().join('|'));

/** Each type is read whatever others have given, so that `typesRead` is whole. */
function configurationOf(read: Reader, modelled: readonly IngressRule[]): Configuration {
  const lists = prefixListsOf(read);
  const exclusive = rulesExclusiveForms.flatMap((form) => read('managed', form.resourceType, form.lists));
  const written = forms.flatMap((form) => read('managed', form.resourceType, form.rules));
  const rules = [...written, ...modelled].map((rule) => withPrefixLists(withRulesExclusive(rule, exclusive), lists));
  const isDefault = isDefaultOf(read);
  return {
    rules,
    defaultGroupRules: [...rules.filter(({ group }) => isDefault(group)), ...egressOf(read, isDefault)],
    networkAclEntries: networkAclForms.flatMap((form) => read('managed', form.resourceType, form.entries)),
    serviceRules: serviceForms.flatMap((form) => read('managed', form.resourceType, form.rules)),
  };
}

function isDefaultOf(read: Reader): IsDefaultGroup {
  const addresses = read('data', groupLookup, (resource) => (looksUpDefaultGroup(resource) ? [resource.address] : []));
  const lookedUp = new Set(addresses);
  return (group) => isDefaultGroup(group, lookedUp);
}

function egressOf(read: Reader, isDefault: IsDefaultGroup): readonly IngressRule[] {
  return forms.flatMap(({ resourceType, egress }) =>
    egress === undefined ? [] : read('managed', resourceType, (resource) => egress(resource, isDefault)),
  );
}

/** Gathers what a form makes of every instance of a resource type. */
type Reader = <Result>(
  mode: Resource['mode'],
  resourceType: string,
  form: (resource: ResourceInstance) => readonly Result[],
) => readonly Result[];

function readerOf(instances: readonly ModuleInstance[], failed: FormFailed): Reader {
  const byType = new Map<string, { readonly instance: ModuleInstance; readonly resource: Resource }[]>();
  for (const instance of instances) {
    for (const resource of instance.module.resources) {
      const key = `${resource.mode} ${resource.type}`;
      const known = byType.get(key);
      if (known === undefined) byType.set(key, [{ instance, resource }]);
      else known.push({ instance, resource });
    }
  }
  return (mode, resourceType, form) =>
    (byType.get(`${mode} ${resourceType}`) ?? []).flatMap(({ instance, resource }) => {
      try {
        return resourceInstances(instance, resource).flatMap(form);
      } catch (error) {
        failed(instance, resource, error);
        return [];
      }
    });
}

function prefixListsOf(read: Reader): PrefixLists {
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
