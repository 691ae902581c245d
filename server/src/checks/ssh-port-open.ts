// Finds SSH open to everyone: EC2.13.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-13
import { askPorts } from './askPorts.ts';
import type { SourceCheck } from './check.ts';
import { sshPort } from './portsOfInterest.ts';

/** SSH runs over TCP. UDP port 22 still fails the broader controls. */
export const sshPortOpen: SourceCheck = {
  kind: 'source',
  id: 'ssh-port-open',
  controls: ['EC2.13'],
  defaultSeverity: 'error',
  ask: (rule) => askPorts(rule, [sshPort], ['tcp'], ['EC2.13']),
};
