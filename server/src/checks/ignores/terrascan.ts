// Terrascan: `#ts:skip=AC_AWS_0227 reason` inside a resource silences that rule for the whole resource.
// https://runterrascan.io/docs/usage/in-file_instrumentation/
import type { Acceptance, IgnoreTool } from './ignoreTool.ts';
import { groupPort } from './ignoreTool.ts';

/** Its rules on a wide range (AC_AWS_0277 to 0319) or on private hosts (0320 to 0363) are others, and are left alone. */
export const terrascan: IgnoreTool = {
  name: 'Terrascan',
  marker: /ts:skip=/,
  read: (comments) =>
    comments.flatMap(({ place, text }) => {
      const accepts = [...text.matchAll(/ts:skip=\s*([\w.-]+)/g)].flatMap(([, id = '']) => table.get(id) ?? []);
      return accepts.length === 0 ? [] : [{ place, accepts, reach: { kind: 'resource' } as const }];
    }),
};

const whole: Acceptance = { of: 'securityGroup', ports: 'whole' };

// By the last digits of AC_AWS_0227 and those that follow it, in order. Several ports have an id for TCP and one for UDP.
const portsFrom0233: readonly number[] = [
  4505, 9200, 9300, 4506, 3020, 61621, 7001, 9000, 8000, 8080, 636, 1434, 1434, 135, 1433, 11214, 11215, 11214, 11215,
  27018, 3306, 137, 137, 138, 138, 139, 139, 2484, 2484, 5432, 5432, 3000, 8140, 161, 2382, 2383, 4505, 1521, 23, 25,
  445, 27017,
];

const table: ReadonlyMap<string, Acceptance> = new Map([
  ['AC_AWS_0227', groupPort(22)],
  ['AC_AWS_0228', groupPort(80)],
  ['AC_AWS_0229', groupPort(443)],
  ['AC_AWS_0230', groupPort(3389)],
  ['AC_AWS_0231', whole],
  ['AC_AWS_0275', whole],
  ...portsFrom0233.map((port, index) => [`AC_AWS_0${233 + index}`, groupPort(port)] as const),
]);
