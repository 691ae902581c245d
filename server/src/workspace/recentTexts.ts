// Texts of closed files that somebody has looked at: a report or a list of diagnostics asks for the same few many times.
// Kept by sourceFiles.ts.

/** Of all texts together, in characters. */
const maximumLength = 500_000;

export class RecentTexts {
  /** By path, the oldest first. */
  readonly #texts = new Map<string, string>();
  #length = 0;

  get(path: string): string | undefined {
    return this.#texts.get(path);
  }

  add(path: string, text: string): void {
    this.delete(path);
    this.#texts.set(path, text);
    this.#length += text.length;
    for (const oldest of this.#texts.keys()) {
      if (this.#length <= maximumLength) return;
      this.delete(oldest);
    }
  }

  delete(path: string): void {
    this.#length -= this.#texts.get(path)?.length ?? 0;
    this.#texts.delete(path);
  }

  clear(): void {
    this.#texts.clear();
    this.#length = 0;
  }
}
