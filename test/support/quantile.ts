/** Returns the value below which such a share of the values lies; NaN when there are none. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((left, right) => left - right);
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
}

/** Returns the value in the middle, of an even number the upper one; NaN when there are none. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
