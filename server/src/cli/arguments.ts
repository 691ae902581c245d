// The words of a command line become a task, or a message that says what is wrong with them.
import { parseArgs } from 'node:util';
import { readPorts } from '../checks/authorizedPorts.ts';
import type { CheckSettings } from '../checks/settings.ts';
import { languageOf, message, type Language, type Message } from '../messages.ts';

/** How any command may answer. */
export type Format = 'text' | 'json';

/** How `check` may report: for people, for programs, for code scanning (SARIF 2.1.0), as annotations of GitHub Actions. */
export type ReportFormat = Format | 'sarif' | 'github';

const reportFormats: readonly ReportFormat[] = ['text', 'json', 'sarif', 'github'];

export type Task =
  | { readonly kind: 'help'; readonly language: Language }
  | { readonly kind: 'version'; readonly language: Language }
  | { readonly kind: 'wrong'; readonly language: Language; readonly message: Message }
  | CheckTask
  | ConfigTask
  | BaselineTask
  | FixTask
  | ExplainTask;

/** What is to be looked at, and under which settings. */
export interface Selection {
  readonly language: Language;
  /** As given; the current folder where none is. */
  readonly paths: readonly [string, ...string[]];
  /** What the words say of the settings; it wins over a team's file. */
  readonly forced: Partial<CheckSettings>;
  /** Globs of the variable files to judge roots with; empty where nothing is said. */
  readonly variableFiles: readonly string[];
}

export interface CheckTask extends Selection {
  readonly kind: 'check';
  readonly format: ReportFormat;
  /** Whether findings that the baseline knows count too. */
  readonly all: boolean;
  readonly showsProgress: 'never' | 'on-terminal' | 'always';
}

/** Of one folder: its findings are put off. */
export interface BaselineTask extends Selection {
  readonly kind: 'baseline';
}

/** Findings are mended where that needs no decision. */
export interface FixTask extends Selection {
  readonly kind: 'fix';
  /** Whether nothing is written. */
  readonly dryRun: boolean;
}

/** Of one path: which settings hold there, and why. */
export interface ConfigTask extends Selection {
  readonly kind: 'config';
  readonly format: Format;
}

export interface ExplainTask {
  readonly kind: 'explain';
  readonly language: Language;
  /** As given. */
  readonly path: string;
  /** From 1. */
  readonly line: number;
}

/** Reads the words after the program's name. `environment` decides the language where `--lang` does not. */
export function readArguments(
  words: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Task {
  let language = languageOf(environment['LC_ALL'] || environment['LC_MESSAGES'] || environment['LANG']);
  let parsed;
  try {
    parsed = parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        format: { type: 'string', default: 'text' },
        lang: { type: 'string' },
        'authorized-tcp-ports': { type: 'string' },
        'authorized-udp-ports': { type: 'string' },
        'var-file': { type: 'string', multiple: true, default: [] },
        'dry-run': { type: 'boolean', default: false },
        progress: { type: 'boolean', default: false },
        'progress-always': { type: 'boolean', default: false },
        all: { type: 'boolean', default: false },
        'no-suppressions': { type: 'boolean', default: false },
        help: { type: 'boolean', short: 'h', default: false },
        version: { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    return wrong(
      language,
      message('cli.badArguments', { detail: error instanceof Error ? error.message : String(error) }),
    );
  }
  const { values, positionals } = parsed;
  if (values.lang !== undefined) {
    if (values.lang !== 'en' && values.lang !== 'ja')
      return wrong(language, message('cli.badLanguage', { value: values.lang }));
    language = values.lang;
  }
  if (values.help) return { kind: 'help', language };
  if (values.version) return { kind: 'version', language };
  const [command, first, ...others] = positionals;
  if (command === undefined) return { kind: 'help', language };
  if (command === 'explain') return readExplain(positionals.slice(1), language);
  if (command !== 'check' && command !== 'config' && command !== 'baseline' && command !== 'fix')
    return wrong(language, message('cli.unknownCommand', { command }));
  if (values['dry-run'] && command !== 'fix') return wrong(language, message('cli.onlyForFix', { command }));
  const format = reportFormats.find((each) => each === values.format);
  if (format === undefined) return wrong(language, badFormat(values.format, reportFormats));
  const authorizedTcpPorts = readOption(values['authorized-tcp-ports']);
  if (authorizedTcpPorts === undefined)
    return wrong(language, badPorts('--authorized-tcp-ports', values['authorized-tcp-ports']));
  const authorizedUdpPorts = readOption(values['authorized-udp-ports']);
  if (authorizedUdpPorts === undefined)
    return wrong(language, badPorts('--authorized-udp-ports', values['authorized-udp-ports']));
  const selection: Selection = {
    language,
    paths: [first ?? '.', ...others],
    variableFiles: values['var-file'],
    forced: {
      ...(authorizedTcpPorts !== 'absent' && { authorizedTcpPorts }),
      ...(authorizedUdpPorts !== 'absent' && { authorizedUdpPorts }),
      ...(values['no-suppressions'] && { honorIgnoreComments: false }),
    },
  };
  const showsProgress = values['progress-always'] ? 'always' : values.progress ? 'on-terminal' : 'never';
  if (command === 'check') return { kind: 'check', format, all: values.all, showsProgress, ...selection };
  if (command === 'fix') return { kind: 'fix', dryRun: values['dry-run'], ...selection };
  if (others.length > 0) return wrong(language, message('cli.onePath', { command }));
  if (command === 'baseline') return { kind: 'baseline', ...selection };
  if (format !== 'text' && format !== 'json') return wrong(language, badFormat(format, ['text', 'json']));
  return { kind: 'config', format, ...selection };
}

/** Undefined for what is no list of ports. */
function readOption(text: string | undefined): CheckSettings['authorizedTcpPorts'] | 'absent' | undefined {
  return text === undefined ? 'absent' : readPorts(text);
}

function badFormat(value: string, formats: readonly ReportFormat[]): Message {
  return message('cli.badFormat', { formats: [...formats], value });
}

function badPorts(option: string, value: string | undefined): Message {
  return message('cli.badPorts', { option, value: value ?? '' });
}

function wrong(language: Language, what: Message): Task {
  return { kind: 'wrong', language, message: what };
}

function readExplain(words: readonly string[], language: Language): Task {
  const [target = '', ...others] = words;
  const match = /^(.+):(\d{1,7})$/.exec(target);
  if (match === null || others.length > 0)
    return wrong(language, message('cli.badExplain', { value: words.join(' ') }));
  return { kind: 'explain', language, path: match[1] ?? '', line: Number(match[2]) };
}
