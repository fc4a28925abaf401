import type { ChartInput } from '../chart-input.ts';
import type { ChartType } from '../chart-type.ts';
import type { Plot } from './plot.ts';

import { areaPlot } from './area.ts';
import { barPlot } from './bar.ts';
import { columnPlot } from './column.ts';
import { groupedPlot } from './grouped.ts';
import { heatmapPlot } from './heatmap.ts';
import { histogramPlot } from './histogram.ts';
import { linePlot } from './line.ts';
import { multiplesPlot } from './multiples.ts';
import { numberPlot } from './number.ts';
import { piePlot } from './pie.ts';
import { scatterPlot } from './scatter.ts';
import { sharePlot, stackedPlot } from './stacked.ts';
import { tablePlot } from './table.ts';
import { waterfallPlot } from './waterfall.ts';

/** The function that draws each chart type. It requires that `reasonAgainst` gives no reason against the type. */
export const BUILDERS: Readonly<Record<ChartType, (input: ChartInput) => Plot>> = {
  number: numberPlot,
  bar: barPlot,
  column: columnPlot,
  line: linePlot,
  area: areaPlot,
  stacked: stackedPlot,
  grouped: groupedPlot,
  share: sharePlot,
  heatmap: heatmapPlot,
  multiples: multiplesPlot,
  pie: piePlot,
  scatter: scatterPlot,
  histogram: histogramPlot,
  waterfall: waterfallPlot,
  table: tablePlot,
};
