// The declarations that replace-source writes, for the expected texts of its tests: indented by four, as those texts are.

/** The declaration of a list of networks. */
export function declaredList(name: string, target: string, family: 'IPv6 ' | '' = ''): string {
  return [
    `variable "${name}" {`,
    `  description = "${family}CIDR blocks that may reach ${target}."`,
    '  type        = list(string)',
    '',
    '  validation {',
    `    condition     = alltrue([for cidr in var.${name} : !can(regex("/0+$", cidr))])`,
    `    error_message = "List the networks that need access: a /0 would open ${target} to everyone."`,
    '  }',
    '}',
  ].join('\n    ');
}

/** The declaration of one network. */
export function declaredSingle(name: string, target: string, family: 'IPv6 ' | '' = ''): string {
  return [
    `variable "${name}" {`,
    `  description = "${family}CIDR block that may reach ${target}."`,
    '  type        = string',
    '',
    '  validation {',
    `    condition     = !can(regex("/0+$", var.${name}))`,
    `    error_message = "Name the network that needs access: a /0 would open ${target} to everyone."`,
    '  }',
    '}',
  ].join('\n    ');
}
