import type { DuckDBListValue } from '@duckdb/node-api';
import { listValue } from '@duckdb/node-api';

import { fail } from '../../../trino/fail.ts';

/**
 * Trino's `approx_percentile` of doubles: a merging t-digest with its scale function k2 and its compression of 100, so
 * that the same rows in the same order give the same number. Dunning, T., "Computing Extremely Accurate Quantiles Using
 * t-Digests", https://arxiv.org/abs/1902.04023
 */
const COMPRESSION = 100;

/** The compression of a digest to which values are still added. */
const FINER = 2 * COMPRESSION;

const MOST_CENTROIDS = 6 * (FINER + 10);

type Digest = {
  means: number[];
  weights: number[];
  total: number;
  /** Merged from the top down at every other time. */
  isBackwards: boolean;
};

/**
 * Implements `approx_percentile` of doubles: the quantiles at shares from 0 to 1. `weights` is empty when every value counts once.
 * `isWhole` leaves out the last merge, which Trino makes only of partial results. Null without values.
 */
export function digestQuantiles(
  values: DuckDBListValue,
  weights: DuckDBListValue,
  shares: DuckDBListValue,
  isWhole: boolean,
): DuckDBListValue | null {
  const digest: Digest = { means: [], weights: [], total: 0, isBackwards: false };
  let [least, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const [value, weight] of weighted(values as DuckDBListValue & { items: (number | null)[] }, weights)) {
    if (!Number.isFinite(value)) fail('GENERIC_INTERNAL_ERROR', 'value must be finite');
    if (digest.means.length === MOST_CENTROIDS) merge(digest, FINER);
    digest.means.push(value);
    digest.weights.push(weight);
    digest.total += weight;
    [least, most] = [Math.min(least, value), Math.max(most, value)];
  }
  if (digest.means.length === 0) return null;
  merge(digest, isWhole ? FINER : COMPRESSION);
  return listValue(shares.items.map((share) => quantile(digest, checked(share as number), least, most)));
}

/**
 * Implements `approx_percentile` of integers: for each share from 0 to 1, the value at which the sum of weights of the sorted values
 * first exceeds that share of all. Null without values.
 */
export function discreteQuantiles(
  values: DuckDBListValue,
  weights: DuckDBListValue,
  shares: DuckDBListValue,
): DuckDBListValue | null {
  const pairs = [...weighted(values as DuckDBListValue & { items: (bigint | null)[] }, weights)];
  if (pairs.length === 0) return null;
  pairs.sort(([a], [b]) => (a < b ? -1 : Number(a > b)));
  const total = pairs.reduce((sum, [, weight]) => sum + weight, 0);
  const found = shares.items.map((share) => {
    const wanted = checked(share as number) * total;
    let sum = 0;
    for (const [value, weight] of pairs) {
      sum += weight;
      if (sum > wanted) return value;
    }
    return pairs.at(-1)![0];
  });
  return listValue(found);
}

function checked(share: number): number {
  return share >= 0 && share <= 1 ? share : fail('INVALID_FUNCTION_ARGUMENT', 'Percentile must be between 0 and 1');
}

/** The values that are not NULL, nor their weights. */
function* weighted<T>(
  values: { readonly items: readonly (T | null)[] },
  weights: DuckDBListValue,
): Generator<[value: T, weight: number]> {
  const isWeighted = weights.items.length > 0;
  for (const [index, value] of values.items.entries()) {
    const weight = isWeighted ? (weights.items[index] as number | null) : 1;
    if (value === null || weight === null) continue;
    if (weight < 1) fail('INVALID_FUNCTION_ARGUMENT', `weight must be >= 1, was ${weight}`);
    yield [value, weight];
  }
}

/** Neighbours become one as long as they stay small; the smaller, the nearer they are to an end. */
function merge(digest: Digest, compression: number): void {
  const { means, weights, total } = digest;
  const order = means.map((_, index) => index).sort((a, b) => means[a]! - means[b]!);
  if (digest.isBackwards) order.reverse();
  const normalizer = compression / (4 * Math.log(total / compression) + 24);
  const largest = (share: number): number => (share * (1 - share)) / normalizer;
  const merged: { mean: number; weight: number }[] = [];
  let before = 0;
  let last = { mean: means[order[0]!]!, weight: weights[order[0]!]! };
  let limit = largest(0);
  for (const index of order.slice(1)) {
    const [mean, weight] = [means[index]!, weights[index]!];
    const sum = last.weight + weight;
    const share = Math.min((before + sum) / total, 1);
    if (sum <= total * Math.min(limit, largest(share))) {
      last = { mean: last.mean + ((mean - last.mean) * weight) / sum, weight: sum };
    } else {
      merged.push(last);
      before += last.weight;
      limit = largest(before / total);
      last = { mean, weight };
    }
  }
  merged.push(last);
  if (digest.isBackwards) merged.reverse();
  digest.isBackwards = !digest.isBackwards;
  digest.means = merged.map(({ mean }) => mean);
  digest.weights = merged.map(({ weight }) => weight);
}

/** Between two centroids by a straight line; a centroid of one value is that value. */
function quantile({ means, weights, total }: Digest, share: number, least: number, most: number): number {
  const index = share * total;
  const lastWeight = weights.at(-1)!;
  if (means.length === 1) return means[0]!;
  if (index < 1) return least;
  if (index < weights[0]! / 2) return least + between(index, 1, least, weights[0]! / 2, means[0]!);
  if (index > total - 1) return most;
  if (total - index <= lastWeight / 2 && lastWeight / 2 > 1)
    return most + between(total - index, 1, most, lastWeight / 2, means.at(-1)!);
  if (index >= total - 1) return most;
  let before = weights[0]! / 2;
  for (let at = 0; at < means.length - 1; at += 1) {
    const [left, right] = [weights[at]!, weights[at + 1]!];
    const delta = (left + right) / 2;
    if (before + delta <= index) {
      before += delta;
      continue;
    }
    if (left === 1 && index - before < left / 2) return means[at]!;
    if (right === 1 && index - before >= left / 2) return means[at + 1]!;
    const offset = left === 1 ? index - before - left / 2 : index - before;
    const widthAfterMany = right === 1 ? left / 2 : delta;
    const width = left === 1 ? right / 2 : widthAfterMany;
    return means[at]! + between(offset, 0, means[at]!, width, means[at + 1]!);
  }
  return most;
}

const between = (x: number, fromX: number, fromY: number, toX: number, toY: number): number =>
  ((x - fromX) / (toX - fromX)) * (toY - fromY);
