// What a user asks for at a finding: the hover, the menu of code actions, and the edits of the chosen one.
import { Command, type CodeAction } from 'vscode-languageserver/node';
import { Editor } from '../editor.ts';
import { keystrokes } from '../keystrokes.ts';
import { probesIn } from '../probe.ts';
import { milliseconds, type Measurement } from '../row.ts';
import { median, percentile } from '../statistics.ts';

/** In each run; the first question of each kind warms up and does not count. */
const questions = 16;

export const answers: Measurement = {
  name: 'answers',
  rows: [
    { what: 'hover at a finding, p95', target: '≤ 20 ms' },
    { what: 'code-action menu at a finding, p95', target: '≤ 20 ms' },
    { what: 'resolving the preferred code action, median', target: '≤ 150 ms' },
  ],
  measure: async ({ folder, runs }) => {
    const { small } = probesIn(folder);
    const times: Times = { hover: [], menu: [], resolve: [] };
    for (let index = 0; index < runs; index++) {
      const editor = await Editor.start(folder, { document: small });
      try {
        await editor.scanned();
        await ask(editor, small, times);
      } finally {
        await editor.stop();
      }
    }
    const [hover, menu] = [percentile(times.hover, 95), percentile(times.menu, 95)];
    // A server whose menu carries the edits has nothing to resolve.
    const resolve = times.resolve.length === 0 ? undefined : median(times.resolve);
    return [
      { text: milliseconds(hover), isMet: hover <= 20 },
      { text: milliseconds(menu), isMet: menu <= 20 },
      resolve === undefined
        ? { text: 'the menu carries the edits', isMet: true }
        : { text: milliseconds(resolve), isMet: resolve <= 150 },
    ];
  },
};

interface Times {
  readonly hover: number[];
  readonly menu: number[];
  readonly resolve: number[];
}

/** Asks after each of a few keystrokes, so that no answer is an old one. */
async function ask(
  editor: Editor,
  probe: Parameters<typeof keystrokes>[1],
  { hover, menu, resolve }: Times,
): Promise<void> {
  const time = async <Answer>(question: () => Promise<Answer>, into: number[], counts: boolean): Promise<Answer> => {
    const startMs = performance.now();
    const answer = await question();
    if (counts) into.push(performance.now() - startMs);
    return answer;
  };
  for (let index = 0; index < questions; index++) {
    await keystrokes(editor, probe, 4);
    const hovered = await time(() => editor.hover(probe.path, probe.at), hover, index > 0);
    if (hovered === null) throw new Error('There is no hover at the finding.');
    const actions = (await time(() => editor.menu(probe.path, probe.at), menu, index > 0)) ?? [];
    const preferred = actions.filter(isCodeAction).find((action) => action.isPreferred === true);
    if (preferred === undefined) throw new Error('No code action at the finding is preferred.');
    if (preferred.edit !== undefined) continue;
    const resolved = await time(() => editor.resolve(preferred), resolve, index > 0);
    if (resolved.edit === undefined) throw new Error('The preferred code action has no edit when it is resolved.');
  }
}

/** `CodeAction.is` is no answer: it refuses actions whose edits are yet to be resolved. */
function isCodeAction(action: CodeAction | Command): action is CodeAction {
  return !Command.is(action);
}
