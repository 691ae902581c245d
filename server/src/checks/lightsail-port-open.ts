// Finds ports of Lightsail instances open to everyone that nobody authorized.
// https://docs.aws.amazon.com/lightsail/latest/userguide/understanding-firewall-and-port-mappings-in-amazon-lightsail.html
import { serviceCheck } from './serviceCheck.ts';
import { subjectOf } from './subject.ts';
import { unauthorized } from './unauthorized-port-open.ts';

/** The ports that may be open are those of EC2.18. */
export const lightsailPortOpen = serviceCheck({
  id: 'lightsail-port-open',
  service: 'lightsail',
  subject: subjectOf,
  ask: unauthorized,
});
