// The texts that the tests of allow-security-group share: a group for an app beside one for its load balancer.

/** A rule for port 8080 of the group `app`, beside a load balancer's group. */
export function app(ingress: string, more = ''): string {
  return `
    resource "aws_security_group" "lb" {
      name = "lb"
    }

    resource "aws_security_group" "app" {
      name = "app"

      ${ingress.split('\n').join('\n      ')}
    }
${more}`;
}

/** Of the fix that allows the load balancer's group. */
export const title = 'Allow only aws_security_group.lb.id instead of 0.0.0.0/0';

/** A block for port 8080 with these lines at its end. */
export const block = (...sources: readonly string[]): string =>
  [
    'ingress {',
    '  from_port       = 8080',
    '  to_port         = 8080',
    '  protocol        = "tcp"',
    ...sources,
    '}',
  ].join('\n');

/** A block that everyone may connect to. */
export const alone = `ingress {
  from_port   = 8080
  to_port     = 8080
  protocol    = "tcp"
  cidr_blocks = ["0.0.0.0/0"] # the load balancer
}`;
