// The list of module models, and the one door they are asked through.
// They are asked only where a module's code is not on disk: where it is, the code speaks for itself.
// Called by ../../analyze.ts.
import { callAddress } from '../../terraform/address.ts';
import { expandedBody } from '../../terraform/body.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import type { ModuleCall, Resource } from '../../terraform/module.ts';
import { callInstances } from '../../terraform/moduleInstance.ts';
import type { LeftCall } from '../../terraform/moduleInstance.ts';
import type { ModuleInstance } from '../../terraform/scope.ts';
import type { IngressRule } from '../ingressRule.ts';
import { cloudposseSecurityGroup } from './cloudposse-security-group.ts';
import type { ModuleModel } from './moduleModel.ts';
import { readModuleSource } from './moduleSource.ts';
import { terraformAwsModulesSecurityGroup } from './terraform-aws-modules-security-group.ts';

/** Every model there is. */
export const moduleModels: readonly ModuleModel[] = [terraformAwsModulesSecurityGroup, cloudposseSecurityGroup];

/** The ingress rules of a call whose module is not on disk; undefined where no model knows that module. */
export function modelledRules({ instance, call, toDownload }: LeftCall): readonly IngressRule[] | undefined {
  if (toDownload === undefined) return undefined;
  // The version is asked of modules alone that some model knows: the call has to be parsed for it.
  const named = readModuleSource(toDownload, undefined)?.module;
  if (!moduleModels.some(({ module }) => module === named)) return undefined;
  const source = readModuleSource(toDownload, versionOf(instance, call));
  const model = moduleModels.find((candidate) => candidate.module === source?.module && candidate.knows(source));
  if (source === undefined || model === undefined) return undefined;
  return callInstances(instance, call).flatMap((keyed) => {
    const { key, scope, existence } = keyed;
    const address = callAddress(instance, call, key);
    const resource: ResourceInstance = { resource: resourceOf(call), address, key, scope, existence };
    return model.rules({ source, resource, inputs: expandedBody(scope, call.body), existence });
  });
}

function versionOf(instance: ModuleInstance, call: ModuleCall): string | undefined {
  const scope = { instance, path: call.block.path, symbols: undefined };
  const version = expandedBody(scope, call.body).value('version');
  return version?.kind === 'string' ? version.value : undefined;
}

/** The call stands for all the resources that its module makes. */
function resourceOf({ name, block, body }: ModuleCall): Resource {
  return { mode: 'managed', type: 'module', name, block, body };
}
