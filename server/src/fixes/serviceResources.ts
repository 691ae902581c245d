// Which resources are of a service that keeps a list of its own of who may connect, apart from security groups.
// It changes nothing. Used by remove-rule.ts and accessPurpose.ts.
import { serviceForms } from '../aws/forms/index.ts';

/** Whether a resource type is one of them; what is said of instances of EC2 and their groups does not hold there. */
export function isOfService(type: string): boolean {
  return serviceForms.some(({ resourceType }) => resourceType === type);
}
