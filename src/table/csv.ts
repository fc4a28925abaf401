import type { Column, Table } from './table.ts';

/** What of a table its CSV is made of. */
type CsvTable = Pick<Table, 'rows'> & { readonly columns: readonly Pick<Column, 'name'>[] };

/** Writes a table as CSV (RFC 4180, lines end with `\n`): cells are Athena's text, NULL is an empty field and '' is `""`. */
export function toCsv({ columns, rows }: CsvTable): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((cells) => cells.map(field).join(','));
  return `${lines.join('\n')}\n`;
}

/**
 * Writes a table as CSV for spreadsheets: a text that would run as a formula begins with an apostrophe.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */
export function toSpreadsheetCsv(table: CsvTable): string {
  return spreadsheetLines(table).join('');
}

/** A CSV that may end before its table does. */
export type BoundedCsv = {
  readonly bytes: Buffer;
  /** How many rows of the table it has. */
  readonly rows: number;
};

/** Writes as many rows of a table for spreadsheets, from the first, as have room in a number of bytes beside the header. */
export function toBoundedCsv(table: CsvTable, mostBytes: number): BoundedCsv {
  const lines = spreadsheetLines(table, mostBytes);
  return { bytes: Buffer.from(lines.join('')), rows: lines.length - 1 };
}

/** The header and the rows as lines of a CSV, with formulas escaped; of the rows only those that fit into `mostBytes`. */
function spreadsheetLines({ columns, rows }: CsvTable, mostBytes = Number.POSITIVE_INFINITY): readonly string[] {
  const lineOf = (cells: readonly (string | null)[]) =>
    `${cells.map((cell) => field(cell && escapeFormula(cell))).join(',')}\n`;
  const lines = [lineOf(columns.map(({ name }) => name))];
  let bytes = Buffer.byteLength(lines[0]!);
  for (const cells of rows) {
    const line = lineOf(cells);
    bytes += Buffer.byteLength(line);
    if (bytes > mostBytes) break;
    lines.push(line);
  }
  return lines;
}

const FORMULA = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function escapeFormula(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

function field(cell: string | null): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
