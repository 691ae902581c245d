// What `portcullis config` prints: a line for each setting, with its value and where that comes from.
import { message, render, type Language } from '../../messages.ts';
import type { TeamProblem } from '../../team/teamFile.ts';
import { relativePath } from '../../terraform/path.ts';
import { lineAndColumnAt, lineIndexOf, type Place } from '../../text.ts';
import type { Format } from '../arguments.ts';

/** A setting as it holds for a path. */
export interface EffectiveValue {
  readonly name: string;
  /** As a user would write it. */
  readonly value: unknown;
  /** The key in the team's file, where that decides. */
  readonly source: 'default' | 'commandLine' | Place;
}

export interface EffectiveConfiguration {
  readonly path: string;
  readonly root: string;
  /** The team's file that counts. */
  readonly file: string | undefined;
  readonly values: readonly EffectiveValue[];
  readonly problems: readonly TeamProblem[];
  readonly textOf: (path: string) => string | undefined;
}

/** Files are shown relative to the root in text, and whole in JSON. */
export function configReport(configuration: EffectiveConfiguration, format: Format, language: Language): string {
  return format === 'json' ? asJson(configuration, language) : asText(configuration, language);
}

function asText(configuration: EffectiveConfiguration, language: Language): string {
  const { path, root, file, values, problems, textOf } = configuration;
  const name = file === undefined ? undefined : relativePath(root, file);
  const head =
    name === undefined ? message('cli.configWithoutFile', { path }) : message('cli.configFile', { path, file: name });
  const rows = values.map(({ name: setting, value, source }) => {
    const where =
      source === 'default'
        ? render(message('cli.sourceDefault'), language)
        : source === 'commandLine'
          ? render(message('cli.sourceCommandLine'), language)
          : `${relativePath(root, source.path)}:${lineOf(source, textOf)}`;
    return [setting, JSON.stringify(value), where] as const;
  });
  const widths = [0, 1].map((column) => Math.min(60, Math.max(...rows.map((row) => (row[column] ?? '').length))));
  const lines = rows.map(
    ([setting, value, where]) => `${setting.padEnd(widths[0] ?? 0)}  ${value.padEnd(widths[1] ?? 0)}  ${where}`,
  );
  const said = problems.map((problem) => `! ${render(problem.message, language)}`);
  return `${[render(head, language), '', ...lines, ...(said.length > 0 ? ['', ...said] : [])].join('\n')}\n`;
}

function asJson({ path, file, values, problems, textOf }: EffectiveConfiguration, language: Language): string {
  const document = {
    path,
    file: file ?? null,
    settings: values.map(({ name, value, source }) => ({
      name,
      value,
      ...(typeof source === 'string'
        ? { source }
        : { source: 'file', file: source.path, line: lineOf(source, textOf) }),
    })),
    problems: problems.map(({ place, message: what }) => ({
      file: place.path,
      line: lineOf(place, textOf),
      message: render(what, language),
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** From 1. */
function lineOf({ path, span }: Place, textOf: EffectiveConfiguration['textOf']): number {
  return lineAndColumnAt(lineIndexOf(textOf(path) ?? ''), span.start).line + 1;
}
