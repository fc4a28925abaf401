export const CHART_KINDS = [
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

export type ChartType = (typeof CHART_KINDS)[number];

/** What a chart turns out to be: one of our kinds, the author's own chart, or words where there is nothing to draw. */
export type DrawnKind = ChartType | 'custom' | 'empty';

export function isChartKind(word: string): word is ChartType {
  return (CHART_KINDS as readonly string[]).includes(word);
}

/** Each kind as it stands in a sentence. */
export const KIND_WORDS: Readonly<Record<ChartType, string>> = {
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
