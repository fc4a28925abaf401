import type { Table } from '../table/table.ts';
import type { ChartInput, NonEmpty, TableInput } from './chart-input.ts';
import type { ChartType, DrawnType } from './chart-type.ts';
import type { ChangeOptions, ChartOptions } from './options.ts';
import type { Theme } from './palette.ts';
import type { Frame, Picture } from './picture.ts';
import type { PlainChart } from './plain-chart.ts';
import type { Plot } from './plots/plot.ts';

import { numberOf } from '../table/table.ts';
import { cleanText } from '../text/text.ts';
import { writeAltText } from './alt-text.ts';
import { readAuthorChart } from './author-spec.ts';
import { readChanges } from './changes.ts';
import { readInput, readTableInput } from './chart-input.ts';
import { TYPE_PHRASES } from './chart-type.ts';
import { chooseType, nearestType, reasonAgainst, selectFields } from './choose-type.ts';
import { frameText } from './frame-text.ts';
import { writeHeadline } from './headline.ts';
import { plainChart } from './plain-chart.ts';
import { BUILDERS } from './plots/builders.ts';
import { changesPlot, MOST_CONTRIBUTIONS } from './plots/changes.ts';
import { messagePlot } from './plots/message.ts';
import { tablePlot } from './plots/table.ts';
import { changesSentence } from './sentences/changes.ts';
import { countRows } from './sentences/value-words.ts';

/** A Vega-Lite spec that reads its rows from the data named `table`, with the texts that belong to it. */
export type Chart = {
  readonly type: DrawnType;
  readonly spec: Readonly<Record<string, unknown>>;
  readonly rows: readonly Readonly<Record<string, unknown>>[];
  /** The texts around the plot in the picture. */
  readonly frame: Frame;
  readonly theme: Theme;
  /** One sentence with what is most notable, for the message's text: `$4.2M in all. USA leads with $1.9M (45%).` */
  readonly headline: string;
  /** A description for people who cannot see the picture: type, what is drawn, highest, lowest, trend. At most 2,000 characters. */
  readonly alt: string;
  /** One sentence on what is drawn instead, and why, when the type asked for could not be drawn. */
  readonly notice?: string;
  /** Its numbers by category and series; undefined when no line, bars, area or pie could show them. */
  readonly plain?: PlainChart | undefined;
};

/** How a chart is drawn. */
export type DrawOptions = {
  /** Pixels of the file for each pixel of its logical size; 2 unless it is given, and fewer where the file would be too large. */
  readonly scale?: number | undefined;
};

/** Draws a chart as a PNG. Rejects with a UserError when its spec is wrong. */
export type Draw = (chart: Chart, options?: DrawOptions) => Promise<Picture>;

/** Draws an empty picture, for answers whose numbers alone are wanted. */
export const drawNothing: Draw = async () => ({ png: new Uint8Array(), width: 0, height: 0 });

/**
 * Chooses how a table is drawn, builds its spec, and writes its headline. Throws a UserError when an author's chart
 * names a column that the table lacks.
 */
export function chart(table: Table, options: ChartOptions): Chart {
  const read = readTableInput(table, options);
  if (options.changes) return drawChanges(read, options.changes);
  const [first, ...others] = read.fields.measures;
  const empty = nothingToDraw(read, first);
  if (empty !== undefined)
    return finish(read, {
      type: 'empty',
      plot: messagePlot(read, empty),
      headline: empty,
      measures: first ? [first] : [],
    });
  const input = first && readInput(read, read.fields, [first, ...others]);
  if (!input || options.as === 'table') return drawTable(read, input);
  const asked = options.as && nearestType(options.as, input);
  const reason = asked && reasonAgainst(asked, input);
  if (asked && reason === undefined) return build(asked, input);
  return drawUnasked(input, reason);
}

/** Draws what a change is made of, by the first dimension, or as the table that it is. */
function drawChanges(read: TableInput, options: ChangeOptions): Chart {
  const { locale } = read.options;
  const kept = { most: MOST_CONTRIBUTIONS, remainder: options.remainder?.name, locale };
  const dimensions = readChanges(read.table, kept);
  const measures = [{ name: options.measure }];
  const [first] = dimensions;
  if (!first) {
    const headline = 'No rows: nothing matches these filters.';
    return finish(read, { type: 'empty', plot: messagePlot(read, headline), headline, measures: [] });
  }
  const headline = changesSentence(dimensions, options, read.options);
  if (read.options.as === 'table') return finish(read, { type: 'table', plot: tablePlot(read), headline, measures });
  const plot = changesPlot(read, first, options);
  const subtitle = [`By ${first.dimension.toLowerCase()}`, read.options.subtitle]
    .filter((part) => part !== '')
    .join(' · ');
  return finish({ ...read, options: { ...read.options, subtitle } }, { type: 'waterfall', plot, headline, measures });
}

function drawTable(read: TableInput, input: ChartInput | undefined): Chart {
  const headline = input ? writeHeadline(input, 'table') : `${countRows(read.table.rows.length, read.options)}.`;
  return finish(read, { type: 'table', plot: tablePlot(read), headline, measures: input?.measures ?? [], input });
}

/** Draws the author's chart, or else what suits the table; `reason` is why the type that was asked for cannot be drawn. */
function drawUnasked(input: ChartInput, reason: string | undefined): Chart {
  const { options } = input;
  const noticeOf = (drawn: string) =>
    reason === undefined || !options.as
      ? undefined
      : `Drawn as ${drawn}, not as ${TYPE_PHRASES[options.as]}: ${reason}.`;
  const author = options.spec && readAuthorChart(input, options.spec);
  if (author?.type === 'custom') {
    const headline = writeHeadline(input, 'custom');
    const notice = noticeOf('the chart of this query');
    const { plot, isCompared } = author;
    return finish(input, { type: 'custom', plot, isCompared, headline, measures: input.measures, input, notice });
  }
  const chosen = author && chooseColumns(input, author.columns);
  const type = author && chosen && nearestType(author.type, chosen);
  if (type && reasonAgainst(type, chosen) === undefined) return build(type, chosen, noticeOf(TYPE_PHRASES[type]));
  const automatic = chooseType(input);
  return build(automatic, input, noticeOf(TYPE_PHRASES[automatic]));
}

function build(type: ChartType, input: ChartInput, notice?: string): Chart {
  const { time, dimensions } = selectFields(type, input);
  const isWhole = time === input.time && dimensions.length === input.dimensions.length;
  const drawn = isWhole ? input : readInput(input, { time, dimensions }, input.measures);
  const plot = BUILDERS[type](drawn);
  const headline = writeHeadline(input, type);
  const finished = finish(input, { type, plot, headline, measures: input.measures, input, notice });
  return { ...finished, plain: plainChart(type, drawn) };
}

/** The input with only the columns that an author chose for the chart, in the author's order; all where none is named. */
function chooseColumns(input: ChartInput, names: readonly string[]): ChartInput {
  if (names.length === 0) return input;
  const { time, dimensions, measures } = input;
  const rank = ({ name }: { readonly name: string }) => names.indexOf(name);
  const chosen = <T extends { readonly name: string }>(columns: readonly T[]) =>
    columns.filter((column) => rank(column) >= 0).toSorted((a, b) => rank(a) - rank(b));
  const [first, ...others] = chosen(measures);
  const shown: NonEmpty<(typeof measures)[0]> = first ? [first, ...others] : measures;
  const fields = { time: time && rank(time) >= 0 ? time : undefined, dimensions: chosen(dimensions) };
  return readInput(input, fields, shown);
}

/** Why there is nothing to draw, in a sentence for the picture and the message; undefined when there is something. */
function nothingToDraw(
  { table, options }: TableInput,
  measure: { readonly name: string; readonly index: number } | undefined,
): string | undefined {
  if (table.rows.length === 0) return options.emptyText ?? 'No rows: nothing matches these filters.';
  if (options.as === 'table') return undefined;
  const rows = countRows(table.rows.length, options);
  if (!measure) return `${rows}, and no number among the columns to draw.`;
  const isEmpty = table.rows.every((row) => numberOf(row[measure.index]) === null);
  return isEmpty ? (options.emptyText ?? `No data: ${measure.name} is empty in ${rows}.`) : undefined;
}

type ChartParts = {
  readonly type: DrawnType;
  readonly plot: Plot;
  readonly headline: string;
  readonly measures: readonly { readonly name: string }[];
  readonly isCompared?: boolean;
  readonly input?: ChartInput;
  readonly notice?: string;
};

function finish(
  read: TableInput,
  { type, plot, headline: written, measures, isCompared, input, notice }: ChartParts,
): Chart {
  const headline = type === 'empty' ? written : (read.options.headline ?? written);
  const { title, subtitle, notes } = frameText(read, { type, measures, isCompared });
  const below = [notice, ...notes, ...(plot.notes ?? []), read.options.source];
  return {
    type,
    spec: plot.spec,
    rows: plot.rows,
    frame: {
      title: cleanText(title),
      subtitle: cleanText(subtitle),
      legend: plot.legend ?? [],
      source: cleanText(below.filter((note) => note !== undefined && note !== '').join(' ')),
    },
    theme: read.options.theme ?? 'light',
    headline,
    alt: writeAltText(read, { type, headline, input, values: plot.values }),
    notice,
  };
}
