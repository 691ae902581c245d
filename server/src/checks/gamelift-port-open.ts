// Finds ports of GameLift fleets open to everyone that nobody authorized.
// https://docs.aws.amazon.com/gamelift/latest/apireference/API_IpPermission.html
import { serviceCheck } from './serviceCheck.ts';
import { subjectOf } from './subject.ts';
import { unauthorized } from './unauthorized-port-open.ts';

/** The ports that may be open are those of EC2.18. */
export const gameliftPortOpen = serviceCheck({
  id: 'gamelift-port-open',
  service: 'gamelift',
  subject: subjectOf,
  ask: unauthorized,
});
