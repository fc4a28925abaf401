import type { Column } from '../../table/table.ts';
import type { ChartInput, Plot } from '../options.ts';

import { formatTime, timeOf } from '../../calendar/bucket.ts';
import { kindOf, numberOf } from '../../table/table.ts';
import { formatNumber } from '../../text/number.ts';
import { formatLabel } from '../../text/text.ts';
import { formatCategory } from '../points.ts';
import { pixelChannel } from './channels.ts';
import { layer, plotSpec, WIDTH } from './plot.ts';

const MOST_ROWS = 12;

const MOST_COLUMNS = 6;

const ROW = 24;

/** The first rows as they are, numbers in full and set right. */
export function tablePlot(input: ChartInput): Plot {
  const { table, palette } = input;
  const columns = table.columns.slice(0, MOST_COLUMNS);
  const shown = table.rows.slice(0, MOST_ROWS);
  const texts = shown.map((row) => columns.map((column, index) => cellText(input, column, row[index] ?? null)));
  const lengths = columns.map((column, index) => {
    const longest = [column.name, ...texts.map((row) => row[index]!)].reduce(
      (most, text) => Math.max(most, text.length),
      0,
    );
    return Math.min(Math.max(longest, 4), 28) + 3;
  });
  const whole = lengths.reduce((a, b) => a + b, 0);
  const widths = lengths.map((length) => (length / whole) * WIDTH);
  const cell = (index: number, line: number, text: string, part: string) => {
    const isRight = kindOf(columns[index]!) === 'number';
    const left = widths.slice(0, index).reduce((a, b) => a + b, 0);
    return {
      part,
      text,
      x: isRight ? left + widths[index]! - (index === columns.length - 1 ? 0 : 18) : left,
      y: line * ROW + ROW / 2,
      align: isRight ? 'right' : 'left',
      limit: widths[index]! - (isRight ? 0 : 18),
    };
  };
  const rows = [
    ...columns.map((column, index) => cell(index, 0, formatLabel(column.name), 'head')),
    ...texts.flatMap((row, line) => row.map((text, index) => cell(index, line + 1, text, 'cell'))),
    ...shown.map((_, line) => ({ part: 'line', y: (line + 1) * ROW, x: 0, x2: WIDTH })),
  ];
  const height = (shown.length + 1) * ROW;
  const text = { type: 'text', baseline: 'middle', align: { expr: 'datum.align' }, limit: { expr: 'datum.limit' } };
  const spec = plotSpec(
    {
      autosize: 'none',
      encoding: { x: pixelChannel('x', WIDTH), y: { ...pixelChannel('y', height), scale: null } },
      layer: [
        layer('line', { type: 'rule', color: palette.grid }, { x2: { field: 'x2' } }),
        layer('head', { ...text, fontWeight: 600, color: palette.muted }, { text: { field: 'text' } }),
        layer('cell', text, { text: { field: 'text' } }),
      ],
    },
    { height },
  );
  const notes = [
    table.rows.length > shown.length
      ? `The first ${shown.length} of ${formatNumber(table.rows.length, { style: 'full', locale: input.options.locale })} rows.`
      : '',
    table.columns.length > columns.length ? `The first ${columns.length} of ${table.columns.length} columns.` : '',
  ];
  return { spec, rows, notes: notes.filter((note) => note !== '') };
}

function cellText({ options, fields }: ChartInput, column: Column, cell: string | null): string {
  const value = kindOf(column) === 'number' && cell !== null ? numberOf(cell) : null;
  if (value !== null)
    return formatNumber(value, { format: options.formats[column.name], style: 'full', locale: options.locale });
  const dimension = fields.dimensions.find(({ name }) => name === column.name);
  if (dimension) return formatCategory(cell, dimension);
  if (cell === null) return '–';
  const time = fields.time?.name === column.name ? timeOf(cell) : null;
  return time === null ? formatLabel(cell) : formatTime(time, fields.time!.grain);
}
