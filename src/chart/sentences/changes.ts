import type { Contribution, DimensionChanges } from '../changes.ts';
import type { ChangeOptions, ChartOptions } from '../options.ts';

import { formatChange } from '../../text/number.ts';
import { capital, joinWords } from '../../text/text.ts';
import { isOtherOrUnknown } from '../points.ts';
import { numberOptions, writeName, writeValue } from './value-words.ts';

/** How many values of a dimension are named, and how many dimensions. */
const MOST_NAMED = 3;

const MOST_DIMENSIONS = 2;

/** The part of a change from which on values explain most of it. */
const MOST = 0.5;

/**
 * Writes how a measure changed and what contributed most: `Sales fell by $1.2M (−12%), from $10M to $8.8M. By
 * country, France −$400K and Spain −$300K explain most; by product line, Planes −$300K.`
 */
export function changesSentence(
  dimensions: readonly DimensionChanges[],
  change: ChangeOptions,
  options: ChartOptions,
): string {
  const { measure, before, after, remainder } = change;
  const write = (value: number) => writeValue(formatOf(change, options), value, options);
  const difference = after.value - before.value;
  if (difference === 0) return `${measure} stayed at ${write(after.value)}: what was added and taken away is even.`;
  const verb = difference > 0 ? 'rose' : 'fell';
  const [from, to] = [write(before.value), write(after.value)];
  const start = `${measure} ${verb} by ${sizeOf(change, options)}, ${from === to ? '' : `from ${from} `}to ${to}.`;
  const signed = writeSigned(change, options);
  const parts = dimensions.flatMap(({ dimension, contributions }, index) => {
    const { named, isMost } = mainContributions(contributions, difference);
    if (named.length === 0) return [];
    const names = joinWords(named.map((each) => `${writeName(each.name)} ${signed(each.change)}`));
    const explains = named.length === 1 ? ' explains most' : ' explain most';
    return [`by ${dimension.toLowerCase()}, ${names}${isMost && index === 0 ? explains : ''}`];
  });
  const left = dimensions[0]?.contributions.find(({ name }) => name === remainder?.name);
  return [
    start,
    ...(parts.length > 0 ? [`${capital(parts.slice(0, MOST_DIMENSIONS).join('; '))}.`] : []),
    ...(left ? [`${remainder!.words} ${signed(left.change)}.`] : []),
  ].join(' ');
}

/** Writes a part of a change with its sign, for a percentage in points: `+$1,234`, `−0.5 pts`. */
export function writeSigned(change: ChangeOptions, options: ChartOptions): (value: number) => string {
  const format = formatOf(change, options);
  const isRate = formatChange(1, 0, numberOptions(format, options))?.endsWith('pts');
  return (value) => {
    if (isRate) return formatChange(value, 0, numberOptions(format, options))!;
    return `${value > 0 ? '+' : ''}${writeValue(format, value, options)}`;
  };
}

/** The size of a change without its sign, and how much that is of what was before: `$1.2M (−12%)`, `0.3 pts`. */
function sizeOf(change: ChangeOptions, options: ChartOptions): string {
  const { before, after } = change;
  const size = writeSigned(change, options)(Math.abs(after.value - before.value)).replace(/^\+/, '');
  const relative = formatChange(after.value, before.value, numberOptions(formatOf(change, options), options));
  const isTelling = relative !== undefined && !/pts$|[<±]/.test(relative);
  return isTelling ? `${size} (${relative})` : size;
}

function formatOf({ measure }: ChangeOptions, { formats }: ChartOptions): { readonly format?: string } {
  const format = Object.hasOwn(formats, measure) ? formats[measure] : undefined;
  return format === undefined ? {} : { format };
}

/** The fewest values that make most of a change, or else the largest ones, all in its direction. */
function mainContributions(
  contributions: readonly Contribution[],
  difference: number,
): { readonly named: readonly Contribution[]; readonly isMost: boolean } {
  const direction = difference < 0 ? -1 : 1;
  const helping = contributions
    .filter(({ name, change, isRest }) => !isRest && !isOtherOrUnknown(name) && change * direction > 0)
    .toSorted((left, right) => (right.change - left.change) * direction)
    .slice(0, MOST_NAMED);
  let reached = 0;
  for (const [index, { change }] of helping.entries()) {
    reached += change / difference;
    if (reached >= MOST) return { named: helping.slice(0, index + 1), isMost: true };
  }
  return { named: helping.slice(0, 2), isMost: false };
}
