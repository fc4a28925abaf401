import { greatest } from 'd3-array';

import type { Changes, DimensionChanges } from '../changes.ts';
import type { ChangeOptions, ChartOptions } from '../options.ts';

import { formatDifference } from '../../text/number.ts';
import { isOtherOrUnknown } from '../points.ts';
import { numberOptions, writeName, writeValue } from './value-words.ts';

const MOST_DIMENSIONS = 3;

/**
 * Says how a measure changed and what made most of it: `Sales: $4.6M against $4.2M last month, +$400K (+9%). By country, USA
 * adds the most, +$300K; by product line, Planes adds the most, +$250K.`
 */
export function changesSentence(
  { before, after, dimensions }: Changes,
  { measure, baseline }: ChangeOptions,
  options: ChartOptions,
): string {
  const format = Object.hasOwn(options.formats, measure) ? options.formats[measure] : undefined;
  const write = (value: number) => writeValue({ format }, value, options);
  const difference = formatDifference(after, before, numberOptions({ format }, options));
  const start = `${measure}: ${write(after)} against ${write(before)} ${baseline}, ${difference}.`;
  const parts = dimensions.slice(0, MOST_DIMENSIONS).flatMap((each) => {
    const main = mainContribution(each, after - before);
    if (!main) return [];
    const verb = main.change < 0 ? 'takes away' : 'adds';
    const size = `${main.change > 0 ? '+' : ''}${write(main.change)}`;
    return [`by ${each.dimension.toLowerCase()}, ${writeName(main.name)} ${verb} the most, ${size}`];
  });
  const text = parts.join('; ');
  return text === '' ? start : `${start} ${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** The largest contribution in the direction of the change. */
function mainContribution({ contributions }: DimensionChanges, change: number) {
  const direction = change < 0 ? -1 : 1;
  const named = contributions.filter(({ name }) => !isOtherOrUnknown(name));
  const main = greatest(named, (each) => each.change * direction);
  return main && main.change * direction > 0 ? main : undefined;
}
