import { describe, expect, test } from 'vitest';

import type { Span } from '../../src/calendar/day.ts';
import type { Compare } from '../../src/question/request.ts';
import type { Table } from '../../src/table/table.ts';

import { joinEarlier } from '../../src/answer/compare.ts';
import { addDays, addMonths, weekday } from '../../src/calendar/day.ts';
import { comparisonSpan } from '../../src/calendar/span.ts';
import { COMPARES } from '../../src/question/request.ts';

const table = (columns: Record<string, string>, rows: (string | null)[][]): Table => ({
  columns: Object.entries(columns).map(([name, type]) => ({ name, type, precision: 0, scale: 0 })),
  rows,
  scannedBytes: 10,
  elapsedMs: 5,
  engine: 'test',
  executionId: '1',
  reused: false,
});

type Grain = 'day' | 'week' | 'month' | 'quarter' | 'year';

/** A week at the end of a span, days beyond the end of a shorter month, and years of a span of 15 months may have no counterpart. */
const MOST_UNMATCHED: Readonly<Record<Grain, number>> = { day: 6, week: 1, month: 0, quarter: 0, year: 1 };

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
) =>
  joinEarlier(table(columns, current), table(columns, earlier), {
    label: compare === 'previous' ? 'previous period' : compare,
    ...spans,
  });

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
    const spans = { label: 'last year', ...YEAR, isLimited: true } as const;
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
  ] as const)('times are moved: %s', (_, now, before, label, spans) => {
    const { table: result } = joined(
      { day: now.length > 10 ? 'timestamp' : 'date', sales: 'bigint' },
      [[now, '2']],
      [[before, '1']],
      label,
      spans,
    );
    expect(result.rows).toEqual([[now, '2', '1']]);
  });
});

/** The buckets of a span as date_trunc gives them. */
function bucketsOf({ start, end }: Span, grain: Grain): readonly string[] {
  const buckets = new Set<string>();
  for (let day = start; day < end; day = addDays(day, 1)) buckets.add(truncate(day, grain));
  return [...buckets];
}

function truncate(day: string, grain: Grain): string {
  if (grain === 'week') return addDays(day, -((weekday(day) + 6) % 7));
  if (grain === 'year') return `${day.slice(0, 4)}-01-01`;
  if (grain === 'month') return `${day.slice(0, 7)}-01`;
  return grain === 'quarter'
    ? addMonths(`${day.slice(0, 4)}-01-01`, 3 * Math.floor((Number(day.slice(5, 7)) - 1) / 3))
    : day;
}

describe('every bucket finds its counterpart', () => {
  const now = new Date('2026-11-23T12:00:00Z');
  const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 } as const;
  const spans: readonly Span[] = [
    { start: '2024-01-01', end: '2025-01-01' },
    { start: '2025-01-01', end: '2026-01-01' },
    { start: '2024-02-01', end: '2024-03-01' },
    { start: '2025-02-01', end: '2025-03-01' },
    { start: '2024-03-01', end: '2024-04-01' },
    { start: '2023-12-01', end: '2025-03-01' },
    { start: '2025-03-10', end: '2025-03-17' },
    { start: '2024-02-26', end: '2024-03-11' },
    { start: '2024-02-29', end: '2024-03-01' },
  ];
  const grains: readonly Grain[] = ['day', 'week', 'month', 'quarter', 'year'];
  const cases = spans.flatMap((span) =>
    grains.flatMap((grain) => COMPARES.map((compare) => [compare, grain, span.start, span.end] as const)),
  );

  test.each(cases)('%s by %s, %s to %s', (compare, grain, start, end) => {
    const span = { start, end };
    const earlierSpan = comparisonSpan(span, compare, now, calendar)!;
    const [current, earlier] = [bucketsOf(span, grain), bucketsOf(earlierSpan, grain)];
    const columns = { bucket: 'date', sales: 'bigint' };
    const rows = (buckets: readonly string[]) => buckets.map((bucket) => [bucket, '1']);
    const join = (additive: readonly string[]) =>
      joinEarlier(table(columns, rows(current)), table(columns, rows(earlier)), {
        label: compare,
        span,
        earlierSpan,
        additive,
      }).table.rows;

    const added = join(['sales']);
    expect(added.filter((row) => row[2] !== null)).toHaveLength(earlier.length); // nothing of the earlier run is lost
    expect(added.filter((row) => row[1] !== null).map(([bucket]) => bucket)).toEqual(current);
    const kept = join([]).map(([bucket]) => bucket);
    expect(new Set(kept).size).toBe(kept.length); // what cannot be added up never stands twice
    const matched = join([]).filter((row) => row[1] !== null && row[2] !== null);
    expect(matched.length).toBeGreaterThanOrEqual(Math.min(current.length, earlier.length) - MOST_UNMATCHED[grain]);
  });
});

test('29 February is put to the day before where rows may be added up, and 28 February keeps its own', () => {
  const rows = (additive: readonly string[]) =>
    joinEarlier(
      table({ day: 'date', sales: 'bigint' }, [['2025-02-28', '5']]),
      table({ day: 'date', sales: 'bigint' }, [
        ['2024-02-29', '2'],
        ['2024-02-28', '3'],
      ]),
      { label: 'last year', ...YEAR, additive },
    ).table.rows;
  expect(rows(['sales'])).toEqual([
    ['2025-02-28', '5', '3'],
    ['2025-02-28', null, '2'],
  ]);
  expect(rows([])).toEqual([['2025-02-28', '5', '3']]);
});
