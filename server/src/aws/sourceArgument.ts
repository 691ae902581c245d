// The arguments of a block that name sources, with the scope to trace them in.
// It reads no addresses; sources.ts does.
// Called by the forms.
import type { ExpandedBody } from '../terraform/body.ts';
import type { Argument } from './ingressRule.ts';
import type { SourceArgument } from './sources.ts';

/** The argument of a name, or none where it is not written. */
export function sourceOf(body: ExpandedBody, name: string, means: SourceArgument['means']): readonly SourceArgument[] {
  const attribute = body.attribute(name);
  const value = body.value(name);
  if (attribute === undefined || value === undefined) return [];
  const argument: Argument = { name, scope: body.scopeOf(attribute), expression: attribute.expression };
  return [{ means, argument, value }];
}
