// What a resource form is: a way of writing ingress in Terraform.
// It never judges; forms/<resource_type>.ts implement it.
import type { ResourceInstance } from '../terraform/expand.ts';
import type { IngressRule } from './ingressRule.ts';

/** Reads the ingress rules out of one instance of a resource. Never throws on broken configuration; what is broken is in the rule. */
export interface Form {
  /** The resource type, which is also the file's name. */
  readonly resourceType: string;
  readonly rules: (resource: ResourceInstance) => readonly IngressRule[];
  /** For default groups alone, the rules for traffic out: AWS asks that there be none. */
  readonly egress?: (resource: ResourceInstance) => readonly IngressRule[];
}
