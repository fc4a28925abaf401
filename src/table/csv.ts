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
export function toSpreadsheetCsv({ columns, rows }: CsvTable): string {
  return toCsv({
    columns: columns.map(({ name }) => ({ name: defused(name) })),
    rows: rows.map((cells) => cells.map((cell) => cell && defused(cell))),
  });
}

const FORMULA = /^\s*[=+\-@\t\r\uFF1D\uFF0B\uFF0D\uFF20]/;

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/i;

function defused(cell: string): string {
  return FORMULA.test(cell) && !NUMBER.test(cell) ? `'${cell}` : cell;
}

function field(cell: string | null): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
