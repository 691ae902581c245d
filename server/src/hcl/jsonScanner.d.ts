// The scanner of jsonc-parser by itself: its package as a whole loads its parts by names that a bundle does not have.
declare module 'jsonc-parser/lib/umd/impl/scanner.js' {
  import type { JSONScanner } from 'jsonc-parser';
  /** Reads one token after the other, faults and all. */
  export function createScanner(text: string): JSONScanner;
}
