// Much work at once, dealt out to threads beside the main one: which thread has what, what comes back, and what a change meanwhile
// has made worthless.
// It starts threads where there is enough for them to do, and none where the host offers none. It does no work itself.
// Kept by upkeep.ts.
import { folderOf } from '../terraform/path.ts';
import { Shares } from './shares.ts';
import type { Candidate } from './variableFiles.ts';
import type { KnownFolder, WorkerPremises, WorkerReply, WorkerRequest, WorkerTask } from './workerMessages.ts';

/** Threads as the host offers them. */
export interface WorkerHost {
  /** How many may work at once. */
  readonly count: number;
  /** Whether the thread that asks does a share of the work too, as where nobody else wants anything of it. */
  readonly asksAndHelps: boolean;
  /** Of folders to read, or roots to analyze: fewer are done before a thread has started. */
  readonly fewest: Readonly<Record<Kind, number>>;
  /** Never throws: a thread that cannot be started has ended. */
  readonly start: (listener: WorkerListener) => WorkerThread;
}

export interface WorkerListener {
  readonly replied: (reply: WorkerReply) => void;
  /** It does no more, whatever the reason; not told of a thread that was stopped. */
  readonly ended: (reason: string) => void;
}

export interface WorkerThread {
  readonly post: (request: WorkerRequest) => void;
  readonly stop: () => void;
}

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
/** One that is worked on, and one that waits, so that no thread does. */
const tasksEach = 2;

interface Member {
  readonly thread: WorkerThread;
  readonly tasks: Map<number, HandedOut>;
}

interface HandedOut {
  readonly kind: Kind;
  readonly names: readonly string[];
  /** Files and their folders that have changed since. */
  readonly changed: Set<string>;
}

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

export class Bulk {
  readonly #host: WorkerHost | undefined;
  readonly #on: BulkGround;
  #members: readonly Member[] = [];
  #plans: { readonly [kind in Kind]?: Shares } = {};
  readonly #underWay: Readonly<Record<Kind, Set<string>>> = { read: new Set(), judge: new Set() };
  /** On which a thread has ended: nobody is to try them but the main thread. */
  readonly #perilous = new Set<string>();
  readonly #arrived: (HandedOut & Returned)[] = [];
  /** Folders of which the threads do not know what is known; undefined where they know of none. */
  #untold: Set<string> | undefined;
  /** Whether the threads have been told what all rests on. */
  #isOpened = false;
  #isPaused = false;
  #nextId = 0;
  #endings: string[] = [];
  readonly #waiting: (() => void)[] = [];

  constructor(host: WorkerHost | undefined, ground: BulkGround) {
    this.#host = host;
    this.#on = ground;
  }

  /** Whether something has been handed out that is not back. */
  get isBusy(): boolean {
    return this.#arrived.length > 0 || this.#members.some(({ tasks }) => tasks.size > 0);
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

  /** So many folders will have to be read: threads start already where that is enough for them. */
  expect(folders: number): void {
    if (this.#isEnough('read', folders)) this.#start();
  }

  /**
   * Hands out as many as the threads can take. Returns those that went to threads, and the one that the caller is to do itself
   * now, if any: first what is kept from the threads.
   */
  share(kind: Kind, names: ReadonlySet<string>, kept: ReadonlySet<string>): Shared {
    if (names.size === 0) return { given: [], own: undefined };
    const underWay = this.#underWay[kind];
    const own = firstOf(kept, (name) => names.has(name) && !underWay.has(name));
    if (this.#isEnough(kind, names.size)) this.#start();
    if (!this.#isReady()) return { given: [], own: own ?? firstOf(names, () => true) };
    const isFree = (name: string): boolean =>
      names.has(name) && !underWay.has(name) && !this.#perilous.has(name) && !kept.has(name);
    const shares = this.#sharesOf(kind, names, isFree);
    const given = this.#members.flatMap((member, index) => this.#deal(kind, member, shares, index, isFree));
    const [mine] = own === undefined && this.#helps ? shares.take(this.#members.length, 1, isFree) : [];
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
    this.#untold?.add(dir);
    for (const { thread, tasks } of this.#members) {
      for (const { changed } of tasks.values()) changed.add(path).add(dir);
      thread.post({ kind: 'changed', path });
    }
    for (const { changed } of this.#arrived) changed.add(path).add(dir);
  }

  /** More is known of a folder now, or something else. */
  learned(dir: string): void {
    this.#untold?.add(dir);
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
    for (const { tasks } of this.#members) tasks.clear();
    this.#arrived.length = 0;
    this.#underWay.read.clear();
    this.#underWay.judge.clear();
    this.#plans = {};
    this.#untold = undefined;
    this.#isOpened = false;
    this.#on.returned(roots);
    this.#wake();
  }

  /** Ends the threads at once; what they were at is to be done anew. */
  stop(): void {
    const members = this.#members;
    this.#members = [];
    for (const { thread } of members) thread.stop();
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

  get #helps(): boolean {
    return this.#host?.asksAndHelps === true;
  }

  #isEnough(kind: Kind, count: number): boolean {
    return this.#host !== undefined && count >= this.#host.fewest[kind];
  }

  #start(): void {
    const host = this.#host;
    if (host === undefined || this.#isPaused || this.#members.length > 0 || this.#endings.length > 0) return;
    this.#members = Array.from({ length: host.count }, () => this.#newMember(host));
  }

  #newMember(host: WorkerHost): Member {
    const tasks = new Map<number, HandedOut>();
    const thread = host.start({
      replied: (reply) => this.#replied(tasks, reply),
      ended: (reason) => this.#ended(tasks, reason),
    });
    return { thread, tasks };
  }

  /** Whether the threads see the workspace as it is. */
  #isReady(): boolean {
    if (this.#members.length === 0) return false;
    if (this.#isOpened) return true;
    const premises = this.#on.premises();
    if (premises === undefined) {
      this.stop();
      return false;
    }
    this.#tell({ kind: 'open', premises });
    this.#isOpened = true;
    return true;
  }

  #sharesOf(kind: Kind, names: ReadonlySet<string>, isFree: (name: string) => boolean): Shares {
    const planned = this.#plans[kind];
    if (planned !== undefined && planned.left > 0) return planned;
    const shares = new Shares([...names].filter(isFree).sort(), this.#members.length + (this.#helps ? 1 : 0));
    this.#plans = { ...this.#plans, [kind]: shares };
    return shares;
  }

  /** Returns what the thread is given. */
  #deal(kind: Kind, { thread, tasks }: Member, shares: Shares, index: number, isFree: IsFree): readonly string[] {
    const given: string[] = [];
    while (tasks.size < tasksEach) {
      const fair = Math.ceil(shares.left / (4 * this.#members.length));
      const most = Math.min(mostInTask[kind], Math.max(fewestInTask[kind], fair));
      const names = shares.take(index, most, isFree);
      if (names.length === 0) break;
      for (const name of names) this.#underWay[kind].add(name);
      const task = this.#taskOf(kind, names);
      tasks.set(task.id, { kind, names, changed: new Set() });
      thread.post(task);
      given.push(...names);
    }
    return given;
  }

  #taskOf(kind: Kind, names: readonly string[]): WorkerTask {
    const id = this.#nextId++;
    if (kind === 'read')
      return { kind, id, folders: names.map((dir) => ({ dir, fileNames: this.#on.fileNames(dir) })) };
    this.#tellWhatIsKnown();
    const roots = names.map((dir) => ({ dir, candidates: this.#on.candidatesOf(dir) }));
    return { kind, id, roots, openFolders: this.#on.openFolders() };
  }

  #tellWhatIsKnown(): void {
    const untold = this.#untold ?? this.#on.knownFolders();
    this.#untold = new Set();
    const folders = [...untold].map((dir) => this.#on.known(dir));
    if (folders.length > 0) this.#tell({ kind: 'know', folders });
  }

  #tell(request: WorkerRequest): void {
    for (const { thread } of this.#members) thread.post(request);
  }

  #replied(tasks: Map<number, HandedOut>, reply: WorkerReply): void {
    const handedOut = tasks.get(reply.id);
    // Of a task that was given up nobody wants to know.
    if (handedOut === undefined) return;
    tasks.delete(reply.id);
    this.#arrived.push({ ...handedOut, reply });
    this.#wake();
  }

  /** What it was at is done by the main thread, which says what is wrong where that is too much for it too. */
  #ended(tasks: Map<number, HandedOut>, reason: string): void {
    if (!this.#members.some((member) => member.tasks === tasks)) return;
    this.#members = this.#members.filter((member) => member.tasks !== tasks);
    this.#plans = {};
    this.#endings = [...this.#endings, reason];
    for (const { kind, names } of tasks.values()) {
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

type IsFree = (name: string) => boolean;

function firstOf(names: ReadonlySet<string>, isWanted: IsFree): string | undefined {
  for (const name of names) if (isWanted(name)) return name;
  return undefined;
}
