import type { Fields } from '../table/fields.ts';
import type { Table } from '../table/table.ts';
import type { ChartType, DrawnType } from './chart-type.ts';
import type { ChartInput, ChartOptions, Plot } from './options.ts';
import type { Theme } from './palette.ts';
import type { Frame, Picture } from './picture.ts';

import { readFields } from '../table/fields.ts';
import { kindOf, numberOf } from '../table/table.ts';
import { formatNumber } from '../text/number.ts';
import { cleanText } from '../text/text.ts';
import { writeAltText } from './alt-text.ts';
import { readAuthorSpec } from './author-spec.ts';
import { TYPE_PHRASES } from './chart-type.ts';
import { chooseType, nearestType, reasonAgainst, selectFields } from './choose-type.ts';
import { writeHeadline } from './headline.ts';
import { isTruncated } from './options.ts';
import { PALETTES } from './palette.ts';
import { areaPlot } from './plots/area.ts';
import { barPlot } from './plots/bar.ts';
import { columnPlot } from './plots/column.ts';
import { groupedPlot } from './plots/grouped.ts';
import { heatmapPlot } from './plots/heatmap.ts';
import { histogramPlot } from './plots/histogram.ts';
import { linePlot } from './plots/line.ts';
import { messagePlot } from './plots/message.ts';
import { multiplesPlot } from './plots/multiples.ts';
import { numberPlot } from './plots/number.ts';
import { piePlot } from './plots/pie.ts';
import { scatterPlot } from './plots/scatter.ts';
import { sharePlot, stackedPlot } from './plots/stacked.ts';
import { tablePlot } from './plots/table.ts';
import { waterfallPlot } from './plots/waterfall.ts';

/** A Vega-Lite spec that reads its rows from the data named `table`, with the words that go with it. */
export type Chart = {
  readonly type: DrawnType;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What stands around the plot in the picture. */
  readonly frame: Frame;
  readonly theme: Theme;
  /** One sentence with the finding, for the message's text: `$4.2M in all. USA leads with $1.9M (45%).` */
  readonly headline: string;
  /** For people who do not see the picture: type, what is drawn, highest, lowest, trend. At most 2,000 characters. */
  readonly alt: string;
  /** One sentence when the type asked for could not be drawn: what is drawn instead and why. */
  readonly notice?: string;
};

export type Draw = (chart: Chart) => Promise<Picture>;

type Builder = (input: ChartInput) => Plot;

const BUILDERS: Readonly<Record<ChartType, Builder>> = {
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

/** Chooses how a table is drawn, builds its spec, and puts the finding into words. */
export function chart(table: Table, options: ChartOptions): Chart {
  const { formats, additive, comparison } = options;
  const fields = readFields(table, { formats, additive, baseline: comparison?.columns ?? {} });
  const input: ChartInput = { table, fields, options, palette: PALETTES[options.theme ?? 'light'] };
  const nothing = nothingToDraw(input);
  if (nothing) return finish(input, { type: 'empty', plot: messagePlot(input, nothing), headline: nothing });
  if (options.as === 'table')
    return finish(input, { type: 'table', plot: tablePlot(input), headline: writeHeadline(input, 'table') });
  const custom = options.spec && readAuthorSpec(input, options.spec);
  const asked = options.as && nearestType(options.as, input);
  const reason = asked && reasonAgainst(asked, input);
  if (asked && !reason) return build(asked, input);
  if (custom?.type === 'custom') {
    const notice = reason && noticeOf('the chart of this query', options.as!, reason);
    return finish(input, { type: 'custom', plot: custom.plot, headline: writeHeadline(input, 'custom'), notice });
  }
  const chosen = custom && { ...input, fields: chosenShape(fields, custom.columns) };
  const wanted = chosen && nearestType(custom.type, chosen);
  const isChosen = wanted && !reasonAgainst(wanted, chosen);
  const type = isChosen ? wanted : chooseType(input);
  return build(type, isChosen ? chosen : input, reason && noticeOf(TYPE_PHRASES[type], options.as!, reason));
}

function build(type: ChartType, input: ChartInput, notice?: string): Chart {
  const plot = BUILDERS[type]({ ...input, fields: selectFields(type, input.fields) });
  return finish(input, { type, plot, headline: writeHeadline(input, type), notice });
}

function noticeOf(drawn: string, asked: ChartType, reason: string): string {
  return `Drawn as ${drawn}, not as ${TYPE_PHRASES[asked]}: ${reason}.`;
}

/** The columns that an author chose for the chart, in the author's order. */
function chosenShape({ time, dimensions, measures }: Fields, names: readonly string[]): Fields {
  const place = ({ name }: { readonly name: string }) => names.indexOf(name);
  const chosen = <T extends { readonly name: string }>(columnPlot: readonly T[]) =>
    columnPlot.filter((column) => place(column) >= 0).toSorted((a, b) => place(a) - place(b));
  const shown = chosen(measures);
  return {
    time: time && place(time) >= 0 ? time : undefined,
    dimensions: chosen(dimensions),
    measures: shown.length > 0 ? shown : measures,
  };
}

/** Why there is nothing to draw, in a sentence for the picture and the message; undefined when there is something. */
function nothingToDraw({ table, fields, options }: ChartInput): string | undefined {
  if (table.rows.length === 0) return 'No rows: nothing matches these filters.';
  if (options.as === 'table') return undefined;
  const measure = fields.measures[0];
  if (!measure) return `${rowCount(table, options)}, and no number among the columns to draw.`;
  if (table.rows.every((row) => numberOf(row[measure.index]) === null))
    return `No data: ${measure.name} is empty in ${rowCount(table, options)}.`;
  return undefined;
}

function rowCount({ rows }: Table, { locale }: ChartOptions): string {
  return rows.length === 1 ? '1 row' : `${formatNumber(rows.length, { style: 'full', locale })} rows`;
}

/** What is measured, where the title does not say it; of several measures, the one that is drawn. */
function unnamedMeasure({ fields, options }: ChartInput, type: DrawnType): string {
  if (['empty', 'table', 'custom', 'scatter', 'histogram', 'multiples'].includes(type)) return '';
  const name = fields.measures[0]?.name ?? '';
  const isSaid = fields.measures.length === 1 && options.title.toLowerCase().includes(name.toLowerCase());
  return isSaid || (type === 'number' && fields.measures.length > 1) ? '' : name;
}

/** A number adds up what the title compares, bars add up all times: `Sales by country` is then `Sales`. */
function titleOf({ table, fields, options: { title } }: ChartInput, type: DrawnType): string {
  const isTimeless = type in BUILDERS && !selectFields(type as ChartType, fields).time;
  if (fields.time && isTimeless && fields.dimensions.length > 0) {
    const time = fields.time.name.toLowerCase();
    return title.replace(/ by (.+)$/i, (_, names: string) => {
      const left = names.split(' and ').filter((name) => name.toLowerCase() !== time);
      return ` by ${left.join(' and ')}`;
    });
  }
  const first = table.columns.find((column) => kindOf(column) !== 'number');
  if (type !== 'number' || fields.dimensions.length === 0 || !first) return title;
  const start = title.toLowerCase().indexOf(` by ${first.name.toLowerCase()}`);
  return start > 0 ? title.slice(0, start) : title;
}

type Made = { readonly type: DrawnType; readonly plot: Plot; readonly headline: string; readonly notice?: string };

const COMPARING: readonly Chart['type'][] = [
  'number',
  'bar',
  'column',
  'line',
  'waterfall',
  'table',
  'custom',
  'empty',
];

/** Of what the percents are, when a limit may have left out a part of the whole. */
function shownWhole({ table, options }: ChartInput, type: Chart['type']): string | undefined {
  const isWhole = !['pie', 'share'].includes(type) || !isTruncated(table.rows.length, options);
  return isWhole ? undefined : 'The percentages are of what is shown.';
}

/** Where the earlier values are when the picture has no room for them. */
function unseenComparison({ options, fields }: ChartInput, type: Chart['type']): string | undefined {
  const isSplit = fields.dimensions.length + (fields.time ? 1 : 0) > 1;
  if (!options.comparison || (COMPARING.includes(type) && !(isSplit && type === 'line'))) return undefined;
  return `The values of ${options.comparison.label === 'last year' ? 'last year' : 'the period before'} are in the table.`;
}

function finish(input: ChartInput, { type, plot, headline, notice }: Made): Chart {
  const { subtitle, source, theme = 'light' } = input.options;
  const below = [notice, unseenComparison(input, type), shownWhole(input, type), ...(plot.notes ?? []), source].filter(
    (note) => note !== undefined && note !== '',
  );
  return {
    type,
    spec: plot.spec,
    rows: plot.rows,
    frame: {
      title: cleanText(titleOf(input, type)),
      subtitle: cleanText([unnamedMeasure(input, type), subtitle].filter((part) => part !== '').join(' · ')),
      key: plot.key ?? [],
      source: cleanText(below.join(' ')),
    },
    theme,
    headline,
    alt: writeAltText(input, type, headline),
    notice,
  };
}
