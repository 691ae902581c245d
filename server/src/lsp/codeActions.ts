// Code actions: quick fixes and rewrites for what stands at a range, and a fix for all that a file holds. Edits are computed when an
// action is chosen, on the text as it is then: recomputed where the document has changed, refused where that cannot be.
// Made by session.ts.
import {
  CodeActionKind,
  LSPErrorCodes,
  ResponseError,
  type CodeAction,
  type CodeActionParams,
  type Diagnostic,
} from 'vscode-languageserver/node';
import { codeOf } from '../checks/controls.ts';
import type { FindingFacts } from '../checks/findingFacts.ts';
import { decidingPlaces } from '../checks/decidingPlaces.ts';
import { fixAll } from '../proof/fixAll.ts';
import type { Referee } from '../hcl/hcl2json.ts';
import { message, render, type Language, type Message } from '../messages.ts';
import { lineIndexOf, overlaps, type Place } from '../text.ts';
import type { Workspace } from '../workspace/workspace.ts';
import { dataOf, findingMeant, readData, type CodeActionData } from './codeActionData.ts';
import { pathOf, rangeOf, spanOf } from './convert.ts';
import { Offers, type Offer } from './offers.ts';
import { canEdit, rangeAfter, workspaceEditOf, type EditContext } from './workspaceEdit.ts';

/** How long the proofs for a menu may take, in milliseconds: nobody waits for a menu. They go on behind it. */
const menuTimeMs = 10;

/** The kind under which everything in a file is fixed. */
export const fixAllKind = `${CodeActionKind.SourceFixAll}.portcullis`;

/** The client's command that asks the user, and then the network, for the user's own address. What it is given goes back to the server. */
export const askAddressCommand = 'portcullis.useOwnAddress';

/** The command that shows a place: a URI and a range. */
export const showPlaceCommand = 'portcullis.showPlace';

export interface CodeActionsContext extends EditContext {
  readonly language: Language;
  readonly referee: Referee;
  readonly workspace: Workspace;
  /** Waits until the findings that concern a path are those of its current text; false where that takes too long. */
  readonly caughtUp: (path: string) => Promise<boolean>;
  readonly isShown: (finding: FindingFacts) => boolean;
  /** Whether the editor knows the command that asks for the user's own address. */
  readonly asksOwnAddress: boolean;
  /** The day that ignore comments are held against. */
  readonly today: () => string;
  readonly log: (what: Message) => void;
  /** Tells the user why nothing happens. */
  readonly warn: (what: Message) => void;
}

/** Answers an editor's requests for code actions. */
export class CodeActions {
  readonly #context: CodeActionsContext;
  readonly #offers: Offers;
  /** How often something has changed: an answer computed over several turns is good for one of them. */
  #changes = 0;

  constructor(context: CodeActionsContext) {
    this.#context = context;
    this.#offers = new Offers(context.referee, context.log);
  }

  /** Something has changed: what was proven no longer holds. */
  forget(): void {
    this.#changes++;
    this.#offers.forget();
  }

  /** The menu at a range. */
  async at({ textDocument: { uri }, range, context: asked }: CodeActionParams): Promise<CodeAction[]> {
    const { workspace, caughtUp } = this.#context;
    const path = pathOf(uri);
    if (path === undefined || !(await caughtUp(path))) return [];
    const changes = this.#changes;
    const version = this.#context.versionOf(path);
    const wanted = (kind: string): boolean => asked.only?.some((only) => `${kind}.`.startsWith(`${only}.`)) ?? true;
    const actions: CodeAction[] = [];
    if (wanted(CodeActionKind.QuickFix) || wanted(CodeActionKind.RefactorRewrite)) {
      const { today } = this.#context;
      const found = this.findingsAt(path, range);
      const offers = await this.#offers.of(found, workspace.trial(new Map()), menuTimeMs, today());
      for (const offer of offers.filter(({ fix }) => wanted(fix.kind))) {
        const action = await this.#actionOf(offer, { uri, path, version }, asked.diagnostics);
        if (action !== undefined) actions.push(action);
      }
    }
    // Never among the quick fixes: an editor asks for it by name, or for source actions as a whole.
    if (asked.only !== undefined && wanted(fixAllKind)) actions.push(...(await this.#fixAllAction(uri, path)));
    return changes === this.#changes ? actions : [];
  }

  /** An action that was chosen, with its edit. It is refused, with a word to the user, where it no longer applies. */
  async resolve(action: CodeAction): Promise<CodeAction> {
    const data = readData(action.data);
    const path = data === undefined ? undefined : pathOf(data.uri);
    if (data === undefined || path === undefined || action.edit !== undefined) return action;
    if (!(await this.#context.caughtUp(path))) return this.#refused(message('lsp.fixOutdated'));
    const changes = this.#changes;
    const change = 'all' in data ? await this.#editOfAll(path) : await this.#changeFor(data, path);
    if ('id' in change) return this.#refused(change);
    return changes === this.#changes ? { ...action, ...change } : this.#refused(message('lsp.fixOutdated'));
  }

  /** Shown findings that a range touches, by their own place or by the text that decides them. */
  findingsAt(path: string, range: CodeActionParams['range']): readonly FindingFacts[] {
    const { workspace, isShown, textOf } = this.#context;
    const text = textOf(path);
    if (text === undefined) return [];
    const span = spanOf(lineIndexOf(text), range, text.length);
    const touches = (place: Place): boolean => place.path === path && overlaps(place.span, span);
    const here = workspace.findingsIn(path).filter((finding) => touches(finding.place));
    const from = workspace.findingsFrom(path).filter((finding) => decidingPlaces(finding).some(touches));
    return [...new Set([...here, ...from])].filter(isShown);
  }

  async #actionOf(
    offer: Offer,
    { uri, path, version }: { readonly uri: string; readonly path: string; readonly version: number | null },
    diagnostics: readonly Diagnostic[],
  ): Promise<CodeAction | undefined> {
    const { abilities, language } = this.#context;
    const { finding, fix } = offer;
    // What an editor cannot carry out is no action.
    if (fix.command !== undefined && !this.#context.asksOwnAddress) return undefined;
    if (fix.outcome === 'shows' && !abilities.showDocument) return undefined;
    if (!canEdit(fix.edits, this.#context)) return undefined;
    const warning = fix.warning === undefined || abilities.annotations ? '' : ` (${render(fix.warning, language)})`;
    const action: CodeAction = {
      title: render(fix.title, language) + warning,
      kind: fix.kind === 'quickfix' ? CodeActionKind.QuickFix : CodeActionKind.RefactorRewrite,
      diagnostics: diagnostics.filter((diagnostic) => diagnostic.code === codeOf(finding)),
      isPreferred: fix.preferred,
    };
    const data = dataOf(offer, uri, version);
    // The client asks the user, then the network, and hands back what it was given here.
    if (fix.command !== undefined)
      return { ...action, command: { title: action.title, command: askAddressCommand, arguments: [data] } };
    if (fix.outcome === 'shows') return { ...action, ...this.#changeOf(offer, path) };
    if (abilities.resolveEdits) return { ...action, data };
    // An editor that asks no second time is given the edit at once, and only once all of it is proven.
    const change = await this.#changeFor(data, path);
    return 'id' in change ? undefined : { ...action, ...change };
  }

  /** Wholly proven; why not where it cannot be had. */
  async #changeFor(data: CodeActionData, path: string): Promise<Change | Message> {
    const { workspace, isShown, versionOf, today } = this.#context;
    const findings = [...workspace.findingsIn(path), ...workspace.findingsFrom(path)].filter(isShown);
    const finding = findingMeant(data, findings, versionOf(path));
    if (finding === undefined) return message('lsp.fixOutdated');
    const offer = await this.#offers.proven(finding, data.fix, data.title, workspace.trial(new Map()), today());
    return 'id' in offer ? offer : this.#changeOf(offer, path);
  }

  /** The edit of a fix, and the command that goes to where it leaves the user something to write. */
  #changeOf({ fix }: Offer, path: string): Change {
    const { abilities, language, textOf, uriOf } = this.#context;
    const { edits, cursor, warning } = fix;
    const remark = warning && {
      label: render(fix.title, language),
      description: render(warning, language),
      confirm: true,
    };
    const selection = cursor?.path === path ? cursor : undefined;
    const { edit, selects } = workspaceEditOf({ edits, remark, selection }, this.#context);
    const shows = cursor !== undefined && !selects && abilities.showDocument;
    const title = render(fix.title, language);
    if (!shows) return { edit };
    const range =
      edits.size === 0
        ? rangeOf(lineIndexOf(textOf(cursor.path) ?? ''), cursor.span)
        : rangeAfter(cursor, edits, this.#context);
    const command = { title, command: showPlaceCommand, arguments: [uriOf(cursor.path), range] };
    return edits.size === 0 ? { command } : { edit, command };
  }

  async #fixAllAction(uri: string, path: string): Promise<readonly CodeAction[]> {
    const { workspace, isShown, language, abilities } = this.#context;
    if (!workspace.findingsIn(path).some(isShown)) return [];
    const action: CodeAction = { title: render(message('lsp.fixAllInFile'), language), kind: fixAllKind };
    if (abilities.resolveEdits) return [{ ...action, data: { uri, all: true } }];
    const change = await this.#editOfAll(path);
    return change.edit === undefined ? [] : [{ ...action, ...change }];
  }

  async #editOfAll(path: string): Promise<Change> {
    const { workspace, referee, log, isShown } = this.#context;
    const isWanted = (finding: FindingFacts): boolean => finding.place.path === path && isShown(finding);
    const { edits, left } = await fixAll(workspace.trial(new Map()), { isWanted, referee, pause: letOthersRun });
    for (const { finding, reason } of left) log(message('lsp.findingLeft', { address: finding.rule.address, reason }));
    if (edits.size === 0 || !canEdit(edits, this.#context)) return {};
    return { edit: workspaceEditOf({ edits, remark: undefined, selection: undefined }, this.#context).edit };
  }

  #refused(why: Message): never {
    this.#context.warn(why);
    throw new ResponseError(LSPErrorCodes.ContentModified, render(why, this.#context.language));
  }
}

/** What an action does. */
type Change = Pick<CodeAction, 'edit' | 'command'>;

/** Lets messages through between two rounds of work. */
export function letOthersRun(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
