// Finds Remote Desktop open to everyone: EC2.14.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-14
import { askPorts } from './askPorts.ts';
import type { SourceCheck } from './check.ts';
import { rdpPort } from './portsOfInterest.ts';

/** RDP runs over TCP, and over UDP beside it. */
export const rdpPortOpen: SourceCheck = {
  kind: 'source',
  id: 'rdp-port-open',
  controls: ['EC2.14'],
  defaultSeverity: 'error',
  ask: (rule) => askPorts(rule, [rdpPort], ['tcp', 'udp'], ['EC2.14']),
};
