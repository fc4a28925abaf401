/** Matches the letters whose cases came after the Unicode version of Trino's tables, or which those tables keep apart. */
const APART =
  /[\u0130\u0131\u023a-\u023e\u0242-\u024f\u0370-\u0377\u037b-\u037f\u03cf\u03fd-\u03ff\u04cf\u04fa-\u04ff\u0510-\u052f\u10c7-\u10cd\u13a0-\u13ff\u1c80-\u1cbf\u1e9e\u1efa-\u1eff\u214e\u2183\u2184\u2c2f\u2c5f-\u2c7f\u2ceb-\u2cf3\u2d27-\u2d2d\ua640-\ua7ff\uab30-\uabbf]/;

const LAST = 0x1044f;

/** A letter, except `ß`, that equals a sequence of letters when case is ignored: `ﬁ` equals `fi`, which is `same`. */
export type Ligature = { readonly letter: string; readonly same: string };

let known: { readonly variants: ReadonlyMap<number, readonly number[]>; readonly ligatures: readonly Ligature[] };

/** Returns the other code points that equal one when case is ignored. */
export const caseVariants = (point: number): readonly number[] => readCases().variants.get(point) ?? [];

/** Returns all ligatures. */
export const ligatures = (): readonly Ligature[] => readCases().ligatures;

function readCases(): typeof known {
  if (known) return known;
  const alike = new Map<string, number[]>();
  const found: Ligature[] = [];
  for (let point = 0x41; point <= LAST; point += 1) {
    const letter = String.fromCodePoint(point);
    if ((point >= 0xd800 && point <= 0xdfff) || APART.test(letter)) continue;
    const [upper, lower] = [letter.toUpperCase(), letter.toLowerCase()];
    if ([...upper].length > 1 && letter !== 'ß') found.push({ letter, same: upper.toLowerCase() });
    const key = folded([...upper].length > 1 ? lower : upper);
    if (key === letter && upper === lower) continue;
    alike.set(key, [...(alike.get(key) ?? []), point]);
  }
  const groups = [...alike.values()].filter((points) => points.length > 1);
  const others = (points: number[], point: number) => points.filter((other) => other !== point);
  const variants = groups.flatMap((points) => points.map((point) => [point, others(points, point)] as const));
  known = { variants: new Map(variants), ligatures: found };
  return known;
}

const folded = (letter: string): string => {
  const lower = letter.toLowerCase();
  return [...lower].length > 1 ? letter : lower;
};
