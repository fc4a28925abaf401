import type { Column, Table } from './table.ts';

/** A table as CSV (RFC 4180, `\n` ends a line): cells are Athena's text, NULL is an empty field and '' is `""`. */
export function toCsv({
  columns,
  rows,
}: Pick<Table, 'rows'> & { readonly columns: readonly Pick<Column, 'name'>[] }): string {
  const lines = [columns.map(({ name }) => name), ...rows].map((cells) => cells.map(field).join(','));
  return `${lines.join('\n')}\n`;
}

function field(cell: string | null): string {
  if (cell === null) return '';
  return cell === '' || /[",\r\n]|^\s|\s$/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
