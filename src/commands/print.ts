import type { Answer } from '../answer/answer.ts';
import type { Help } from '../question/help.ts';
import type { Table } from '../table/table.ts';

import { receiptOf } from '../answer/receipt.ts';
import { kindOf } from '../table/table.ts';
import { truncate } from '../text/text.ts';

const ROWS = 50;

const WIDTH = 40;

/** Makes the object that `ask --json` prints. Cells are Athena's own text. */
export function toJson({ text, title, subtitle, statement, table, chart }: Answer): string {
  const object = {
    request: text,
    understood: [title, subtitle].filter(Boolean).join(' · '),
    sql: statement.sql,
    parameters: statement.parameters,
    columns: table.columns.map(({ name, type }) => ({ name, type })),
    rows: table.rows,
    scannedBytes: table.scannedBytes,
    reused: table.reused,
    elapsedMs: table.elapsedMs,
    engine: table.engine,
    text: chart.headline,
  };
  return `${JSON.stringify(object)}\n`;
}

/** Writes an answer for a terminal: the headline, the numbers, the receipt. */
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
    ...(answer.notes ?? []),
    ...answer.alternatives.map(
      ({ word, taken, meaning, text }) => `"${word}" is taken as ${taken}; for ${meaning} ask: ${text}`,
    ),
    `Ask again: ${answer.text}`,
    '',
  ].join('\n');
}

/** Writes help for a terminal. */
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
  return truncate(text.replace(/\p{Cc}+/gu, ' '), WIDTH);
}
