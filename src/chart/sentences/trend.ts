import { greatest, least } from 'd3-array';

import type { DrawnMeasure, TimedInput } from '../chart-input.ts';
import type { DatedPoint } from '../points.ts';

import { cutBucket, formatBucket } from '../../calendar/bucket.ts';
import { capital } from '../../text/text.ts';
import { latestWords } from '../incomplete.ts';
import { datedPoints } from '../points.ts';
import { writeChange, writeValue } from './value-words.ts';

type ValuedPoint = DatedPoint & { readonly value: number };

/**
 * Writes when a measure is highest and what its latest value is: `Nov 2025 is highest with $512K; Oct 2026, the
 * latest, has $391K.` Undefined where no value has a time.
 */
export function trendSentence(input: TimedInput, measure: DrawnMeasure): string | undefined {
  const { time, options, table } = input;
  const points = datedPoints(measure.points).filter((point): point is ValuedPoint => point.value !== null);
  const last = greatest(points, ({ time: at }) => at);
  const peak = least(points, (a, b) => b.value - a.value || a.time - b.time);
  if (!last || !peak) return undefined;
  const write = ({ value }: ValuedPoint) => writeValue(measure, value, options);
  const when = (point: ValuedPoint) => formatBucket(point.time, time.grain, options.locale);
  const change = measure.isAdditive && table.rows.length > 1 ? undefined : writeChange(measure, last, options);
  const against = change ? `, ${change}` : '';
  if (points.length === 1) return `${capital(when(last))}: ${write(last)}${against}.`;
  const whole = points.filter((point) => point === last || cutBucket(point.time, options.since) === undefined); // a bucket in part is lowest without a reason
  const low = least(whole, (a, b) => a.value - b.value || a.time - b.time) ?? last;
  if (whole.length === points.length && peak.value === low.value) return `It stays at ${write(peak)} throughout.`;
  const latest = `${when(last)}, ${latestWords(last.time, time.grain, options)}`;
  if (peak === last && low !== last)
    return `${capital(latest)}, is highest with ${write(last)}${against}; ${when(low)} was lowest with ${write(low)}.`;
  return `${capital(when(peak))} is highest with ${write(peak)}; ${latest}, has ${write(last)}${against}.`;
}
