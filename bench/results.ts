// Keeps bench/RESULTS.md: one part for each workspace that was measured, replaced when it is measured again.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const path = join(import.meta.dirname, 'RESULTS.md');

const heading = `# Results

Written by \`npm run bench -- --write\` and \`npm run bench -- PATH --write\`. Each part says when and on what it was measured. A time of the
last column is divided by the floor: walking the workspace and reading all its Terraform files, in a process of its own, in the same run.
`;

/** Puts a part in the place of the one with the same name, or after all others. */
export function writeResults(name: string, body: string): void {
  const before = existsSync(path) ? readFileSync(path, 'utf8') : heading;
  writeFileSync(path, withPart(before, name, body));
}

/** The text with the part in it; parts begin with `## ` and their name. */
export function withPart(text: string, name: string, body: string): string {
  const [head = '', ...parts] = text.split(/^(?=## )/m);
  const part = `## ${name}\n\n${body.trim()}\n`;
  const index = parts.findIndex((each) => each.startsWith(`## ${name}\n`));
  const all = index < 0 ? [...parts, part] : parts.with(index, part);
  return [head, ...all].map((each) => each.trim()).join('\n\n') + '\n';
}
