/** Matches the letters of MySQL's date patterns that Trino refuses. */
export const REFUSED_LETTERS = /[DUuVwX]/;

/** A part of a pattern: `letter` repeated `count` times, or the literal `text` when `letter` is empty. */
export type JavaPart = { readonly letter: string; readonly count: number; readonly text: string };

/** Splits a pattern of `format_datetime` into runs of one letter and the texts between them, which may be quoted. */
export function javaParts(format: string): JavaPart[] {
  const parts: JavaPart[] = [];
  for (const match of format.matchAll(/'((?:[^']|'')*)(?:'|$)|([A-Za-z])\2*|[^A-Za-z']+/g)) {
    const [whole, quoted, letter] = match;
    const text = whole === "''" ? "'" : (quoted?.replaceAll("''", "'") ?? whole);
    parts.push(letter ? { letter, count: whole.length, text: '' } : { letter: '', count: 0, text });
  }
  return parts;
}
