// The ports that AWS controls name, as data.
// Source: https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html, read 2026-11.

/** EC2.19's ports of high risk, in order. */
export const highRiskPorts: readonly number[] = [
  20, 21, 22, 23, 25, 110, 135, 143, 445, 1433, 1434, 3000, 3306, 3389, 4333, 5000, 5432, 5500, 5601, 8080, 8088, 8888,
  9200, 9300,
];

/** EC2.13's port. */
export const sshPort = 22;

/** EC2.14's port. */
export const rdpPort = 3389;

/** The remote administration ports of EC2.53 and EC2.54. */
export const remoteAdministrationPorts: readonly number[] = [sshPort, rdpPort];
