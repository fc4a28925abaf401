import type { Answer } from './answer.ts';
import type { Help } from './help.ts';
import type { Table } from './table.ts';

import { estimateCost } from './cost.ts';
import { kindOf } from './table.ts';
import { dayWords } from './words.ts';

const ROWS = 50;
const WIDTH = 40;

/** An answer as the one object that `ask --json` prints. Cells are Athena's own text. */
export function toJson({ text, statement, table, chart }: Answer): string {
  const object = {
    request: text,
    sql: statement.sql,
    parameters: statement.parameters,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    rows: table.rows,
    scannedBytes: table.scannedBytes,
    elapsedMs: table.elapsedMs,
    engine: table.engine,
    text: chart.headline,
  };
  return `${JSON.stringify(object)}\n`;
}

/** An answer to be read in a terminal: the finding, the numbers, the receipt. */
export function toText(answer: Answer): string {
  const { title, subtitle, chart, table } = answer;
  const hidden = table.rows.length - ROWS;
  return [
    title,
    subtitle,
    '',
    chart.headline,
    ...(chart.notice ? [chart.notice] : []),
    '',
    gridOf(table),
    ...(hidden > 0 ? [`… and ${hidden.toLocaleString('en')} more rows: --csv prints all`] : []),
    '',
    receiptOf(answer),
    ...answer.alternatives.map(
      ({ word, taken, meaning, text }) => `"${word}" is taken as ${taken}; for ${meaning} ask: ${text}`,
    ),
    `Ask again: ${answer.text}`,
    '',
  ].join('\n');
}

/** Help to be read in a terminal. */
export function toHelp({ title, text, queries, params, examples }: Help): string {
  const width = Math.max(0, ...queries.map(({ name }) => name.length), ...params.map(({ name }) => name.length));
  return [
    title,
    text,
    '',
    ...queries.map(({ name, description }) => `  ${name.padEnd(width)}  ${description}`),
    ...params.map(({ name, takes }) => `  ${name.padEnd(width)}  ${takes}`),
    '',
    'Try',
    ...examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

/** How fresh, how big, how dear, how fast, by whom and from which definition: one line. */
export function receiptOf({ asOf, table, query }: Pick<Answer, 'asOf' | 'table' | 'query'>): string {
  const cost = estimateCost(table.scannedBytes);
  const rows = table.rows.length;
  return [
    asOf && `Data as of ${dayWords(asOf)}`,
    `${rows.toLocaleString('en')} ${rows === 1 ? 'row' : 'rows'}`,
    `${bytesWords(table.scannedBytes)} scanned${cost > 0 ? ` (about $${cost < 0.01 ? cost.toFixed(5) : cost.toFixed(2)})` : ''}`,
    `${(table.elapsedMs / 1000).toFixed(1)} s${table.reused ? ', result reused' : ''}`,
    table.engine,
    `${query.name}@${query.version}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** `1536` → `1.5 KB`; a kilobyte is 1024 bytes, as Athena bills. */
export function bytesWords(bytes: number): string {
  const units = ['B', 'KB', 'MB', 'GB', 'TB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** power;
  return `${power === 0 || value >= 100 ? Math.round(value) : value.toFixed(1)} ${units[power]}`;
}

/** Columns side by side, numbers to the right. */
function gridOf({ columns, rows }: Table): string {
  const cells = rows.slice(0, ROWS).map((row) => row.map((cell) => clip(cell ?? '–')));
  const heads = columns.map(({ name }) => clip(name));
  const widths = heads.map((head, index) => Math.max(head.length, ...cells.map((row) => row[index]!.length)));
  const line = (row: readonly string[]) =>
    row
      .map((cell, index) =>
        kindOf(columns[index]!) === 'number' ? cell.padStart(widths[index]!) : cell.padEnd(widths[index]!),
      )
      .join('  ')
      .trimEnd();
  return [line(heads), widths.map((width) => '─'.repeat(width)).join('  '), ...cells.map(line)].join('\n');
}

function clip(text: string): string {
  const shown = text.replace(/\p{Cc}+/gu, ' ');
  return shown.length > WIDTH ? `${shown.slice(0, WIDTH - 1)}…` : shown;
}
