// The words of a command line become a task, or a message that says what is wrong with them.
import { parseArgs } from 'node:util';
import { readPorts } from '../checks/authorizedPorts.ts';
import { defaultCheckSettings, type CheckSettings } from '../checks/settings.ts';
import { languageOf, message, type Language, type Message } from '../messages.ts';

export type Format = 'text' | 'json';

export type Task =
  | { readonly kind: 'help'; readonly language: Language }
  | { readonly kind: 'version'; readonly language: Language }
  | { readonly kind: 'wrong'; readonly language: Language; readonly message: Message }
  | CheckTask
  | ExplainTask;

export interface CheckTask {
  readonly kind: 'check';
  readonly language: Language;
  /** As given; the current folder where none is. */
  readonly paths: readonly string[];
  readonly format: Format;
  readonly settings: CheckSettings;
  /** Globs of the variable files to judge roots with; empty where every one in its usual place counts. */
  readonly variableFiles: readonly string[];
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
  const [command, ...paths] = positionals;
  if (command === undefined) return { kind: 'help', language };
  if (command === 'explain') return readExplain(paths, language);
  if (command !== 'check') return wrong(language, message('cli.unknownCommand', { command }));
  const { format } = values;
  if (format !== 'text' && format !== 'json') return wrong(language, message('cli.badFormat', { value: format }));
  const tcp = ports(values['authorized-tcp-ports'], defaultCheckSettings.authorizedTcpPorts);
  if (tcp === undefined) return wrong(language, badPorts('--authorized-tcp-ports', values['authorized-tcp-ports']));
  const udp = ports(values['authorized-udp-ports'], defaultCheckSettings.authorizedUdpPorts);
  if (udp === undefined) return wrong(language, badPorts('--authorized-udp-ports', values['authorized-udp-ports']));
  return {
    kind: 'check',
    language,
    paths: paths.length === 0 ? ['.'] : paths,
    format,
    variableFiles: values['var-file'],
    settings: {
      ...defaultCheckSettings,
      authorizedTcpPorts: tcp,
      authorizedUdpPorts: udp,
      honorIgnoreComments: !values['no-suppressions'],
    },
  };
}

function ports(
  text: string | undefined,
  fallback: CheckSettings['authorizedTcpPorts'],
): CheckSettings['authorizedTcpPorts'] | undefined {
  return text === undefined ? fallback : readPorts(text);
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
