// Finds groups of databases outside of a VPC (EC2-Classic) that let everyone in.
// https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/Overview.RDSSecurityGroups.html
import { message } from '../messages.ts';
import { everyoneFails, serviceCheck } from './serviceCheck.ts';

/** Such a group knows no ports. */
export const classicGroupOpen = serviceCheck({
  id: 'classic-group-open',
  service: 'classicGroup',
  subject: () => ({ message: message('checks.classicGroup'), isPlural: false }),
  ask: everyoneFails,
});
