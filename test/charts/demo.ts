import type { ChartOptions } from '../../src/chart/options.ts';
import type { Table } from '../../src/table/table.ts';

/** A chart's case: what it is asked to draw. */
export type Case = { readonly table: Table; readonly options: ChartOptions };

type Cell = string | number | null;

export const COUNTRIES = [
  'USA',
  'France',
  'Spain',
  'Australia',
  'UK',
  'Italy',
  'Finland',
  'Norway',
  'Singapore',
  'Denmark',
];

export const LINES = ['Classic Cars', 'Vintage Cars', 'Motorcycles', 'Planes', 'Trucks and Buses', 'Ships', 'Trains'];

/** A table from `name: type` heads and rows of any cells. */
export function tableOf(heads: readonly string[], rows: readonly (readonly Cell[])[]): Table {
  return {
    columns: heads.map((head) => {
      const [name = '', type = 'varchar'] = head.split(/: (?=[a-z ]+$)/);
      return { name, type, precision: 0, scale: 0 };
    }),
    rows: rows.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
    scannedBytes: 1_048_576,
    elapsedMs: 840,
    engine: 'Athena engine version 3',
    executionId: '00000000-0000-0000-0000-000000000000',
    reused: false,
  };
}

/** A case with the demo's usual words; sales may be added up and are dollars. */
export function caseOf(table: Table, options: Partial<ChartOptions> = {}): Case {
  return {
    table,
    options: {
      title: 'Sales by country',
      subtitle: 'Last 12 months (1 Nov 2025 – 31 Oct 2026)',
      formats: { Sales: '$,.0f', Cost: '$,.0f' },
      additive: ['Sales', 'Cost', 'Orders', 'Units'],
      now: new Date('2026-11-01T00:00:00Z'),
      timezone: 'UTC',
      values: { Country: [...COUNTRIES].sort(), 'Product line': [...LINES].sort() },
      source: 'Data to 31 Oct 2026',
      ...options,
    },
  };
}

/** The starts of `count` months from one on. */
export function months(from: string, count: number): readonly string[] {
  const [year, month] = from.split('-').map(Number) as [number, number];
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.UTC(year, month - 1 + index, 1)).toISOString().slice(0, 10),
  );
}

/** `count` days from one on. */
export function days(from: string, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) =>
    new Date(Date.parse(from) + index * 86_400_000).toISOString().slice(0, 10),
  );
}

/** A repeatable stream of numbers from 0 to 1. */
export function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Sales that shrink from place to place and swell with the season. */
export function salesAt(place: number, moment = 0): number {
  return Math.round((1_934_567 / (place + 1) ** 1.3) * (1 + 0.25 * Math.sin(moment * 0.9 + place))) / 1;
}
