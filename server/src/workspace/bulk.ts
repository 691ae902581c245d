// Much work at once, dealt out to threads beside the main one: who has what, what comes back, and what a change meanwhile has made
// worthless. It starts threads where there is enough for them to do, and none where the host offers none. It does no work itself.
// Kept by upkeep.ts.
import { folderOf } from '../terraform/path.ts';
import { BulkMember, type HandedOut, type MemberListener } from './bulkMember.ts';
import { Pace } from './pace.ts';
import { Shares } from './shares.ts';
import type { Candidate } from './variableFiles.ts';
import type { WorkerHost } from './workerHost.ts';
import type { KnownFolder, WorkerPremises, WorkerReply, WorkerTask } from './workerMessages.ts';

/** What the tasks are made of. */
export interface BulkGround {
  /** Undefined where a worker could not see the workspace as it is. */
  readonly premises: () => WorkerPremises | undefined;
  /** Every folder that a worker has to know before it analyzes roots. */
  readonly knownFolders: () => readonly string[];
  readonly known: (dir: string) => KnownFolder;
  readonly fileNames: (dir: string) => readonly string[];
  readonly candidatesOf: (root: string) => readonly Candidate[];
  readonly openFolders: () => readonly string[];
  /** Roots that were handed out and will not come back. */
  readonly returned: (roots: readonly string[]) => void;
}

type Kind = WorkerTask['kind'];

/** In one task: enough to make messages cheap, few enough that all threads end at about the same time. */
const mostInTask: Readonly<Record<Kind, number>> = { read: 48, judge: 12 };
const fewestInTask: Readonly<Record<Kind, number>> = { read: 8, judge: 2 };

/** What has become of some names. */
export interface Shared {
  /** Handed out just now. */
  readonly given: readonly string[];
  readonly own: string | undefined;
}

/** A reply, and what has changed since its task was handed out. */
export interface Returned {
  readonly reply: WorkerReply;
  readonly changed: ReadonlySet<string>;
}

/** Whether a thread may be given a name. */
type IsFree = (name: string) => boolean;

export class Bulk {
  readonly #host: WorkerHost | undefined;
  readonly #on: BulkGround;
  #members: readonly BulkMember[] = [];
  #shares: { readonly [kind in Kind]?: Shares } = {};
  #paces: { readonly [kind in Kind]?: Pace } = {};
  readonly #underWay: Readonly<Record<Kind, Set<string>>> = { read: new Set(), judge: new Set() };
  /** On which a thread has ended: nobody is to try them but the main thread. */
  readonly #perilous = new Set<string>();
  readonly #arrived: (HandedOut & Returned)[] = [];
  #isPaused = false;
  #nextId = 0;
  #endings: readonly string[] = [];
  readonly #waiting: (() => void)[] = [];
  readonly #listener: MemberListener = {
    replied: (handedOut, reply) => {
      this.#arrived.push({ ...handedOut, reply });
      this.#wake();
    },
    ended: (member, reason) => this.#ended(member, reason),
  };

  constructor(host: WorkerHost | undefined, ground: BulkGround) {
    this.#host = host;
    this.#on = ground;
  }

  /** Whether something has been handed out that is not back. */
  get isBusy(): boolean {
    return this.#arrived.length > 0 || this.#members.some(({ tasks }) => tasks.length > 0);
  }

  /** How many roots are being analyzed. */
  get rootsUnderWay(): number {
    return this.#underWay.judge.size;
  }

  isUnderWay(root: string): boolean {
    return this.#underWay.judge.has(root);
  }

  /** Why threads have ended by themselves. */
  get endings(): readonly string[] {
    return this.#endings;
  }

  /** So many folders will have to be read: a thread starts already where that is enough for it. */
  expect(folders: number): void {
    if (this.#host !== undefined && folders >= this.#host.fewest.read) this.#start(this.#host, 1);
  }

  /**
   * Hands out as many as the threads can take. Returns those that went to threads, and the one that the caller is to do itself
   * now, if any: first what is kept from the threads.
   */
  share(kind: Kind, names: ReadonlySet<string>, kept: ReadonlySet<string>): Shared {
    const underWay = this.#underWay[kind];
    const own = firstOf(kept, (name) => names.has(name) && !underWay.has(name));
    this.#startIfWorth(kind, names);
    if (!this.#isReady()) return { given: [], own: own ?? firstOf(names, () => true) };
    const isFree = (name: string): boolean =>
      names.has(name) && !underWay.has(name) && !this.#perilous.has(name) && !kept.has(name);
    const shares = this.#sharesOf(kind, names, isFree);
    const given = this.#members.flatMap((member, index) => this.#deal(kind, member, shares, index, isFree));
    const helps = own === undefined && this.#host?.asksAndHelps === true;
    const [mine] = helps ? shares.take(this.#members.length, 1, isFree) : [];
    return { given, own: own ?? mine ?? firstOf(names, (name) => this.#perilous.has(name) && !underWay.has(name)) };
  }

  /** What has come back; undefined where nothing has. */
  take(): Returned | undefined {
    const arrived = this.#arrived.shift();
    if (arrived !== undefined) for (const name of arrived.names) this.#underWay[arrived.kind].delete(name);
    return arrived;
  }

  /** Resolves when something has come back, or never will. */
  news(): Promise<void> {
    return new Promise((resolve) => {
      if (this.#arrived.length > 0 || !this.isBusy) resolve();
      else this.#waiting.push(resolve);
    });
  }

  /** A file is another one now. */
  changed(path: string): void {
    const dir = folderOf(path);
    for (const member of this.#members) member.changed(path, dir);
    for (const { changed } of this.#arrived) changed.add(path).add(dir);
  }

  /** More is known of a folder now, or something else. */
  learned(dir: string): void {
    for (const member of this.#members) member.learned(dir);
  }

  /** All begins anew: what was handed out is worth nothing any more, and threads may be tried again. */
  begin(): void {
    this.abandon();
    this.#perilous.clear();
    this.#endings = [];
  }

  /** What was handed out is worth nothing any more, and whatever comes next rests on something else. */
  abandon(): void {
    const roots = [...this.#underWay.judge];
    for (const member of this.#members) member.forget();
    this.#arrived.length = 0;
    this.#underWay.read.clear();
    this.#underWay.judge.clear();
    this.#shares = {};
    this.#paces = {};
    this.#on.returned(roots);
    this.#wake();
  }

  /** Ends the threads at once; what they were at is to be done anew. */
  stop(): void {
    for (const member of this.#members) member.stop();
    this.#members = [];
    this.abandon();
  }

  /** From now on no thread does anything, until `resume`. */
  pause(): void {
    this.#isPaused = true;
    this.stop();
  }

  resume(): void {
    this.#isPaused = false;
  }

  /** One thread where there is much to do, and one more whenever the rest still takes long. */
  #startIfWorth(kind: Kind, names: ReadonlySet<string>): void {
    const host = this.#host;
    if (host === undefined || this.#members.length === host.count) return;
    if (names.size >= host.fewest[kind]) this.#start(host, 1);
    // Of the folders to read those that are under way are among the names, of the roots they are not.
    const left = kind === 'read' ? names.size : names.size + this.#underWay.judge.size;
    const known = this.#paces[kind];
    const pace = known !== undefined && known.count >= left ? known : this.#setPace(kind, left);
    if (pace.remainingMs(left) <= host.worthMs) return;
    this.#start(host, this.#members.length + 1);
    this.#setPace(kind, left);
  }

  #setPace(kind: Kind, left: number): Pace {
    const pace = new Pace(left);
    this.#paces = { ...this.#paces, [kind]: pace };
    return pace;
  }

  /** Up to so many. */
  #start(host: WorkerHost, count: number): void {
    if (this.#isPaused || this.#endings.length > 0 || this.#members.length >= Math.min(count, host.count)) return;
    this.#members = [...this.#members, new BulkMember(host, this.#listener)];
    this.#shares = {};
  }

  /** Whether there are threads, which see the workspace as it is. */
  #isReady(): boolean {
    const strangers = this.#members.filter(({ isOpened }) => !isOpened);
    if (strangers.length === 0) return this.#members.length > 0;
    const premises = this.#on.premises();
    if (premises === undefined) this.stop();
    else for (const member of strangers) member.open(premises);
    return premises !== undefined;
  }

  #sharesOf(kind: Kind, names: ReadonlySet<string>, isFree: IsFree): Shares {
    const known = this.#shares[kind];
    if (known !== undefined && known.left > 0) return known;
    const helpers = this.#host?.asksAndHelps === true ? 1 : 0;
    const shares = new Shares([...names].filter(isFree).sort(), this.#members.length + helpers);
    this.#shares = { ...this.#shares, [kind]: shares };
    return shares;
  }

  /** Returns what the thread is given. */
  #deal(kind: Kind, member: BulkMember, shares: Shares, index: number, isFree: IsFree): readonly string[] {
    const given: string[] = [];
    while (member.isFree) {
      const fair = Math.ceil(shares.left / (4 * this.#members.length));
      const most = Math.min(mostInTask[kind], Math.max(fewestInTask[kind], fair));
      const names = shares.take(index, most, isFree);
      if (names.length === 0) break;
      for (const name of names) this.#underWay[kind].add(name);
      if (kind === 'judge') member.inform(this.#on.knownFolders, this.#on.known);
      member.give(this.#taskOf(kind, names), names);
      given.push(...names);
    }
    return given;
  }

  #taskOf(kind: Kind, names: readonly string[]): WorkerTask {
    const id = this.#nextId++;
    if (kind === 'read')
      return { kind, id, folders: names.map((dir) => ({ dir, fileNames: this.#on.fileNames(dir) })) };
    const roots = names.map((dir) => ({ dir, candidates: this.#on.candidatesOf(dir) }));
    return { kind, id, roots, openFolders: this.#on.openFolders() };
  }

  /** What it was at is done by the main thread, which says what is wrong where that is too much for it too. */
  #ended(member: BulkMember, reason: string): void {
    if (!this.#members.includes(member)) return;
    this.#members = this.#members.filter((each) => each !== member);
    this.#shares = {};
    this.#endings = [...this.#endings, reason];
    for (const { kind, names } of member.tasks) {
      for (const name of names) {
        this.#underWay[kind].delete(name);
        this.#perilous.add(name);
      }
      if (kind === 'judge') this.#on.returned(names);
    }
    this.#wake();
  }

  #wake(): void {
    for (const resolve of this.#waiting.splice(0)) resolve();
  }
}

function firstOf(names: ReadonlySet<string>, isWanted: IsFree): string | undefined {
  for (const name of names) if (isWanted(name)) return name;
  return undefined;
}
