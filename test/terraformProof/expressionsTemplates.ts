// Makes templates by chance: quoted ones, both kinds of heredoc, directives and strip markers.
// Called by expressionsGenerator.ts.
import type { Setting } from './expressionsGenerator.ts';
import { expressionOf, withName } from './expressionsGenerator.ts';
import type { Random } from './expressionsRandom.ts';
import { strings } from './expressionsTexts.ts';

/** A template in quotes. */
export function quotedTemplate(setting: Setting): string {
  const { random } = setting;
  const parts = Array.from({ length: 1 + random.below(4) }, () => quotedPart(setting));
  return `"${parts.join('')}"`;
}

/** A heredoc, indented or not, with the line end that closes it. */
export function heredoc(setting: Setting): string {
  const { random } = setting;
  const marker = random.pick(['EOT', 'EOF', 'E-1', '_x']);
  const flush = random.oneIn(3) ? '' : '-';
  const lines = Array.from({ length: random.below(5) }, () => heredocLine(setting));
  const text = [...openDirectives(random, lines, setting)].join('\n');
  return `<<${flush}${marker}${random.oneIn(12) ? ' ' : ''}\n${text}${text === '' ? '' : '\n'}${indentation(random)}${marker}\n`;
}

const fillers = [
  'a',
  ' b ',
  'x=',
  ' ',
  '  ',
  '-',
  '\\n',
  '\\t',
  '$',
  '%',
  '$${',
  '%%{',
  '\\"',
  'é',
  '\\\\',
  ',',
  '👍',
  '',
  '$$',
];
const lineFillers = [
  'a',
  'b b',
  'x = ',
  '',
  '"q"',
  '\\n',
  '$',
  '%',
  '$${x}',
  '%%{x}',
  'é',
  '# no comment',
  '\t',
  '$$',
  'e\u0301',
  '{ }',
];

function quotedPart(setting: Setting): string {
  const { random } = setting;
  switch (random.below(8)) {
    case 0:
    case 1:
      return random.pick(strings).slice(1, -1);
    case 2:
    case 3:
      return random.pick(fillers);
    case 4:
      return directive(setting, (inner) => quotedPart(inner));
    default:
      return interpolation(setting);
  }
}

function heredocLine(setting: Setting): string {
  const { random } = setting;
  const indent = indentation(random);
  const pieces = Array.from({ length: random.below(3) }, () => {
    if (random.oneIn(4))
      return directive(setting, (inner) => (random.oneIn(3) ? interpolation(inner) : random.pick(lineFillers)));
    return random.oneIn(3) ? interpolation(setting) : random.pick(lineFillers);
  });
  return indent + pieces.join(random.pick(['', ' '])) + (random.oneIn(6) ? '  ' : '');
}

/** Sets some of the lines between the lines of a directive. */
function* openDirectives(random: Random, lines: readonly string[], setting: Setting): Generator<string> {
  if (lines.length === 0 || !random.oneIn(2)) {
    yield* lines;
    return;
  }
  const half = random.below(lines.length);
  yield* lines.slice(0, half);
  const open = (text: string): string =>
    `${indentation(random)}%{${strip(random)} ${text} ${strip(random)}}${random.oneIn(5) ? ' ' : ''}`;
  if (random.oneIn(2)) {
    yield open(`if ${expressionOf('bool', leaf(setting))}`);
    yield* lines.slice(half);
    if (random.oneIn(2)) yield open('else');
    if (random.oneIn(2)) yield `${indentation(random)}other`;
    yield open('endif');
    return;
  }
  const inside = withName(setting, 'v', 'string');
  yield open(`for ${random.oneIn(3) ? 'k, ' : ''}v in ${expressionOf('sequence', leaf(setting))}`);
  yield `${indentation(random)}- ${interpolation(leaf(inside))}`;
  yield* lines.slice(half);
  yield open('endfor');
}

function interpolation(setting: Setting): string {
  const { random } = setting;
  const inner = expressionOf(random.oneIn(8) ? 'any' : random.pick(['string', 'number', 'bool', 'string']), setting);
  return `\${${strip(random)}${random.oneIn(2) ? ' ' : ''}${inner}${random.oneIn(2) ? ' ' : ''}${strip(random)}}`;
}

function directive(setting: Setting, part: (inner: Setting) => string): string {
  const { random } = setting;
  const open = (text: string): string => `%{${strip(random)} ${text} ${strip(random)}}`;
  if (random.oneIn(2)) {
    const otherwise = random.oneIn(2) ? open('else') + part(setting) : '';
    return `${open(`if ${expressionOf('bool', setting)}`)}${part(setting)}${otherwise}${open('endif')}`;
  }
  const inside = withName(setting, 'v', 'string');
  const names = random.oneIn(3) ? 'k, v' : 'v';
  const collection = expressionOf(random.oneIn(3) ? 'mapping' : 'sequence', setting);
  return `${open(`for ${names} in ${collection}`)}${random.pick(['', ' ', '- '])}${interpolation(inside)}${part(inside)}${open('endfor')}`;
}

function leaf(setting: Setting): Setting {
  return { ...setting, depth: Math.min(setting.depth, 1) };
}

function strip(random: Random): string {
  return random.oneIn(4) ? '~' : '';
}

function indentation(random: Random): string {
  return random.pick(['', '', '  ', '    ', '    ', '\t', '   ']);
}
