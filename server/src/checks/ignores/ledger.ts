// What came of our own ignore comments in one analysis: at which rules they stand, and what they silenced.
// It judges nothing; remarks.ts makes sentences of it.
// Made by ../../analyze.ts, written by hearing.ts.
import type { IngressRule } from '../../aws/ingressRule.ts';
import type { Block, SourceFile } from '../../hcl/nodes.ts';
import { resourceInstances } from '../../terraform/expand.ts';
import type { Module } from '../../terraform/module.ts';
import type { ModuleInstance } from '../../terraform/scope.ts';
import { contains, lineAndColumnAt } from '../../text.ts';
import type { CheckSettings } from '../settings.ts';
import type { IgnoreComment } from '../suppress.ts';
import { commentsFor } from '../suppress.ts';
import { allIgnoresIn, type FileIgnores } from './fileIgnores.ts';

/** One comment in the analysis of one root, or in several when merged. */
export interface IgnoreOutcome {
  readonly comment: IgnoreComment;
  /**
   * `rule`: at least one ingress rule stands there. `unseen`: none does, but there may be one in another run, in a block that
   * makes none now. `nothing`: no rule can stand there.
   */
  readonly stands: 'rule' | 'unseen' | 'nothing';
  /** Of its ids those that silence something, or would if it counted; of a comment without ids, `everything`. */
  readonly silenced: readonly string[];
  readonly settings: CheckSettings;
}

/** The ignore comments of a file of a module instance, or of one that calls it. */
export type FileOf = (instance: ModuleInstance, path: string) => FileIgnores | undefined;

export interface IgnoreLedger {
  /** A rule was read: the comments at it are noted, whether or not it is open. */
  readonly met: (rule: IngressRule, file: FileOf) => void;
  readonly silenced: (comment: IgnoreComment, ids: readonly string[]) => void;
  /** The outcomes of all comments of the modules' files. */
  readonly outcomes: (
    instances: readonly ModuleInstance[],
    file: FileOf,
    settings: (instance: ModuleInstance, path: string) => CheckSettings,
  ) => readonly IgnoreOutcome[];
}

/** Stands for all ids in `silenced`. */
export const everything = 'everything';

/** An empty ledger. */
export function newLedger(): IgnoreLedger {
  const met = new Set<string>();
  const silenced = new Map<string, Set<string>>();
  return {
    met: (rule, file) => {
      if (!standsAtComment(rule)) return;
      const known = file(rule.resource.scope.instance, rule.place.path);
      if (known === undefined) return;
      for (const comment of commentsFor(rule, rule.place, known)) met.add(keyOf(comment));
    },
    silenced: (comment, ids) => {
      const key = keyOf(comment);
      met.add(key);
      const all = silenced.get(key) ?? new Set();
      for (const id of ids) all.add(id);
      silenced.set(key, all);
    },
    outcomes: (instances, file, settings) => {
      const outcomes = instances.flatMap((instance) =>
        commentedFiles(instance.module).flatMap(({ path }) => {
          const known = file(instance, path);
          return (known?.comments ?? []).map((comment): IgnoreOutcome => {
            const key = keyOf(comment);
            const stands = met.has(key) ? 'rule' : known === undefined ? 'nothing' : standing(instance, known, comment);
            return { comment, stands, silenced: [...(silenced.get(key) ?? [])], settings: settings(instance, path) };
          });
        }),
      );
      return mergeOutcomes(outcomes);
    },
  };
}

/** Whether a rule may stand at one of our own ignore comments, whatever the settings make of it. */
export function standsAtComment(rule: IngressRule): boolean {
  const { path } = rule.place;
  const { module } = rule.resource.scope.instance;
  const file = commentedFiles(module).find((candidate) => candidate.path === path);
  if (file !== undefined) return commentsFor(rule, rule.place, allIgnoresIn(file)).length > 0;
  return !module.files.some((candidate) => candidate.path === path);
}

/** The files of a module that hold ignore comments of ours. */
function commentedFiles({ files }: Module): readonly SourceFile[] {
  let found = commented.get(files);
  if (found === undefined) {
    found = files.filter((file) => allIgnoresIn(file).comments.length > 0);
    commented.set(files, found);
  }
  return found;
}

/** By the files of a module, which are one list for as long as the module is known. */
const commented = new WeakMap<readonly SourceFile[], readonly SourceFile[]>();

/** One outcome for each comment: what silences something anywhere is of use. */
export function mergeOutcomes(outcomes: readonly IgnoreOutcome[]): readonly IgnoreOutcome[] {
  const merged = new Map<string, IgnoreOutcome>();
  for (const outcome of outcomes) {
    const key = keyOf(outcome.comment);
    const known = merged.get(key);
    if (known === undefined) merged.set(key, outcome);
    else {
      const stands = order.find((each) => each === known.stands || each === outcome.stands) ?? outcome.stands;
      merged.set(key, { ...known, stands, silenced: [...new Set([...known.silenced, ...outcome.silenced])] });
    }
  }
  return [...merged.values()];
}

const order: readonly IgnoreOutcome['stands'][] = ['rule', 'unseen', 'nothing'];

function keyOf({ place: { path, span } }: IgnoreComment): string {
  return `${path} ${span.start}`;
}

/** Where no rule was met: a module call, a dynamic block or a resource without instances may make one in another run. */
function standing(instance: ModuleInstance, file: FileIgnores, comment: IgnoreComment): IgnoreOutcome['stands'] {
  const around = [...blocksAround(file, comment)];
  const maker = around.some(({ type }) => type === 'dynamic' || type === 'module');
  const resource = instance.module.resources.find(({ block }) =>
    around.some((each) => each.span.start === block.span.start && block.path === file.file.path),
  );
  const isMade = resource !== undefined && resourceInstances(instance, resource).length > 0;
  return maker || (resource !== undefined && !isMade) ? 'unseen' : 'nothing';
}

/** The blocks that hold a comment or begin on a line that it speaks for, at any depth. */
function* blocksAround({ file, lines }: FileIgnores, comment: IgnoreComment): Generator<Block> {
  const pending = [...file.body.blocks];
  for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
    const begins = comment.lines.includes(lineAndColumnAt(lines, block.span.start).line);
    const holds = contains(block.span, comment.place.span);
    if (begins || holds) yield block;
    if (holds) pending.push(...block.body.blocks);
  }
}
