// Finds input security groups of MediaLive that let everyone push a stream.
// https://docs.aws.amazon.com/medialive/latest/ug/working-with-input-security-groups.html
import { message } from '../messages.ts';
import { everyoneFails, serviceCheck } from './serviceCheck.ts';

/** Such a group knows no ports. */
export const medialiveInputOpen = serviceCheck({
  id: 'medialive-input-open',
  service: 'medialive',
  subject: () => ({ message: message('checks.medialiveInput'), isPlural: false }),
  ask: everyoneFails,
});
