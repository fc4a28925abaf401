import type { types } from '@slack/bolt';

import type { Grid } from './table.ts';

import { truncate } from '../../text/text.ts';
import { oneLine } from './limits.ts';
import { LONGEST_LINE } from './message.ts';

/** The number of rows on one page of a table with pages. */
const PAGE_ROWS = 8;

/** Makes the table of an answer. `caption` names one with pages for those who cannot see it. */
export function tableBlock(grid: Grid, caption: string, nonce: string): types.TableBlock | types.DataTableBlock {
  const { kind, columns, rows, numbers } = grid;
  const raw = (text: string) => ({ type: 'raw_text' as const, text });
  if (kind === 'data_table') {
    const cell = (text: string, value: number | undefined) =>
      value === undefined ? raw(text) : { type: 'raw_number' as const, value, text };
    return {
      type: 'data_table',
      block_id: `table/${nonce}`,
      caption: truncate(oneLine(caption).trim() || '–', LONGEST_LINE),
      page_size: PAGE_ROWS,
      ...(columns[0]?.isNumber === false && { row_header_column_index: 0 }), // a screen reader names each row by it
      rows: [
        columns.map(({ name }) => raw(name)),
        ...rows.map((row, index) => row.map((text, column) => cell(text, numbers[index]?.[column]))),
      ],
    };
  }
  return {
    type: 'table',
    block_id: `table/${nonce}`,
    column_settings: columns.map(({ isNumber }) => ({ align: isNumber ? 'right' : 'left', is_wrapped: !isNumber })),
    rows: [columns.map(({ name }) => raw(name)), ...rows.map((row) => row.map(raw))],
  };
}
