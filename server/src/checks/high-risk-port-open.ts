// Finds ports of high risk that are open to everyone: EC2.19.
// https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html#ec2-19
import { askPorts } from './askPorts.ts';
import type { SourceCheck } from './check.ts';
import { highRiskPorts } from './portsOfInterest.ts';

/** AWS counts both transports. */
export const highRiskPortOpen: SourceCheck = {
  kind: 'source',
  id: 'high-risk-port-open',
  controls: ['EC2.19'],
  defaultSeverity: 'error',
  ask: (rule) => askPorts(rule, highRiskPorts, ['tcp', 'udp'], ['EC2.19']),
};
