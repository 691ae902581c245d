// Where the time of the work goes: steps by folder, and what the disk is asked. It costs two looks at the clock a step.
// Filled by session.ts and server.ts, told by profileReport.ts.
import type { FileSystem } from '../workspace/fileSystem.ts';
import type { Step, Work } from '../workspace/progress.ts';

/** How often something was done, and how long it took altogether. */
export interface Sum {
  readonly count: number;
  readonly milliseconds: number;
}

/** A folder and how long its steps took. */
export interface Costs extends Sum {
  readonly dir: string;
}

/** A file and how long reading it took. */
export interface FileCost {
  readonly path: string;
  readonly characters: number;
  readonly milliseconds: number;
}

/** How many files are remembered: there may be very many. */
const mostFiles = 10;

/** What is asked of the disk. */
type Question = 'list' | 'read';

/** Remembers since the last scan began. */
export class Profile {
  #work = new Map<Work | 'other', Sum>();
  #disk = new Map<Question, Sum>();
  #characters = 0;
  #folders = new Map<Work, Map<string, Sum>>();
  #files: readonly FileCost[] = [];

  /** A scan begins: what was before is of no interest any more. */
  clear(): void {
    this.#work = new Map();
    this.#disk = new Map();
    this.#characters = 0;
    this.#folders = new Map();
    this.#files = [];
  }

  /** A step of the work is done. */
  note(step: Step | undefined, milliseconds: number): void {
    switch (step?.kind) {
      case 'read':
      case 'judge':
        this.#note(step.kind, step.dir, milliseconds);
        return;
      case 'returned':
        for (const folder of step.folders) this.#note(step.what, folder.dir, folder.milliseconds);
        add(this.#work, 'other', milliseconds);
        return;
      case 'wait':
      case undefined:
        add(this.#work, 'other', milliseconds);
    }
  }

  #note(kind: Work, dir: string, milliseconds: number): void {
    add(this.#work, kind, milliseconds);
    const folders = this.#folders.get(kind) ?? new Map<string, Sum>();
    this.#folders.set(kind, folders);
    add(folders, dir, milliseconds);
  }

  /** The same disk, with every question counted and timed. */
  watch(fileSystem: FileSystem): FileSystem {
    const timed = <Answer>(question: Question, ask: () => Answer): readonly [Answer, number] => {
      const startMs = performance.now();
      const answer = ask();
      const milliseconds = performance.now() - startMs;
      add(this.#disk, question, milliseconds);
      return [answer, milliseconds];
    };
    return {
      ...fileSystem,
      list: (dir) => timed('list', () => fileSystem.list(dir))[0],
      read: (path) => {
        const [answer, milliseconds] = timed('read', () => fileSystem.read(path));
        if (answer.kind === 'text') this.#noteFile({ path, characters: answer.text.length, milliseconds });
        return answer;
      },
    };
  }

  #noteFile(cost: FileCost): void {
    this.#characters += cost.characters;
    const fastest = this.#files[mostFiles - 1];
    if (fastest !== undefined && fastest.milliseconds >= cost.milliseconds) return;
    this.#files = [...this.#files, cost].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, mostFiles);
  }

  work(kind: Work | 'other'): Sum {
    return this.#work.get(kind) ?? nothing;
  }

  disk(question: Question): Sum {
    return this.#disk.get(question) ?? nothing;
  }

  /** Of all files that were read, in UTF-16 units. */
  get characters(): number {
    return this.#characters;
  }

  /** The files that took longest to read, worst first, at most a few. */
  get slowestFiles(): readonly FileCost[] {
    return this.#files;
  }

  /** The folders that took longest, worst first. */
  slowest(kind: Work, most: number): readonly Costs[] {
    const folders = [...(this.#folders.get(kind) ?? [])].map(([dir, sum]) => ({ dir, ...sum }));
    return folders.toSorted((a, b) => b.milliseconds - a.milliseconds).slice(0, most);
  }
}

const nothing: Sum = { count: 0, milliseconds: 0 };

function add<Key>(sums: Map<Key, Sum>, key: Key, milliseconds: number): void {
  const before = sums.get(key) ?? nothing;
  sums.set(key, { count: before.count + 1, milliseconds: before.milliseconds + milliseconds });
}
