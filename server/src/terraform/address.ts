// Addresses as Terraform prints them: `module.web["a"].aws_security_group.x[0]`.
// They are text for people and keys for maps; nothing is read back out of them.
// Used by expand.ts, references.ts and moduleInstance.ts.
import type { ModuleCall, Resource } from './module.ts';
import type { InstanceKey, ModuleInstance } from './scope.ts';

/** The address of a resource's instance; `[*]` where the key is unknown. */
export function resourceAddress(instance: ModuleInstance, resource: Resource, key: InstanceKey): string {
  return `${modulePrefix(instance)}${localAddress(resource)}${keyText(key)}`;
}

/** `aws_vpc.main`, `data.aws_vpc.main`: as the module itself names it. */
export function localAddress(resource: Resource): string {
  return `${resource.mode === 'data' ? 'data.' : ''}${resource.type}.${resource.name}`;
}

/** `module.web["a"].module.db`; empty for a root. */
export function moduleAddress({ callPath, memo }: ModuleInstance): string {
  memo.address ??= callPath.map((step) => `module.${step.name}${keyText(step.key)}`).join('.');
  return memo.address;
}

/** The address of a call's instance: `module.net.module.web["a"]`; `[*]` where the key is unknown. */
export function callAddress(instance: ModuleInstance, { name }: ModuleCall, key: InstanceKey): string {
  return `${modulePrefix(instance)}module.${name}${keyText(key)}`;
}

/** The module's address with a dot behind it, to stand before what lies in it; empty for a root. */
export function modulePrefix(instance: ModuleInstance): string {
  const address = moduleAddress(instance);
  return address === '' ? '' : `${address}.`;
}

/** `[0]`, `["a"]`, `[*]` for an unknown key, and nothing without one. */
export function keyText(key: InstanceKey): string {
  switch (key.kind) {
    case 'none':
      return '';
    case 'number':
      return `[${key.value}]`;
    case 'string':
      return `[${quoted(key.value)}]`;
    case 'unknown':
      return '[*]';
  }
}

function quoted(text: string): string {
  return JSON.stringify(text).replace(/([$%])\{/g, '$1$1{');
}
