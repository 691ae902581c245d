// Finds EKS clusters whose Kubernetes API everyone can reach.
// https://docs.aws.amazon.com/eks/latest/userguide/cluster-endpoint.html
import { message } from '../messages.ts';
import { everyoneFails, serviceCheck } from './serviceCheck.ts';

/** That port 443 may be open elsewhere says nothing of an API that administers a cluster. */
export const eksEndpointOpen = serviceCheck({
  id: 'eks-endpoint-open',
  service: 'eks',
  subject: () => ({ message: message('checks.eksEndpoint'), isPlural: false }),
  ask: everyoneFails,
});
