import { describe, expect, test } from 'vitest';

import type { Compare } from '../src/request.ts';
import type { Table } from '../src/table.ts';

import { joinEarlier } from '../src/compare.ts';

const table = (columns: Record<string, string>, rows: (string | null)[][]): Table => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type, precision: 0, scale: 0 })),
  rows,
  scannedBytes: 10,
  elapsedMs: 5,
  engine: 'test',
  executionId: '1',
  reused: false,
});
const YEAR = {
  span: { start: '2025-01-01', end: '2026-01-01' },
  earlierSpan: { start: '2024-01-01', end: '2025-01-01' },
};
const joined = (
  columns: Record<string, string>,
  current: (string | null)[][],
  earlier: (string | null)[][],
  compare: Compare = 'last year',
  spans = YEAR,
) => joinEarlier(table(columns, current), table(columns, earlier), { compare, ...spans });

describe('joinEarlier(current, earlier)', () => {
  test('categories are joined by their text; what one side lacks is NULL', () => {
    const {
      table: result,
      columns,
      label,
    } = joined(
      { country: 'varchar', sales: 'decimal' },
      [
        ['France', '3.10'],
        [null, '1'],
      ],
      [
        ['France', '2'],
        ['Spain', '9'],
      ],
    );
    expect(result.columns.map(({ name }) => name)).toEqual(['country', 'sales', 'sales, last year']);
    expect(result.rows).toEqual([
      ['France', '3.10', '2'],
      [null, '1', null],
      ['Spain', null, '9'],
    ]);
    expect(columns).toEqual({ sales: 'sales, last year' });
    expect(label).toBe('last year');
    expect(result).toMatchObject({ scannedBytes: 20, elapsedMs: 5 });
  });

  test('of a selection only its own rows are compared', () => {
    const spans = { compare: 'last year', ...YEAR, isLimited: true } as const;
    const result = joinEarlier(
      table({ country: 'varchar', sales: 'bigint' }, [['France', '3']]),
      table({ country: 'varchar', sales: 'bigint' }, [
        ['Spain', '9'],
        ['France', '2'],
      ]),
      spans,
    );
    expect(result.table.rows).toEqual([['France', '3', '2']]);
  });

  test('a single row is joined to the single row', () => {
    expect(joined({ sales: 'bigint' }, [['5']], [['4']], 'previous').table.rows).toEqual([['5', '4']]);
  });

  test.each([
    ['months a year apart', '2025-03-01', '2024-03-01', 'last year', YEAR],
    [
      'months of the quarter before',
      '2025-05-01',
      '2025-02-01',
      'previous',
      { span: { start: '2025-04-01', end: '2025-07-01' }, earlierSpan: { start: '2025-01-01', end: '2025-04-01' } },
    ],
    [
      'days of the week before',
      '2025-03-12',
      '2025-03-05',
      'previous',
      { span: { start: '2025-03-10', end: '2025-03-17' }, earlierSpan: { start: '2025-03-03', end: '2025-03-10' } },
    ],
    ['timestamps', '2025-03-01 00:00:00.000', '2024-03-01 00:00:00.000', 'last year', YEAR],
    ['weeks, Monday to Monday', '2025-03-10', '2024-03-11', 'last year', YEAR],
  ] as const)('times are moved: %s', (_, now, before, compare, spans) => {
    const { table: result } = joined(
      { day: now.length > 10 ? 'timestamp' : 'date', sales: 'bigint' },
      [[now, '2']],
      [[before, '1']],
      compare,
      spans,
    );
    expect(result.rows).toEqual([[now, '2', '1']]);
  });
});
