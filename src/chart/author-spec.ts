import type { Column } from '../table/table.ts';
import type { ChartInput } from './chart-input.ts';
import type { ChartType } from './chart-type.ts';
import type { Json, Plot } from './plots/plot.ts';

import { UserError } from '../error.ts';
import { kindOf, numberOf } from '../table/table.ts';
import { splitFormat } from '../text/number.ts';
import { separatorsOf } from '../text/separators.ts';
import { isChartType } from './chart-type.ts';
import { HEIGHT, SCHEMA, WIDTH } from './plots/size.ts';

/** The author's chart: one of our types over chosen columns, or a Vega-Lite spec, and whether it shows the baseline. */
export type AuthorChart =
  | { readonly type: ChartType; readonly columns: readonly string[] }
  | { readonly type: 'custom'; readonly plot: Plot; readonly isCompared: boolean };

const FULL = ['encoding', 'layer', 'concat', 'hconcat', 'vconcat', 'repeat', 'facet', 'spec'];

const COMPOSED = ['concat', 'hconcat', 'vconcat', 'repeat', 'facet'];

const OUR_TYPES: Readonly<Record<string, ChartType>> = {
  point: 'scatter',
  circle: 'scatter',
  arc: 'pie',
  rect: 'heatmap',
};

const OUR_CHANNELS = new Set(['mark', 'x', 'y', 'color', 'theta']);

/**
 * Reads `chart:` of a header: the short form `{ mark, x, y, color }`, whose channels are columns, or a whole Vega-Lite
 * spec, whose data becomes the result. Throws a UserError that names a column which the result lacks.
 */
export function readAuthorChart(input: ChartInput, spec: Json): AuthorChart {
  if (FULL.some((key) => key in spec)) return ownChart(input, spec);
  const { mark, ...channels } = spec;
  const markType = typeof mark === 'string' ? mark : (mark as Json | undefined)?.type;
  if (typeof markType !== 'string')
    throw new UserError('the chart in this header has no mark: write one, as in { mark: bar, x: Month, y: Sales }');
  const columns = Object.entries(channels).flatMap(([channel, value]) =>
    OUR_CHANNELS.has(channel) ? fieldOf(input, value) : [],
  );
  const isPlain = Object.keys(spec).every((key) => OUR_CHANNELS.has(key)) && typeof mark === 'string';
  const type = OUR_TYPES[markType] ?? (isChartType(markType) ? markType : undefined);
  if (isPlain && type) return { type: uprightType(input, type, channels), columns: columns.map(({ name }) => name) };
  return ownChart(input, { mark, encoding: encodingOf(input, channels) });
}

/** Bars stand upright when the value is on y. */
function uprightType(input: ChartInput, type: ChartType, { y }: Json): ChartType {
  const [column] = y === undefined ? [] : fieldOf(input, y);
  return type === 'bar' && column && kindOf(column) === 'number' ? 'column' : type;
}

function encodingOf(input: ChartInput, channels: Json): Json {
  return Object.fromEntries(
    Object.entries(channels).map(([channel, value]) => {
      const [column] = fieldOf(input, value);
      if (!column) return [channel, value];
      const type = typeOf(column);
      const given = typeof value === 'string' ? {} : (value as Json);
      const axis = channel === 'x' || channel === 'y' ? axisOf(input, column) : {};
      return [channel, { type, title: column.name, ...axis, ...given, field: escapeField(column.name) }];
    }),
  );
}

/** Lets Vega write numbers with a language's separators. https://vega.github.io/vega-lite/docs/config.html */
function withLocale(spec: Json, { locale }: ChartInput['options']): Json {
  if (locale === undefined) return spec;
  const number = { ...separatorsOf(locale), currency: ['$', ''] };
  return { ...spec, config: { locale: { number }, ...(spec.config as Json | undefined) } };
}

/** Vega-Lite's type of a column: a number is a quantity. */
function typeOf(column: Column): string {
  return { number: 'quantitative', time: 'temporal', boolean: 'nominal', text: 'nominal' }[kindOf(column)];
}

/** Numbers on an axis are written as the header's format says, where it is one of d3's own. */
function axisOf({ options }: ChartInput, { name }: Column): Json {
  const { prefix, pattern, suffix } = splitFormat(options.formats[name]);
  return pattern === '' || prefix !== '' || suffix !== '' ? {} : { axis: { format: pattern } };
}

/** The column that a channel names; none for a channel that names no field. */
function fieldOf({ table }: ChartInput, channel: unknown): readonly Column[] {
  const name = typeof channel === 'string' ? channel : (channel as Json | null)?.field;
  if (typeof name !== 'string') return [];
  const column =
    table.columns.find((candidate) => candidate.name === name) ??
    table.columns.find((candidate) => plain(candidate.name) === plain(name));
  if (!column) throw missing(name, table.columns);
  return [column];
}

function ownChart(input: ChartInput, spec: Json): AuthorChart {
  const earlier = Object.values(input.options.comparison?.columns ?? {});
  const isCompared = fieldsRead(spec).some((field) => earlier.includes(plainField(field)));
  return { type: 'custom', plot: fullPlot(input, spec), isCompared };
}

/** A whole spec over the result: its own size and config are kept, ours fill in. */
function fullPlot({ table, options }: ChartInput, spec: Json): Plot {
  const isOpen = /"(pivot|lookup|from)":/.test(JSON.stringify(spec)); // these make columns out of values
  const known = new Set([...table.columns.map(({ name }) => name), ...namesMade(spec)]);
  for (const field of isOpen ? [] : fieldsRead(spec)) {
    const name = plainField(field);
    const root = name.split(/[.[]/)[0]!;
    if (!known.has(name) && !known.has(root)) throw missing(name, table.columns);
  }
  const isComposed = COMPOSED.some((key) => key in spec);
  const size = isComposed ? {} : { width: WIDTH, height: HEIGHT, autosize: { type: 'fit', contains: 'padding' } };
  const typed = withLocale(withTypes(spec, table.columns) as Json, options);
  return { spec: { $schema: SCHEMA, ...size, padding: 0, ...typed, data: { name: 'table' } }, rows: rowsOf(table) };
}

/** The channels on which a number is a length or a size, where Vega-Lite by itself takes it for a name. */
const MEASURED = new Set(['x', 'y', 'theta', 'size']);

/** A spec whose encodings say of each number and time that is drawn as it is which type it has, unless the author did. */
function withTypes(part: unknown, columns: readonly Column[]): unknown {
  if (Array.isArray(part)) return part.map((item) => withTypes(item, columns));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => {
      const column = MEASURED.has(key) && isPlainField(value) && columns.find(({ name }) => name === value.field);
      return [key, column ? { type: typeOf(column), ...value } : withTypes(value, columns)];
    }),
  );
}

/** Whether a channel draws a field as it is, so that its type hangs on the field alone. */
function isPlainField(channel: unknown): channel is Json {
  if (typeof channel !== 'object' || channel === null || !('field' in channel)) return false;
  return !['type', 'aggregate', 'bin', 'timeUnit', 'sort'].some((key) => key in channel);
}

function rowsOf({ columns, rows }: ChartInput['table']): readonly Json[] {
  return rows.map((row) =>
    Object.fromEntries(columns.map((column, index) => [column.name, typedCell(column, row[index] ?? null)])),
  );
}

function typedCell(column: Column, cell: string | null): unknown {
  if (cell === null) return null;
  const kind = kindOf(column);
  if (kind === 'number') return numberOf(cell);
  if (kind === 'boolean') return cell === 'true';
  return kind === 'time' ? cell.slice(0, 23).replace(' ', 'T') : cell;
}

/** Every `field` in an encoding, a transform or a sort. A row of a repeat is no column. */
function fieldsRead(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(fieldsRead);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'data' || key === 'datasets') return [];
    return key === 'field' && typeof value === 'string' && value !== '' ? [value] : fieldsRead(value);
  });
}

/** The fields that a spec's transforms make: what they are told to write, and the names that they write by themselves. */
function namesMade(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(namesMade);
  if (typeof part !== 'object' || part === null) return [];
  return Object.entries(part).flatMap(([key, value]) => {
    if (key === 'as') return [value].flat().filter((name) => typeof name === 'string');
    if (key === 'fold') return ['key', 'value', ...namesMade(value)];
    if (key === 'density') return ['value', 'density', ...namesMade(value)];
    if (key === 'data' || key === 'datasets') return [];
    return namesMade(value);
  });
}

function missing(name: string, columns: readonly Column[]): UserError {
  const names = columns.map((column) => column.name).join(', ');
  return new UserError(
    `the chart in this header reads ${JSON.stringify(name)}, and the result has ${names}: name one of these`,
  );
}

function escapeField(name: string): string {
  return name.replace(/[\\.[\]'"]/g, '\\$&');
}

/** A field as the column is called. */
function plainField(field: string): string {
  return field.replaceAll(/\\(?=[.[\]'"])/g, '');
}

function plain(name: string): string {
  return name
    .toLowerCase()
    .replace(/[\s_-]+/g, ' ')
    .trim();
}
