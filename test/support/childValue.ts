// Looks into the modules that a root calls.
// Called by the tests of terraform/.
import assert from 'node:assert/strict';
import { childInstances } from '../../server/src/terraform/moduleInstance.ts';
import type { ModuleInstance } from '../../server/src/terraform/scope.ts';
import type { Value } from '../../server/src/terraform/value.ts';
import type { TestWorld } from './world.ts';
import { valueIn } from './world.ts';

/** The instances that calls make, by their names from the root: `a`, `a.b`. */
export function childrenOf(world: TestWorld, calls: string): readonly ModuleInstance[] {
  return calls.split('.').reduce<readonly ModuleInstance[]>(
    (instances, name) =>
      instances.flatMap((instance) => {
        const call = instance.module.calls.get(name);
        return call === undefined ? [] : childInstances(instance, call);
      }),
    [world.root],
  );
}

/** The value of an expression at the top of the first module instance that a call makes. */
export function childValue(world: TestWorld, calls: string, expression: string): Value {
  const [child] = childrenOf(world, calls);
  assert.ok(child, `no instance of ${calls}`);
  return valueIn(child, expression);
}
