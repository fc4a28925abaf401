/** Pairs of letters that came after the Unicode version of Trino's tables, or that those tables keep apart. */
const APART: readonly (readonly [number, number])[] = [
  [0x130, 0x131],
  [0x23a, 0x23e],
  [0x242, 0x24f],
  [0x370, 0x377],
  [0x37b, 0x37f],
  [0x3cf, 0x3cf],
  [0x3fd, 0x3ff],
  [0x4cf, 0x4cf],
  [0x4fa, 0x4ff],
  [0x510, 0x52f],
  [0x10c7, 0x10cd],
  [0x13a0, 0x13ff],
  [0x1c80, 0x1cbf],
  [0x1e9e, 0x1e9e],
  [0x1efa, 0x1eff],
  [0x214e, 0x214e],
  [0x2183, 0x2184],
  [0x2c2f, 0x2c2f],
  [0x2c5f, 0x2c7f],
  [0x2ceb, 0x2cf3],
  [0x2d27, 0x2d2d],
  [0xa640, 0xa7ff],
  [0xab30, 0xabbf],
];

const LAST = 0x1044f;

/** A letter that equals several ones when case is ignored, such as `ﬁ`; `ß` is not among them. */
export type Ligature = { readonly letter: string; readonly same: string };

let known: { readonly variants: ReadonlyMap<number, readonly number[]>; readonly ligatures: readonly Ligature[] };

/** Returns the other code points that equal one when case is ignored. */
export const caseVariants = (point: number): readonly number[] => readCases().variants.get(point) ?? [];

/** Returns the letters that equal several ones when case is ignored. */
export const ligatures = (): readonly Ligature[] => readCases().ligatures;

function readCases(): typeof known {
  if (known) return known;
  const alike = new Map<string, number[]>();
  const found: Ligature[] = [];
  for (let point = 0x41; point <= LAST; point += 1) {
    if ((point >= 0xd800 && point <= 0xdfff) || APART.some(([first, last]) => point >= first && point <= last))
      continue;
    const letter = String.fromCodePoint(point);
    const [upper, lower] = [letter.toUpperCase(), letter.toLowerCase()];
    if ([...upper].length > 1 && letter !== 'ß') found.push({ letter, same: upper.toLowerCase() });
    const key = folded([...upper].length > 1 ? lower : upper);
    if (key === letter && upper === lower) continue;
    alike.set(key, [...(alike.get(key) ?? []), point]);
  }
  const variants = new Map<number, number[]>();
  for (const points of alike.values()) {
    if (points.length < 2) continue;
    for (const point of points)
      variants.set(
        point,
        points.filter((other) => other !== point),
      );
  }
  known = { variants, ligatures: found };
  return known;
}

const folded = (letter: string): string => {
  const lower = letter.toLowerCase();
  return [...lower].length > 1 ? letter : lower;
};
