// What a model of a module is: the ingress that a well-known module makes of its inputs, told without its code.
// It never judges, and it is asked only where the code is not on disk; <namespace>-<name>.ts implement it.
// Called by index.ts.
import type { ExpandedBody } from '../../terraform/body.ts';
import type { Existence } from '../../terraform/existence.ts';
import type { ResourceInstance } from '../../terraform/expand.ts';
import type { IngressRule } from '../ingressRule.ts';
import type { ModuleSource } from './moduleSource.ts';

/** Reads the ingress rules out of the inputs of one instance of a call. Never throws on broken configuration. */
export interface ModuleModel {
  /** The module's address in the registry: `terraform-aws-modules/security-group/aws`. It is also the file's name. */
  readonly module: string;
  /** Whether it knows the code that a source of this module stands for: its submodule, in one of the versions allowed. */
  readonly knows: (source: ModuleSource) => boolean;
  readonly rules: (call: ModelledCall) => readonly IngressRule[];
}

/** One instance of a call whose module is known by a model only. */
export interface ModelledCall {
  readonly source: ModuleSource;
  /** The call as what its rules belong to: address, key, and the scope that its inputs are evaluated in. */
  readonly resource: ResourceInstance;
  readonly inputs: ExpandedBody;
  /** Whether the instance is there, the module instances around it included. */
  readonly existence: Existence;
}
