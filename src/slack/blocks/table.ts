import type { Answer } from '../../answer/answer.ts';
import type { Grain } from '../../calendar/bucket.ts';
import type { Look } from '../../chart/options.ts';
import type { Table } from '../../table/table.ts';
import type { NumberOptions } from '../../text/number.ts';

import { formatBucket, timeOf } from '../../calendar/bucket.ts';
import { valuesOf } from '../../question/request.ts';
import { isIdentifier, readFields } from '../../table/fields.ts';
import { numberOf } from '../../table/table.ts';
import { formatDifference, formatNumber } from '../../text/number.ts';
import { separate } from '../../text/separators.ts';
import { answerWords, missingWords } from '../words.ts';
import { BLOCK_LIMITS, oneLine } from './limits.ts';

/** The kind of a Slack table: a plain one, or one that readers can sort and page through, which not every workspace has. */
export type GridKind = 'table' | 'data_table';

/** The cells of a Slack table, within Slack's limits. */
export type Grid = {
  readonly kind: GridKind;
  readonly columns: readonly { readonly name: string; readonly isNumber: boolean }[];
  readonly rows: readonly (readonly string[])[];
  /** The numbers of the cells that show one, for sorting. */
  readonly numbers: readonly (readonly (number | undefined)[])[];
  /** The numbers of rows and columns without Slack's limits. */
  readonly whole: { readonly rows: number; readonly columns: number };
};

/** Returns a note on the rows and columns of a table that its message leaves out; none when all are shown. */
export function leftOutWords(grid: Grid | undefined): readonly string[] {
  if (!grid) return [];
  const { rows, columns, whole } = grid;
  if (rows.length >= whole.rows && columns.length >= whole.columns) return [];
  return [missingWords.leftOut({ rows: rows.length, columns: columns.length }, whole)];
}

/** Makes the cells of an answer's table, within Slack's limits. A table without rows is a plain one. */
export function gridOf(
  { table, earlier = {}, formats: written = {}, query, request, look }: Answer,
  wanted: GridKind = 'table',
): Grid {
  const chosen = query.params.flatMap((param) =>
    param.choices.filter(({ name }) => valuesOf(request, param)?.includes(name)),
  );
  const named = chosen.flatMap(({ label, format }) => (format ? [[label, format] as const] : []));
  const formats: Readonly<Record<string, string>> = { ...Object.fromEntries(named), ...written };
  const { time, dimensions, measures } = readFields(table, { formats, additive: [], baseline: {} });
  const all = table.columns.flatMap(({ name }, index): GridColumn[] => {
    const measure = measures.find((candidate) => candidate.index === index);
    const now = table.columns.findIndex((column) => earlier[column.name] === name);
    const format = formats[now < 0 ? name : table.columns[now]!.name];
    const { grain } = [time, ...dimensions].find((candidate) => candidate?.index === index) ?? {};
    const isPlain = now < 0 && format === undefined && isIdentifier({ name });
    const write = (cell: string) => {
      if (measure) return isPlain ? cell : writeNumber(cell, format, look);
      return grain ? writeTime(cell, grain, look) : cell;
    };
    const column: GridColumn = {
      name: oneLine(name) || ' ',
      isNumber: measure !== undefined,
      read: (row) => (row[index] == null ? undefined : write(row[index])),
      numberOf: (row) => (measure ? numberOf(row[index]) : null),
    };
    return now < 0
      ? [column]
      : [column, changeColumn(table, { current: now, earlier: index }, { format, locale: look?.locale })];
  });
  const columns = all.slice(0, BLOCK_LIMITS.tableColumns);
  const kind = table.rows.length > 0 ? wanted : 'table';
  let left = BLOCK_LIMITS[kind].text - columns.reduce((sum, { name }) => sum + name.length, 0);
  const rows: string[][] = [];
  const numbers: (number | undefined)[][] = [];
  for (const row of table.rows.slice(0, BLOCK_LIMITS[kind].rows - 1)) {
    const cells = columns.map(({ read }) => {
      const text = read(row);
      return text === undefined ? '–' : oneLine(text) || ' ';
    });
    left -= cells.reduce((sum, cell) => sum + cell.length, 0);
    if (left < 0) break;
    rows.push(cells);
    numbers.push(columns.map((column) => column.numberOf(row) ?? undefined));
  }
  return {
    columns: columns.map(({ name, isNumber }) => ({ name, isNumber })),
    rows,
    numbers,
    kind,
    whole: { rows: table.rows.length, columns: all.length },
  };
}

type Row = Table['rows'][number];

type GridColumn = {
  readonly name: string;
  readonly isNumber: boolean;
  /** Returns the text of a row's cell; undefined for an empty one. */
  readonly read: (row: Row) => string | undefined;
  /** Returns the number of a row's cell; null where it has none. */
  readonly numberOf: (row: Row) => number | null;
};

/** How a measure changed against its earlier value, which stands left of it. */
function changeColumn(
  { columns }: Table,
  { current, earlier }: { current: number; earlier: number },
  options: NumberOptions,
): GridColumn {
  const name = oneLine(columns[current]!.name);
  return {
    name: answerWords.change(name),
    isNumber: true,
    numberOf: (row) => differenceOf(numberOf(row[current]), numberOf(row[earlier])),
    read: (row) => formatDifference(numberOf(row[current]), numberOf(row[earlier]), { ...options, style: 'full' }),
  };
}

function differenceOf(now: number | null, before: number | null): number | null {
  return now === null || before === null ? null : now - before;
}

function writeTime(cell: string, grain: Grain, { locale }: Look = {}): string {
  const time = timeOf(cell);
  return time === null ? cell : formatBucket(time, grain, locale);
}

/** A number cell in its author's format, or else digit for digit with its thousands parted. */
function writeNumber(cell: string, format: string | undefined, { locale }: Look = {}): string {
  const exact = /^(-?)(\d+)(\.\d+)?$/.exec(cell);
  if (format && Number.isFinite(Number(cell))) return formatNumber(Number(cell), { format, style: 'full', locale });
  if (!exact) return Number.isFinite(Number(cell)) ? formatNumber(Number(cell), { style: 'full', locale }) : cell;
  const digits = `${exact[2]!.replace(/(?<=\d)(?=(\d{3})+$)/g, ',')}${exact[3] ?? ''}`;
  return `${exact[1] ? '−' : ''}${separate(digits, locale)}`;
}
