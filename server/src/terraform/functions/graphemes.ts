// What Terraform counts as one character: a grapheme cluster, such as a letter with its combining accents.
// Called by the functions on text and by `length`.

/** The characters of a text, as Unicode's extended grapheme clusters. */
export function graphemesOf(text: string): readonly string[] {
  // Only characters past Latin-1's printable range, and carriage returns, can be part of a longer cluster.
  if (/^[\n\x20-\x7e]*$/.test(text)) return text.split('');
  return Array.from(segmenter().segment(text), (part) => part.segment);
}

let shared: Intl.Segmenter | undefined;

function segmenter(): Intl.Segmenter {
  shared ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
  return shared;
}
