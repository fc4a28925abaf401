/** Letters that MySQL has and Trino refuses. */
export const REFUSED_LETTERS = /[DUuVwX]/;

export type JavaPart = { readonly letter: string; readonly count: number; readonly text: string };

/** Runs of one letter, and the text between them; quotes keep text as it is. */
export function javaParts(format: string): JavaPart[] {
  const parts: JavaPart[] = [];
  for (const match of format.matchAll(/'((?:[^']|'')*)(?:'|$)|([A-Za-z])\2*|[^A-Za-z']+/g)) {
    const [whole, quoted, letter] = match;
    if (letter) parts.push({ letter, count: whole.length, text: '' });
    else
      parts.push({
        letter: '',
        count: 0,
        text: quoted === undefined ? whole : quoted === '' && whole.length === 2 ? "'" : quoted.replaceAll("''", "'"),
      });
  }
  return parts;
}
