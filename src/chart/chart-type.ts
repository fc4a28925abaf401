/** The chart types that can be asked for by `as <type>`, in the order in which they are offered. */
export const CHART_TYPES = [
  'number',
  'bar',
  'column',
  'line',
  'area',
  'stacked',
  'grouped',
  'share',
  'heatmap',
  'multiples',
  'pie',
  'scatter',
  'histogram',
  'waterfall',
  'table',
] as const;

/** The name of a chart type. */
export type ChartType = (typeof CHART_TYPES)[number];

/** The type of a drawn chart: one of our types, the author's own chart, or words where there is nothing to draw. */
export type DrawnType = ChartType | 'custom' | 'empty';

/** Whether a word names a chart type. */
export function isChartType(word: string): word is ChartType {
  return (CHART_TYPES as readonly string[]).includes(word);
}

/** The name of each type inside a sentence. */
export const TYPE_PHRASES: Readonly<Record<ChartType, string>> = {
  number: 'a number',
  bar: 'bars',
  column: 'columns',
  line: 'lines',
  area: 'an area',
  stacked: 'stacked bars',
  grouped: 'grouped bars',
  share: 'shares',
  heatmap: 'a heat map',
  multiples: 'small charts',
  pie: 'a pie',
  scatter: 'a scatter plot',
  histogram: 'a histogram',
  waterfall: 'a waterfall',
  table: 'a table',
};
