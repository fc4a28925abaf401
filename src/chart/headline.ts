import type { ChartInput, DrawnMeasure } from './chart-input.ts';
import type { DrawnType } from './chart-type.ts';

import { numberOf } from '../table/table.ts';
import { formatChange } from '../text/number.ts';
import { isTimed } from './chart-input.ts';
import { contributionSentence } from './sentences/contribution.ts';
import { leaderSentence } from './sentences/leader.ts';
import { relationSentence } from './sentences/relation.ts';
import { spreadSentence } from './sentences/spread.ts';
import { totalSentence } from './sentences/total.ts';
import { trendSentence } from './sentences/trend.ts';
import { numberOptions, writeValue } from './sentences/value-words.ts';

const LONGEST_HEADLINE = 480;

/**
 * Writes a sentence or two on what is most notable: the total where there is one, and which category or time is
 * highest; of several measures one after the other, up to 480 characters.
 */
export function writeHeadline(input: ChartInput, type: DrawnType): string {
  const { table, measures } = input;
  const [first, second] = measures;
  const isAlone = !input.time && input.dimensions.length === 0;
  if (isAlone && table.rows.length === 1) return numbersSentence(input);
  if (second && (type === 'scatter' || isAlone || first.hasRepeats)) return relationSentence(input, first, second);
  if (!second || type === 'histogram') return measureSentences(input, first, type);
  let headline = '';
  for (const [index, each] of measures.entries()) {
    const sentences = `${each.name}: ${measureSentences(input, each, type)}`;
    const left = measures.length - index;
    if (index > 0 && headline.length + sentences.length > LONGEST_HEADLINE)
      return `${headline} ${left === 1 ? 'One more measure' : `${left} more measures`} beside it.`;
    headline += `${index === 0 ? '' : ' '}${sentences}`;
  }
  return headline;
}

function measureSentences(input: ChartInput, measure: DrawnMeasure, type: DrawnType): string {
  const isAlone = !input.time && input.dimensions.length === 0;
  if (type === 'histogram' || isAlone || measure.hasRepeats) return spreadSentence(input, measure);
  const contribution = type === 'waterfall' ? contributionSentence(input, measure) : undefined;
  const sentences = [totalSentence(input, measure), contribution ?? mainSentence(input, measure)];
  return sentences.filter((sentence) => sentence !== undefined).join(' ');
}

function mainSentence(input: ChartInput, measure: DrawnMeasure): string | undefined {
  if (input.dimensions.length > 0 || !isTimed(input)) return leaderSentence(input, measure);
  return trendSentence(input, measure);
}

/** `Sales: $4.21M (+13% against $3.73M last year).` for each measure of a single row. */
function numbersSentence({ table, measures, options }: ChartInput): string {
  const [row = []] = table.rows;
  const parts = measures.map((measure) => {
    const value = numberOf(row[measure.index]);
    const baseline = measure.baseline === undefined ? null : numberOf(row[measure.baseline]);
    const change = formatChange(value, baseline, numberOptions(measure, options));
    const words = options.comparison?.label ?? 'before';
    const against =
      change && baseline !== null ? ` (${change} against ${writeValue(measure, baseline, options)} ${words})` : '';
    return `${measure.name}: ${value === null ? 'no data' : writeValue(measure, value, options)}${against}`;
  });
  return `${parts.join(', ')}.`;
}
