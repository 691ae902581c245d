// Finds ports of remote administration open to everyone: EC2.53 for IPv4, EC2.54 for IPv6.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-53
import { askPorts } from './askPorts.ts';
import type { SourceCheck } from './check.ts';
import { remoteAdministrationPorts } from './portsOfInterest.ts';

/** AWS counts TCP, UDP and all protocols. */
export const remoteAdministrationPortOpen: SourceCheck = {
  kind: 'source',
  id: 'remote-administration-port-open',
  controls: ['EC2.53', 'EC2.54'],
  defaultSeverity: 'error',
  ask: (rule, source) =>
    askPorts(rule, remoteAdministrationPorts, ['tcp', 'udp'], [source.family === 'IPv4' ? 'EC2.53' : 'EC2.54']),
};
