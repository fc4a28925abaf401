import { expect, test } from 'vitest';

import { findNumberReader, findTimeReader } from '../../src/table/time-text.ts';

/** A column's name and cells, and the days that they are read as. */
test.each<[string, readonly (string | null)[], readonly string[] | undefined]>([
  ['dt', ['20260101', null, '20260131'], ['2026-01-01', '2026-01-31']],
  ['Quarter', ['2025-Q3', '2026-Q1'], ['2025-07-01', '2026-01-01']],
  ['Quarter', ['Q3 2025'], ['2025-07-01']],
  ['Week', ['2026-W01', '2026-W05'], ['2025-12-29', '2026-01-26']],
  ['Week', ['2026-05', '2026-53'], ['2026-01-26', '2026-12-28']],
  ['Week', ['202605', '202653'], ['2026-01-26', '2026-12-28']],
  ['Month', ['2026-05'], ['2026-05-01']],
  ['Month', ['2026/05', '2026/06'], ['2026-05-01', '2026-06-01']],
  ['Day', ['2026/05/31'], ['2026-05-31']],
  ['Month', ['05/2026', '12/2025'], ['2026-05-01', '2025-12-01']],
  ['Day', ['31.05.2026', '01.06.2026'], ['2026-05-31', '2026-06-01']],
  ['Month', ['May 2026', 'September 2025', 'Jan-2026'], ['2026-05-01', '2025-09-01', '2026-01-01']],
  ['Month', ['202605', '202512'], ['2026-05-01', '2025-12-01']],
  ['Code', ['202605'], undefined],
  ['Code', ['202605', '202613'], undefined],
  ['Hour', ['2026010100', '2026010223'], ['2026-01-01', '2026-01-02']],
  ['Hour', ['2026010124'], undefined],
  ['Time', ['2026-01-01T10:00:00Z', '2026-01-02T11:30:00.5Z'], ['2026-01-01', '2026-01-02']],
  ['Hour', ['2026-01-01 05', '2026-01-01 17:30'], ['2026-01-01', '2026-01-01']],
  ['Time', ['2026-02-30 05:00'], undefined],
  ['Day', ['1/2/2026', '1/13/2026'], ['2026-01-02', '2026-01-13']],
  ['Day', ['1/2/2026', '13/2/2026'], ['2026-02-01', '2026-02-13']],
  ['Day', ['1/2/2026', '3/4/2026'], undefined],
  ['Day', ['13/1/2026', '1/13/2026'], undefined],
  ['Team', ['Blue 2026', 'Red 2025'], undefined],
  ['Day', ['31.02.2026'], undefined],
  ['Code', ['2026-13'], undefined],
  ['Name', ['2026-05', 'USA'], undefined],
  ['Name', [null], undefined],
])('findTimeReader(%s, %j)', (name, cells, expected) => {
  const read = findTimeReader(name, cells);
  const times = read && cells.flatMap((cell) => (cell === null ? [] : [read(cell)]));
  expect(times?.map((time) => new Date(time ?? Number.NaN).toISOString().slice(0, 10))).toEqual(expected);
});

test.each<[string, readonly (string | null)[], readonly string[] | undefined]>([
  ['dt', ['20260101', null, '20260131'], ['2026-01-01', '2026-01-31']],
  ['Week', ['20260105', '20260112'], ['2026-01-05', '2026-01-12']],
  ['dt', ['20260101'], undefined],
  ['dt', ['20260101', '20260230'], undefined],
  ['dt', ['4213456', '20260101'], undefined],
  ['Month', ['202511', '202601'], ['2025-11-01', '2026-01-01']],
  ['yyyymm', ['202511', '202512'], ['2025-11-01', '2025-12-01']],
  ['order_month', ['202511', '202512'], ['2025-11-01', '2025-12-01']],
  ['Month', ['202511'], undefined],
  ['Last month', ['202511', '202512'], undefined],
  ['Sales this month', ['202511', '202512'], undefined],
  ['Monthly sales', ['202511', '202512'], undefined],
  ['Calls per hour', ['2026010100', '2026010223'], undefined],
  ['Month', ['202511', '202613'], undefined],
  ['Orders', ['202511', '202601'], undefined],
  ['ISO week', ['202601', '202605'], ['2025-12-29', '2026-01-26']],
  ['Weekday', ['202601', '202605'], undefined],
  ['Hour', ['2026010100', '2026010223'], ['2026-01-01', '2026-01-02']],
  ['Id', ['2026010100', '2026010223'], undefined],
  ['Month', [null], undefined],
])('findNumberReader(%s, %j)', (name, cells, expected) => {
  const read = findNumberReader(name, cells);
  const times = read && cells.flatMap((cell) => (cell === null ? [] : [read(cell)]));
  expect(times?.map((time) => new Date(time ?? Number.NaN).toISOString().slice(0, 10))).toEqual(expected);
});
