import type { ChartType } from '../../chart/chart-type.ts';
import type { Rule } from './rule.ts';

import { CHART_TYPES } from '../../chart/chart-type.ts';
import { normalizeText } from '../../text/normalize.ts';

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
]);

const WORDS = [...CHART_TYPES.map((type) => normalizeText(type)), ...OTHER_WORDS.keys()].join('|');

const AS = new RegExp(`^(?:as|in|into) (?:an? )?(?<type>${WORDS})(?: (?:chart|graph|plot|diagram))?(?= |$)(?! of )`);

const TABLE = /^(?:an? )?(?<type>table) (?:of|with|showing)(?= )/;

const CHART = new RegExp(
  `^(?:an? )?(?<type>${WORDS}) (?:chart|graph|plot|diagram)(?: (?:of|showing|for|with))?(?= |$)`,
);

/** `as a line chart`, `pie chart of`: how the answer is drawn. */
export const readChartType: Rule = (sentence, index, draft) => {
  const found = sentence.match(index, AS) ?? sentence.match(index, CHART) ?? sentence.match(index, TABLE);
  const type = chartTypeNamed(found?.groups.type);
  if (!found || !type) return undefined;
  draft.as = type;
  return found.length;
};

/** The chart type that a folded word names. */
export function chartTypeNamed(folded: string | undefined): ChartType | undefined {
  return CHART_TYPES.find((type) => normalizeText(type) === folded) ?? OTHER_WORDS.get(folded ?? '');
}
