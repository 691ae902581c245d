// What the rows of planned outcomes are written with.
// Read by plannedOutcomes.*.ts and plannedOutcomes.test.ts.

/** The row's number, what it shows, the configuration, and the checks that find something in it with their verdicts. */
export type Outcome = readonly [row: number, shows: string, text: string, found: readonly string[]];

/** Port 22 over TCP. */
export const port22 = 'protocol = "tcp"\n from_port = 22\n to_port = 22';

/** All nine members of an object of `ingress = [...]`. */
export const members =
  'protocol = "tcp", from_port = 22, to_port = 22, cidr_blocks = ["0.0.0.0/0"], ipv6_cidr_blocks = [], prefix_list_ids = [], security_groups = [], self = false, description = ""';

/** A group, with variables that cannot be known. */
export function group(body: string): string {
  return `variable "unknown" {}\n variable "set" {\n type = set(string)\n }\n resource "aws_security_group" "a" {\n ${body}\n }`;
}

/** A group with one `ingress` block. */
export function inBlock(body: string): string {
  return group(`ingress {\n ${body}\n }`);
}

/** A group that opens port 22 to what is written. */
export function tcp22(networks: string): string {
  return inBlock(`${port22}\n ${networks}`);
}
