/**
 * Text as people compare it: no case, no accents, no punctuation, single spaces. `São Paulo!` and `sao paulo` are one.
 */
export function fold(text: string): string {
  return text
    .normalize('NFKD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

/** A folded word without its English plural: `countries` → `country`, `boxes` → `box`, `sales` stays recognisable as `sale`. */
export function singular(word: string): string {
  if (word.length < 4 || word.endsWith('ss') || word.endsWith('us') || word.endsWith('is')) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:[sxz]|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
}

/**
 * How many single-letter insertions, deletions, substitutions and swaps of neighbours turn one text into the other;
 * `limit + 1` as soon as it is certain to be more than `limit`.
 */
export function editDistance(left: string, right: string, limit: number): number {
  const far = limit + 1;
  if (Math.abs(left.length - right.length) > limit) return far;
  if (left === '' || right === '') return left.length + right.length;
  const width = right.length + 1;
  if (ROWS[0]!.length < width) ROWS = ROWS.map(() => new Uint16Array(2 * width));
  let [before, previous, current] = ROWS as [Uint16Array, Uint16Array, Uint16Array];
  for (let column = 0; column < width; column++) previous[column] = column;
  for (let row = 1; row <= left.length; row++) {
    // only the diagonals within the limit can still matter
    const first = Math.max(1, row - limit);
    const last = Math.min(right.length, row + limit);
    let smallest = far;
    current[first - 1] = first === 1 ? row : far;
    for (let column = first; column <= last; column++) {
      const isSame = left.charCodeAt(row - 1) === right.charCodeAt(column - 1);
      const above = column <= row - 1 + limit ? previous[column]! + 1 : far;
      let cost = Math.min(above, current[column - 1]! + 1, previous[column - 1]! + (isSame ? 0 : 1));
      const isSwap =
        row > 1 && column > 1 && left[row - 1] === right[column - 2] && left[row - 2] === right[column - 1];
      if (isSwap) cost = Math.min(cost, before[column - 2]! + 1);
      current[column] = cost;
      if (cost < smallest) smallest = cost;
    }
    if (smallest > limit) return far;
    [before, previous, current] = [previous, current, before];
  }
  return Math.min(previous[right.length]!, far);
}

/** Room for three rows of distances, used again and again. */
let ROWS: readonly Uint16Array[] = [0, 1, 2].map(() => new Uint16Array(64));
