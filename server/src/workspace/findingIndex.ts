// Findings by the root they came from and by the files they concern, so that one root can be replaced at a time.
import type { Finding } from '../checks/check.ts';
import { decidingPlaces } from '../checks/decidingPlaces.ts';

/** What was found, root by root, and which files it concerns. */
export class FindingIndex {
  readonly #byRoot = new Map<string, readonly Finding[]>();
  readonly #rootsByPath = new Map<string, Set<string>>();
  readonly #changedPaths = new Set<string>();

  /** Replaces what a root found; an empty list forgets the root. */
  set(root: string, findings: readonly Finding[]): void {
    for (const path of pathsOf(this.#byRoot.get(root) ?? [])) {
      this.#changedPaths.add(path);
      const roots = this.#rootsByPath.get(path);
      roots?.delete(root);
      if (roots?.size === 0) this.#rootsByPath.delete(path);
    }
    if (findings.length === 0) this.#byRoot.delete(root);
    else this.#byRoot.set(root, findings);
    for (const path of pathsOf(findings)) {
      this.#changedPaths.add(path);
      const roots = this.#rootsByPath.get(path) ?? new Set();
      roots.add(root);
      this.#rootsByPath.set(path, roots);
    }
  }

  /** Files concerned by a change since this was last asked, whether what they show differs or not. */
  takeChangedPaths(): readonly string[] {
    const changed = [...this.#changedPaths].sort();
    this.#changedPaths.clear();
    return changed;
  }

  findingsIn(path: string): readonly Finding[] {
    return this.#concerning(path).filter((finding) => finding.place.path === path);
  }

  findingsFrom(path: string): readonly Finding[] {
    return this.#concerning(path).filter((finding) => decidingPlaces(finding).some((place) => place.path === path));
  }

  all(): readonly Finding[] {
    return [...this.#byRoot.values()].flat();
  }

  #concerning(path: string): readonly Finding[] {
    return [...(this.#rootsByPath.get(path) ?? [])].flatMap((root) => this.#byRoot.get(root) ?? []);
  }
}

function pathsOf(findings: readonly Finding[]): ReadonlySet<string> {
  const paths = new Set<string>();
  for (const finding of findings) {
    paths.add(finding.place.path);
    for (const place of decidingPlaces(finding)) paths.add(place.path);
  }
  return paths;
}
