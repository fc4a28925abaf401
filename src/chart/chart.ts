import type { Shape } from '../table/fields.ts';
import type { Table } from '../table/table.ts';
import type { ChartType, DrawnKind } from './chart-type.ts';
import type { ChartOptions, Plot, Scene } from './options.ts';
import type { Theme } from './palette.ts';
import type { Frame, Picture } from './picture.ts';

import { shapeOf } from '../table/fields.ts';
import { kindOf, numberOf } from '../table/table.ts';
import { formatNumber } from '../text/number.ts';
import { cleanText } from '../text/text.ts';
import { altOf } from './alt-text.ts';
import { customOf } from './author-spec.ts';
import { KIND_WORDS } from './chart-type.ts';
import { chooseKind, narrowShape, nearestKind, whyNot } from './choose-type.ts';
import { headlineOf } from './headline.ts';
import { isCut } from './options.ts';
import { PALETTES } from './palette.ts';
import { area } from './plots/area.ts';
import { bars } from './plots/bar.ts';
import { columns } from './plots/column.ts';
import { grouped } from './plots/grouped.ts';
import { heatmap } from './plots/heatmap.ts';
import { histogram } from './plots/histogram.ts';
import { lines } from './plots/line.ts';
import { words } from './plots/message.ts';
import { multiples } from './plots/multiples.ts';
import { bigNumber } from './plots/number.ts';
import { pie } from './plots/pie.ts';
import { scatter } from './plots/scatter.ts';
import { shares, stacked } from './plots/stacked.ts';
import { drawnTable } from './plots/table.ts';
import { waterfall } from './plots/waterfall.ts';

/** A Vega-Lite spec that reads its rows from the data named `table`, with the words that go with it. */
export type Chart = {
  readonly kind: DrawnKind;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** What stands around the plot in the picture. */
  readonly frame: Frame;
  readonly theme: Theme;
  /** One sentence with the finding, for the message's text: `$4.2M in all. USA leads with $1.9M (45%).` */
  readonly headline: string;
  /** For people who do not see the picture: kind, what is drawn, highest, lowest, trend. At most 2,000 characters. */
  readonly alt: string;
  /** One sentence when the kind asked for could not be drawn: what is drawn instead and why. */
  readonly notice?: string;
};

export type Draw = (chart: Chart) => Promise<Picture>;

type Builder = (scene: Scene) => Plot;

const BUILDERS: Readonly<Record<ChartType, Builder>> = {
  number: bigNumber,
  bar: bars,
  column: columns,
  line: lines,
  area,
  stacked,
  grouped,
  share: shares,
  heatmap,
  multiples,
  pie,
  scatter,
  histogram,
  waterfall,
  table: drawnTable,
};

/** Chooses how a table is drawn, builds its spec, and puts the finding into words. */
export function chart(table: Table, options: ChartOptions): Chart {
  const { formats, additive, comparison } = options;
  const shape = shapeOf(table, { formats, additive, earlier: comparison?.columns ?? {} });
  const scene: Scene = { table, shape, options, palette: PALETTES[options.theme ?? 'light'] };
  const nothing = nothingToDraw(scene);
  if (nothing) return finish(scene, { kind: 'empty', plot: words(scene, nothing), headline: nothing });
  if (options.as === 'table')
    return finish(scene, { kind: 'table', plot: drawnTable(scene), headline: headlineOf(scene, 'table') });
  const custom = options.spec && customOf(scene, options.spec);
  const asked = options.as && nearestKind(options.as, scene);
  const reason = asked && whyNot(asked, scene);
  if (asked && !reason) return build(asked, scene);
  if (custom?.kind === 'custom') {
    const notice = reason && noticeOf('the chart of this query', options.as!, reason);
    return finish(scene, { kind: 'custom', plot: custom.plot, headline: headlineOf(scene, 'custom'), notice });
  }
  const chosen = custom && { ...scene, shape: chosenShape(shape, custom.columns) };
  const wanted = chosen && nearestKind(custom.kind, chosen);
  const isChosen = wanted && !whyNot(wanted, chosen);
  const kind = isChosen ? wanted : chooseKind(scene);
  return build(kind, isChosen ? chosen : scene, reason && noticeOf(KIND_WORDS[kind], options.as!, reason));
}

function build(kind: ChartType, scene: Scene, notice?: string): Chart {
  const plot = BUILDERS[kind]({ ...scene, shape: narrowShape(kind, scene.shape) });
  return finish(scene, { kind, plot, headline: headlineOf(scene, kind), notice });
}

function noticeOf(drawn: string, asked: ChartType, reason: string): string {
  return `Drawn as ${drawn}, not as ${KIND_WORDS[asked]}: ${reason}.`;
}

/** The columns that an author chose for the chart, in the author's order. */
function chosenShape({ time, dimensions, measures }: Shape, names: readonly string[]): Shape {
  const place = ({ name }: { readonly name: string }) => names.indexOf(name);
  const chosen = <T extends { readonly name: string }>(columns: readonly T[]) =>
    columns.filter((column) => place(column) >= 0).toSorted((a, b) => place(a) - place(b));
  const shown = chosen(measures);
  return {
    time: time && place(time) >= 0 ? time : undefined,
    dimensions: chosen(dimensions),
    measures: shown.length > 0 ? shown : measures,
  };
}

/** Why there is nothing to draw, in a sentence for the picture and the message; undefined when there is something. */
function nothingToDraw({ table, shape, options }: Scene): string | undefined {
  if (table.rows.length === 0) return 'No rows: nothing matches these filters.';
  if (options.as === 'table') return undefined;
  const measure = shape.measures[0];
  if (!measure) return `${rowCount(table, options)}, and no number among the columns to draw.`;
  if (table.rows.every((row) => numberOf(row[measure.index]) === null))
    return `No data: ${measure.name} is empty in ${rowCount(table, options)}.`;
  return undefined;
}

function rowCount({ rows }: Table, { locale }: ChartOptions): string {
  return rows.length === 1 ? '1 row' : `${formatNumber(rows.length, { style: 'full', locale })} rows`;
}

/** What is measured, where the title does not say it; of several measures, the one that is drawn. */
function unnamedMeasure({ shape, options }: Scene, kind: DrawnKind): string {
  if (['empty', 'table', 'custom', 'scatter', 'histogram', 'multiples'].includes(kind)) return '';
  const name = shape.measures[0]?.name ?? '';
  const isSaid = shape.measures.length === 1 && options.title.toLowerCase().includes(name.toLowerCase());
  return isSaid || (kind === 'number' && shape.measures.length > 1) ? '' : name;
}

/** A number adds up what the title compares, bars add up all times: `Sales by country` is then `Sales`. */
function titleOf({ table, shape, options: { title } }: Scene, kind: DrawnKind): string {
  const isTimeless = kind in BUILDERS && !narrowShape(kind as ChartType, shape).time;
  if (shape.time && isTimeless && shape.dimensions.length > 0) {
    const time = shape.time.name.toLowerCase();
    return title.replace(/ by (.+)$/i, (_, names: string) => {
      const left = names.split(' and ').filter((name) => name.toLowerCase() !== time);
      return ` by ${left.join(' and ')}`;
    });
  }
  const first = table.columns.find((column) => kindOf(column) !== 'number');
  if (kind !== 'number' || shape.dimensions.length === 0 || !first) return title;
  const start = title.toLowerCase().indexOf(` by ${first.name.toLowerCase()}`);
  return start > 0 ? title.slice(0, start) : title;
}

type Made = { readonly kind: DrawnKind; readonly plot: Plot; readonly headline: string; readonly notice?: string };

const COMPARING: readonly Chart['kind'][] = [
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
function shownWhole({ table, options }: Scene, kind: Chart['kind']): string | undefined {
  const isWhole = !['pie', 'share'].includes(kind) || !isCut(table.rows.length, options);
  return isWhole ? undefined : 'The percentages are of what is shown.';
}

/** Where the earlier values are when the picture has no room for them. */
function unseenComparison({ options, shape }: Scene, kind: Chart['kind']): string | undefined {
  const isSplit = shape.dimensions.length + (shape.time ? 1 : 0) > 1;
  if (!options.comparison || (COMPARING.includes(kind) && !(isSplit && kind === 'line'))) return undefined;
  return `The values of ${options.comparison.label === 'last year' ? 'last year' : 'the period before'} are in the table.`;
}

function finish(scene: Scene, { kind, plot, headline, notice }: Made): Chart {
  const { subtitle, source, theme = 'light' } = scene.options;
  const below = [notice, unseenComparison(scene, kind), shownWhole(scene, kind), ...(plot.notes ?? []), source].filter(
    (note) => note !== undefined && note !== '',
  );
  return {
    kind,
    spec: plot.spec,
    rows: plot.rows,
    frame: {
      title: cleanText(titleOf(scene, kind)),
      subtitle: cleanText([unnamedMeasure(scene, kind), subtitle].filter((part) => part !== '').join(' · ')),
      key: plot.key ?? [],
      source: cleanText(below.join(' ')),
    },
    theme,
    headline,
    alt: altOf(scene, kind, headline),
    notice,
  };
}
