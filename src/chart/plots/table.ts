import type { Column } from '../../table/table.ts';
import type { TableInput } from '../chart-input.ts';
import type { Json, Plot } from './plot.ts';

import { formatBucket } from '../../calendar/bucket.ts';
import { textWidth, widestOf } from '../../fonts/text-width.ts';
import { isIdentifier } from '../../table/fields.ts';
import { kindOf, numberOf } from '../../table/table.ts';
import { formatNumber } from '../../text/number.ts';
import { formatLabel } from '../../text/text.ts';
import { formatCategory } from '../points.ts';
import { countRows } from '../sentences/value-words.ts';
import { pixelEncoding } from './channels.ts';
import { layer, OWN_TEXT, plotSpec } from './plot.ts';
import { WIDTH } from './size.ts';

const MOST_ROWS = 12;

const MOST_COLUMNS = 6;

const ROW = 24; // pixels

const GAP = 18; // pixels between two columns

/** What the text of a cell counts for at least and at the most when columns share the width, in pixels. */
const CELL = { least: 30, most: 210 };

/** Draws the first 12 rows and 6 columns of the table, with full numbers, right-aligned. */
export function tablePlot(input: TableInput): Plot {
  const { table, palette } = input;
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const shown = table.rows.slice(0, MOST_ROWS);
  const texts = shown.map((row) => columns.map((column, index) => cellText(input, column, row[index] ?? null)));
  const cells = cellsOf(columns, texts);
  const heads = columns.map(({ name }) => formatLabel(name));
  const lines = shown.map((_, line) => ({ part: 'line', y: (line + 1) * ROW, x: 0, x2: WIDTH }));
  const rows = [
    ...heads.map((text, index) => ({ part: 'head', text, ...cells(index, 0) })),
    ...texts.flatMap((row, line) => row.map((text, index) => ({ part: 'cell', text, ...cells(index, line + 1) }))),
    ...lines,
  ];
  const height = (shown.length + 1) * ROW;
  const text = { type: 'text', baseline: 'middle', align: { expr: 'datum.align' }, limit: { expr: 'datum.limit' } };
  const layers = [
    layer('line', { type: 'rule', color: palette.grid }, { x2: { field: 'x2' } }),
    layer('head', { ...text, fontWeight: 600, color: palette.muted }, OWN_TEXT),
    layer('cell', text, OWN_TEXT),
  ];
  const spec = plotSpec({ autosize: 'none', encoding: pixelEncoding(height), layer: layers }, { height });
  return { spec, rows, notes: truncatedNotes(input, shown.length, columns.length) };
}

/** Shares the width out by how wide the texts of each column are; returns where a cell's text stands. */
function cellsOf(columns: readonly Column[], texts: readonly (readonly string[])[]) {
  const needed = columns.map(({ name }, index) => {
    const widest = Math.max(textWidth(name, { fontWeight: 600 }), widestOf(texts.map((row) => row[index] ?? '')));
    return Math.min(Math.max(widest, CELL.least), CELL.most) + GAP;
  });
  const whole = needed.reduce((a, b) => a + b, 0);
  const widths = needed.map((width) => (width / whole) * WIDTH);
  return (index: number, line: number): Json => {
    const left = widths.slice(0, index).reduce((a, b) => a + b, 0);
    const width = widths[index] ?? 0;
    const y = line * ROW + ROW / 2;
    const column = columns[index];
    if (!column || kindOf(column) !== 'number') return { x: left, y, align: 'left', limit: width - GAP };
    const gap = index === columns.length - 1 ? 0 : GAP;
    return { x: left + width - gap, y, align: 'right', limit: width };
  };
}

function cellText({ options, time, dimensions }: TableInput, column: Column, cell: string | null): string {
  const dimension = dimensions.find(({ name }) => name === column.name);
  if (dimension) return formatCategory(cell, dimension, options.locale);
  if (cell === null) return '–';
  const at = time?.name === column.name ? time.read(cell) : null;
  if (time && at !== null) return formatBucket(at, time.grain, options.locale);
  const value = kindOf(column) === 'number' ? numberOf(cell) : null;
  const format = Object.hasOwn(options.formats, column.name) ? options.formats[column.name] : undefined;
  if (value === null || (isIdentifier(column) && format === undefined)) return formatLabel(cell);
  return formatNumber(value, { format, style: 'full', locale: options.locale });
}

function truncatedNotes({ table, options }: TableInput, rows: number, columns: number): readonly string[] {
  return [
    ...(table.rows.length > rows ? [`The first ${rows} of ${countRows(table.rows.length, options)}.`] : []),
    ...(table.columns.length > columns ? [`The first ${columns} of ${table.columns.length} columns.`] : []),
  ];
}
