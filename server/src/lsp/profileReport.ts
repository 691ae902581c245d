// "Why is it slow": the profile of the last scan as a Markdown text for a person.
// Called by session.ts for the request `portcullis/profile`.
import { message, render, type Language, type Message } from '../messages.ts';
import type { OutlineCounts } from '../workspace/outlines.ts';
import type { WorkspaceProblem } from '../workspace/problems.ts';
import type { Costs, FileCost, Profile, Sum } from './profile.ts';
import type { Settings } from './settings.ts';
import type { ScanFigures } from './status.ts';

export interface ProfileSubject {
  readonly profile: Profile;
  /** Undefined while the first scan is under way. */
  readonly figures: ScanFigures | undefined;
  readonly problems: readonly WorkspaceProblem[];
  readonly outlines: OutlineCounts;
  readonly settings: Settings;
}

/** How many folders and files are named. */
const most = 10;

/** The whole report. */
export function profileReport(subject: ProfileSubject, language: Language): string {
  const { profile, figures, problems } = subject;
  const say = (what: Message): string => render(what, language);
  const parts = [
    `# ${say(message('lsp.profileTitle'))}`,
    say(figures === undefined ? message('lsp.profileScanning') : scanned(figures)),
    `## ${say(message('lsp.profilePhases'))}`,
    phases(profile, say),
    ...slowest(message('lsp.profileSlowestRoots'), profile.slowest('judge', most), say),
    ...slowest(message('lsp.profileSlowestModules'), profile.slowest('read', most), say),
    ...slowestFiles(profile.slowestFiles, say),
    `## ${say(message('lsp.profilePassedOver'))}`,
    say(message('lsp.modulesByContent', { ...subject.outlines })),
    say(message('lsp.profileIdle')),
    ...leftOut(problems, say),
    `## ${say(message('lsp.profileSettings'))}`,
    settingsText(subject.settings, say),
  ];
  return `${parts.join('\n\n')}\n`;
}

function scanned({ milliseconds, files, modules, findings }: ScanFigures): Message {
  return message('lsp.profileScanned', { milliseconds, files, modules, findings });
}

function phases(profile: Profile, say: (what: Message) => string): string {
  const row = (what: Message, { count, milliseconds }: Sum): string =>
    `| ${say(what)} | ${count} | ${Math.round(milliseconds)} |`;
  const megabytes = (profile.characters / 1_000_000).toFixed(1);
  return [
    `| ${say(message('lsp.profilePhase'))} | ${say(message('lsp.profileCount'))} | ms |`,
    '| --- | ---: | ---: |',
    row(message('lsp.profileReadModules'), profile.work('read')),
    row(message('lsp.profileJudgeRoots'), profile.work('judge')),
    row(message('lsp.profileOther'), profile.work('other')),
    row(message('lsp.profileList'), profile.disk('list')),
    row(message('lsp.profileRead', { megabytes }), profile.disk('read')),
  ].join('\n');
}

function slowest(title: Message, costs: readonly Costs[], say: (what: Message) => string): readonly string[] {
  if (costs.length === 0) return [];
  const lines = costs.map(({ dir, count, milliseconds }) => `| ${dir} | ${count} | ${milliseconds.toFixed(1)} |`);
  const head = `| ${say(message('lsp.profileFolder'))} | ${say(message('lsp.profileCount'))} | ms |`;
  return [`## ${say(title)}`, [head, '| --- | ---: | ---: |', ...lines].join('\n')];
}

function slowestFiles(files: readonly FileCost[], say: (what: Message) => string): readonly string[] {
  if (files.length === 0) return [];
  const names = [message('lsp.profileFile'), message('lsp.profileCharacters')].map(say);
  const lines = files.map((file) => `| ${file.path} | ${file.characters} | ${file.milliseconds.toFixed(1)} |`);
  const table = [`| ${names.join(' | ')} | ms |`, '| --- | ---: | ---: |', ...lines].join('\n');
  return [`## ${say(message('lsp.profileSlowestFiles'))}`, table];
}

function leftOut(problems: readonly WorkspaceProblem[], say: (what: Message) => string): readonly string[] {
  if (problems.length === 0) return [];
  const lines = problems.slice(0, most).map((problem) => `- ${say(problem.message)}`);
  const more = problems.length - lines.length;
  if (more > 0) lines.push(`- ${say(message('lsp.profileMore', { count: more }))}`);
  return [`## ${say(message('lsp.profileLeftOut'))}`, lines.join('\n')];
}

function settingsText(
  { exclude, hidden, variableFiles, syntaxErrors }: Settings,
  say: (what: Message) => string,
): string {
  const row = (name: string, value: unknown, effect: Message): string =>
    `- \`${name}\`: \`${JSON.stringify(value)}\`. ${say(effect)}`;
  return [
    row('portcullis.exclude', exclude, message('lsp.profileExclude')),
    row('files.exclude', hidden, message('lsp.profileHidden')),
    row('portcullis.variableFiles', variableFiles, message('lsp.profileVariableFiles')),
    row('portcullis.syntaxErrors', syntaxErrors, message('lsp.profileSyntaxErrors')),
  ].join('\n');
}
