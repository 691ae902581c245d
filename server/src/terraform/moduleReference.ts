// What `module.web.vpc_id` means: an output, evaluated in the module that the call makes.
// Where the module's code is not at hand its outputs are unknown, with the call's identity; they are never errors then.
// Called by references.ts.
import { message } from '../messages.ts';
import type { Place } from '../text.ts';
import { keyText, modulePrefix } from './address.ts';
import { readsOthers } from './callerReads.ts';
import { evaluate } from './evaluate.ts';
import { repetitionOf, repetitionValue } from './expand.ts';
import { headerOf } from './header.ts';
import type { Member } from './keyedReference.ts';
import { keyedReference } from './keyedReference.ts';
import type { ModuleCall, Output } from './module.ts';
import { childAvailability, childInstances, scopeOf } from './moduleInstance.ts';
import { inProgress } from './progress.ts';
import type { ReferenceStep, Resolved } from './references.ts';
import type { InstanceKey, ModuleInstance, Scope } from './scope.ts';
import { dynamicType } from './type.ts';
import type { Facts, Reason, Value } from './value.ts';
import { errorAt, objectValue, unknownValue } from './values.ts';

/** The steps behind `module.web`; undefined where there is no such call. */
export function moduleReference(scope: Scope, name: string, steps: readonly ReferenceStep[]): Resolved | undefined {
  const { instance } = scope;
  const call = instance.module.calls.get(name);
  if (call === undefined) return undefined;
  readsOthers(instance);
  const availability = childAvailability(instance, call);
  const repetition = repetitionOf(call.body);
  const full = `module.${name}`;
  const keyed = {
    name: full,
    repetition: repetition && {
      name: repetition.name,
      value: () => repetitionValue(scopeOf(instance, call.block.path), full, call.block, repetition),
    },
    members:
      availability.kind === 'available'
        ? childInstances(instance, call).map(memberOf)
        : [missingMember(instance, call, repetition === undefined ? 'none' : 'unknown', availability.reason)],
  };
  return keyedReference(scope, keyed, steps);
}

/** The value of a module instance's output; one that is not declared is an error. */
export function outputValue(child: ModuleInstance, name: string): Value {
  const key = `output.${name}`;
  const known = child.memo.values.get(key);
  if (known !== undefined) return known;
  const output = child.module.outputs.get(name);
  if (output === undefined) return undeclaredOutput(child, name);
  const place = headerOf(output.block);
  const value = inProgress(
    child,
    key,
    () => valueOf(child, output, place),
    (why) => unknownValue(dynamicType, { message: why, place }, {}, [place]),
  );
  child.memo.values.set(key, value);
  return value;
}

function valueOf(child: ModuleInstance, output: Output, place: Place): Value {
  const attribute = output.body.attributes.find((candidate) => candidate.name === 'value');
  if (attribute === undefined) {
    return unknownValue(dynamicType, {
      message: message('terraform.outputWithoutValue', { name: output.name }),
      place,
    });
  }
  return evaluate(scopeOf(child, attribute.path), attribute.expression);
}

function undeclaredOutput(child: ModuleInstance, name: string): Value {
  const address = `${modulePrefix(child)}${name}`;
  const place = child.callPath.at(-1)?.place;
  const what = message('terraform.undeclared', { address });
  if (child.module.files.every((file) => file.complete)) return errorAt(what, place);
  return unknownValue(dynamicType, { message: what, place });
}

function memberOf(child: ModuleInstance): Member {
  return {
    key: child.callPath.at(-1)?.key ?? { kind: 'none' },
    attribute: (name) => outputValue(child, name),
    whole: () => objectValue(Array.from(child.module.outputs.keys(), (name) => [name, outputValue(child, name)])),
  };
}

function missingMember(instance: ModuleInstance, call: ModuleCall, kind: 'none' | 'unknown', reason: Reason): Member {
  const key: InstanceKey = { kind };
  const address = `${modulePrefix(instance)}module.${call.name}${keyText(key)}`;
  const unknown = (attribute: string, facts: Facts): Value =>
    unknownValue(dynamicType, reason, { ...facts, identity: { address, type: 'module', attribute } }, [
      headerOf(call.block),
    ]);
  return {
    key,
    attribute: (name) => unknown(name, {}),
    whole: () => unknown('', { notNull: true, attributes: new Map() }),
  };
}
