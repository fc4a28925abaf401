import { normalizeText } from './normalize.ts';

/** A list prepared for looking up near misses: normalized texts and, for each, its length, its first two letters and which letters it holds. */
type Prepared = {
  readonly normalized: readonly string[];
  readonly lengths: Uint32Array;
  /** The codes of the first two letters: the first one times 65,536, plus the second one. */
  readonly heads: Uint32Array;
  readonly letters: Uint32Array;
  /** The positions of the texts by their first letter, and by their second one. */
  readonly byFirst: ReadonlyMap<number, readonly number[]>;
  readonly bySecond: ReadonlyMap<number, readonly number[]>;
};

/** Nobody mistypes a word longer than this. */
const LONGEST = 200;

const PREPARED = new WeakMap<readonly string[], Prepared>();

/**
 * Returns the texts of the lists that are most like a text, best first. Of equally similar texts, one that continues
 * the text comes first, then the one that `use` counts highest. A list is indexed once for as long as it stays the
 * same array; 100,000 texts are then searched in milliseconds. `beginsAlike` leaves out texts that do not begin with one
 * of the first two letters, nor have the first one as their second.
 */
export function nearest(
  text: string,
  lists: readonly (readonly string[])[],
  {
    most = 3,
    use = () => 0,
    beginsAlike = false,
  }: { most?: number; use?: (text: string) => number; beginsAlike?: boolean } = {},
): readonly string[] {
  const wanted = normalizeText(text);
  if (wanted.length > LONGEST) return [];
  const limit = Math.min(3, Math.max(1, Math.floor(wanted.length / 3)));
  const wantedLetters = lettersOf(wanted);
  const pieces = piecesOf(wanted, limit);
  const head = headOf(wanted);
  const found: Found[] = [];
  let bound = limit;
  for (const list of lists) {
    const prepared = prepare(list);
    const { normalized, lengths, letters } = prepared;
    for (const index of beginsAlike ? positionsAlike(prepared, head) : normalized.keys()) {
      if (Math.abs(lengths[index]! - wanted.length) > bound) continue;
      if (countBits(letters[index]! ^ wantedLetters) > 2 * bound) continue;
      if (pieces.length > 0 && !pieces.some((piece) => normalized[index]!.includes(piece))) continue;
      const distance = editDistance(wanted, normalized[index]!, bound);
      if (distance > bound || found.some((other) => other.text === list[index])) continue;
      const goesOn = wanted !== '' && normalized[index]!.startsWith(wanted);
      found.push({ text: list[index]!, distance, goesOn, use: use(list[index]!), list, index });
      if (found.length < most) continue;
      found.sort(byLikeness);
      found.length = most;
      bound = Math.min(bound, found.at(-1)!.distance);
    }
  }
  return found.sort(byLikeness).map((match) => match.text);
}

type Found = {
  readonly text: string;
  readonly distance: number;
  readonly goesOn: boolean;
  readonly use: number;
  readonly list: readonly string[];
  readonly index: number;
};

function byLikeness(left: Found, right: Found): number {
  return (
    left.distance - right.distance ||
    Number(right.goesOn) - Number(left.goesOn) ||
    right.use - left.use ||
    (left.list === right.list ? left.index - right.index : 0)
  );
}

/** So many texts are prepared in a few milliseconds. */
const STEP = 2000;

/** Prepares a list for `nearest` in steps of a few milliseconds each, so that the first near miss in it is found as quickly as any. */
export function* prepareNearest(list: readonly string[]): Generator<undefined, void> {
  if (PREPARED.has(list)) return;
  const normalized: string[] = [];
  const lengths = new Uint32Array(list.length);
  const heads = new Uint32Array(list.length);
  const letters = new Uint32Array(list.length);
  const byFirst = new Map<number, number[]>();
  const bySecond = new Map<number, number[]>();
  for (const [position, text] of list.entries()) {
    if (position % STEP === STEP - 1) yield;
    const plain = normalizeText(text);
    normalized.push(plain);
    lengths[position] = plain.length;
    heads[position] = headOf(plain);
    letters[position] = lettersOf(plain);
    addTo(byFirst, heads[position]! >>> 16, position);
    addTo(bySecond, heads[position]! & 65_535, position);
  }
  PREPARED.set(list, { normalized, lengths, heads, letters, byFirst, bySecond });
}

function prepare(list: readonly string[]): Prepared {
  for (const step = prepareNearest(list); !step.next().done; );
  return PREPARED.get(list)!;
}

/**
 * Parts of a text of which at least one stands unchanged in every text within that many edits: one more than the edits,
 * with a letter between two of them, so that no swap of neighbours changes two. None when they would be too short to tell.
 */
function piecesOf(text: string, edits: number): readonly string[] {
  const size = Math.floor((text.length - edits) / (edits + 1));
  if (size < 2) return [];
  return Array.from({ length: edits + 1 }, (_, index) => text.slice(index * (size + 1), index * (size + 1) + size));
}

function headOf(text: string): number {
  return ((text.charCodeAt(0) || 0) * 65_536 + (text.charCodeAt(1) || 0)) >>> 0;
}

function addTo(positions: Map<number, number[]>, letter: number, position: number): void {
  const known = positions.get(letter);
  if (known) known.push(position);
  else positions.set(letter, [position]);
}

/** The positions of the texts that begin with one of the first two letters of another one, or have its first one as their second. */
function* positionsAlike({ heads, byFirst, bySecond }: Prepared, head: number): Generator<number, void> {
  const [first, second] = [head >>> 16, head & 65_535];
  yield* byFirst.get(first) ?? [];
  if (second !== first) yield* byFirst.get(second) ?? [];
  for (const position of bySecond.get(first) ?? []) {
    const own = heads[position]! >>> 16;
    if (own !== first && own !== second) yield position;
  }
}

/** One bit for each letter that occurs, letters shared out over 32 bits: one edit changes at most two of them. */
function lettersOf(text: string): number {
  let letters = 0;
  for (let index = 0; index < text.length; index++) letters |= 1 << (text.charCodeAt(index) & 31);
  return letters >>> 0;
}

function countBits(bits: number): number {
  let rest = bits - ((bits >>> 1) & 0x55555555);
  rest = (rest & 0x33333333) + ((rest >>> 2) & 0x33333333);
  return (((rest + (rest >>> 4)) & 0x0f0f0f0f) * 0x01010101) >>> 24;
}

/**
 * Counts the insertions, deletions, substitutions and swaps of neighbouring letters that turn one text into the
 * other; returns `limit + 1` as soon as it is certain to be more than `limit`.
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
