import type { ChartType } from '../../chart/chart-type.ts';
import type { Rule } from './rule.ts';

import { CHART_TYPES } from '../../chart/chart-type.ts';
import { UserError } from '../../error.ts';
import { normalizeText } from '../../text/normalize.ts';
import { nounAt } from '../sentence.ts';

const OTHER_WORDS: ReadonlyMap<string, ChartType> = new Map([
  ['bars', 'bar'],
  ['columns', 'column'],
  ['lines', 'line'],
  ['areas', 'area'],
  ['big number', 'number'],
  ['scatterplot', 'scatter'],
  ['pie', 'pie'],
  ['donut', 'pie'],
  ['doughnut', 'pie'],
  ['heat map', 'heatmap'],
  ['horizontal bar', 'bar'],
  ['vertical bar', 'column'],
  ...['bar', 'bars', 'column', 'columns', 'area'].map((shape) => [`stacked ${shape}`, 'stacked'] as const),
  ...['bar', 'bars', 'column', 'columns'].flatMap((shape) =>
    ['grouped', 'clustered', 'side by side'].map((how) => [`${how} ${shape}`, 'grouped'] as const),
  ),
]);

const WORDS = [...OTHER_WORDS.keys(), ...CHART_TYPES.map((type) => normalizeText(type))]
  .sort((left, right) => right.length - left.length)
  .join('|');

const LEADS =
  '(?:(?:and )?(?:display|show|plot|draw|visualize|visualise|present)(?: it| them| this| that| the results?)? )?';

const AS = new RegExp(
  `^${LEADS}(?:(?:as|in|into|using) (?:an? |one )?(?<type>${WORDS})(?: (?:chart|graph|plot|diagram))?|(?:with|via|on|use|using) (?:an? |one )?(?:multi )?(?<chart>${WORDS}) (?:chart|graph|plot|diagram))(?= |$)(?! of )`,
);

const OF =
  /^(?:an? |the )?(?<type>table|pie|donut|doughnut|scatter|scatterplot|heatmap|heat map|histogram|(?:stacked|grouped|clustered) (?:bars?|columns?)|stacked areas?) (?:of|with|showing|for)(?= )/;

const HISTOGRAM = /^(?:an? )?(?<type>histogram)(?= |$)/;

/** Types that are no other word, behind what they draw: `sales heatmap by weekday and month`. */
const BEHIND = /^(?<type>heatmap|heat map|pie|donut|doughnut|scatterplot|waterfall)(?= (?:by|per|for|in)(?= )|$)/;

const CHART = new RegExp(
  `^(?:an? )?(?<type>${WORDS}) (?:chart|graph|plot|diagram)(?: (?:of|showing|for|with))?(?= |$)`,
);

/** Words that lead to what the rows are. */
const GROUPED = /\b(?:by|per|each|every|across)\b/;

/** Reads how the answer is drawn: `as a line chart`, `pie chart of`. */
export const readChartType: Rule = (sentence, index, draft, { lexicon }) => {
  const found =
    sentence.match(index, AS) ??
    sentence.match(index, CHART) ??
    sentence.match(index, OF) ??
    sentence.match(index, HISTOGRAM) ??
    (index > 0 && !nounAt(sentence, index, lexicon) ? sentence.match(index, BEHIND) : undefined);
  const type = chartTypeNamed(found?.groups.type ?? found?.groups.chart);
  if (!found || !type) return undefined;
  draft.as = type;
  if (type === 'histogram' && !GROUPED.test(sentence.text))
    draft.problems.push(
      new UserError(
        'a histogram counts rows by their size: say what the rows are, as in sales by customer as histogram',
      ),
    );
  return found.length;
};

/** Returns the chart type that a folded word names; undefined for any other word. */
export function chartTypeNamed(folded: string | undefined): ChartType | undefined {
  return CHART_TYPES.find((type) => normalizeText(type) === folded) ?? OTHER_WORDS.get(folded ?? '');
}
