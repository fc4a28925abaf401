/** Choices by chance, the same ones for the same seed. */
export function randomFrom(seed: number) {
  let state = seed >>> 0;
  /** https://en.wikipedia.org/wiki/Xorshift */
  const next = (): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
  const upTo = (most: number) => Math.floor(next() * most);
  return {
    /** A whole number from 0, less than `most`. */
    upTo,
    pick: <T>(choices: readonly T[]): T => choices[upTo(choices.length)]!,
    /** Once in so many times. */
    chance: (times: number) => upTo(times) === 0,
  };
}
