// terraform-aws-modules/security-group/aws, versions 3 to 6: which of its two generations a call means.
// Version 6 gave `ingress_rules` another meaning, so that where the version does not tell, the shape of the inputs does.
// Listed in index.ts. https://registry.terraform.io/modules/terraform-aws-modules/security-group/aws
import { alternativesOf } from '../../terraform/alternatives.ts';
import type { ExpandedBody } from '../../terraform/body.ts';
import { automaticRules } from './automaticRules.ts';
import { inputOf } from './inputs.ts';
import type { ModuleModel } from './moduleModel.ts';
import type { ModuleSource } from './moduleSource.ts';
import { presetRules } from './presetRules.ts';
import { rulesOfLists } from './terraform-aws-modules-security-group-lists.ts';
import { rulesOfMaps } from './terraform-aws-modules-security-group-maps.ts';
import { mayLieWithin } from './versionRange.ts';

/** The module and its submodules; its wrappers, and versions before 3, are not known. */
export const terraformAwsModulesSecurityGroup: ModuleModel = {
  module: 'terraform-aws-modules/security-group/aws',
  knows: (source) => mayBeLists(source) || mayBeMaps(source),
  rules: (call) => {
    const { source, inputs } = call;
    const isMaps = mayBeMaps(source) && (!mayBeLists(source) || hasInputsOfMaps(inputs));
    return isMaps ? rulesOfMaps(call) : rulesOfLists(call);
  },
};

function mayBeLists({ folder, versions }: ModuleSource): boolean {
  return mayLieWithin(versions, [3, 0, 0], [6, 0, 0]) && isFolderOf(folder, (name) => automaticRules(name, versions));
}

function mayBeMaps({ folder, versions }: ModuleSource): boolean {
  return mayLieWithin(versions, [6, 0, 0], [7, 0, 0]) && isFolderOf(folder, presetRules);
}

function isFolderOf(folder: string, rulesOfSubmodule: (name: string) => unknown): boolean {
  const submodule = /^modules\/([^/]+)$/.exec(folder)?.[1];
  return submodule === undefined ? folder === '' : rulesOfSubmodule(submodule) !== undefined;
}

/** Inputs that only version 6 has. */
const inputsOfMaps: readonly string[] = [
  'ingress_cidr_ipv4',
  'ingress_cidr_ipv6',
  'ingress_prefix_list_id',
  'ingress_referenced_security_group_id',
  'preset_ingress_rules',
  'enable_exclusive_rules',
];

function hasInputsOfMaps(inputs: ExpandedBody): boolean {
  if (inputsOfMaps.some((name) => inputs.attribute(name) !== undefined)) return true;
  const rules = inputOf(inputs, 'ingress_rules');
  if (rules === undefined) return false;
  return alternativesOf(rules.value).some(({ value }) => {
    const kind = value.kind === 'unknown' ? value.type.kind : value.kind;
    return kind === 'map' || kind === 'object';
  });
}
