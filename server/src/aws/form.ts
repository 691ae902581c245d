// What a resource form is: a way of writing ingress in Terraform.
// It never judges; forms/<resource_type>.ts implement it.
import type { ResourceInstance } from '../terraform/expand.ts';
import type { Identity } from '../terraform/value.ts';
import type { IngressRule } from './ingressRule.ts';

/** Reads the ingress rules out of one instance of a resource. Never throws on broken configuration; what is broken is in the rule. */
export interface Form {
  /** The resource type, which is also the file's name. */
  readonly resourceType: string;
  readonly rules: (resource: ResourceInstance) => readonly IngressRule[];
  /** The rules for traffic out, of default groups alone: AWS asks that there be none. */
  readonly egress?: (resource: ResourceInstance, isDefault: IsDefaultGroup) => readonly IngressRule[];
}

/** Whether an id is of a group that AWS makes with a VPC, as far as that can be known. */
export type IsDefaultGroup = (group: Identity | undefined) => boolean;
