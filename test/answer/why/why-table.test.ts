import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { answer } from '../../../src/answer/answer.ts';
import { MOST_VALUES } from '../../../src/answer/why/why-template.ts';
import { openEngine } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { scaleOf, unitsOf } from '../../../src/table/decimal.ts';
import { writeChangesLake } from '../../support/changes-lake.ts';
import { tries } from '../../support/thorough.ts';

const engine = await openEngine(readConfig(await writeChangesLake()), { isWatching: false });

afterAll(() => engine.close());

const NOW = new Date('2005-08-17T12:00:00Z');

const ask = (text: string, now = NOW) => answer(text, engine.context, { now, signal: new AbortController().signal });

/** Enough decimals for every number of the tests. */
const SCALE = 30;

const exact = (text: string | null) => unitsOf(text ?? '0', SCALE);

const total = (texts: readonly (string | null)[]) => texts.map(exact).reduce((sum, units) => sum + units, 0n);

/** The rows of each dimension, by its name. */
const byDimension = ({ table }: Answer) => Map.groupBy(table.rows, ([dimension]) => dimension);

/** The whole change of the measure, as its own question tells it. */
async function wholeChange(text: string): Promise<bigint> {
  const { table } = await ask(text);
  const [after = null, before = null] = table.rows[0] ?? [];
  return exact(after) - exact(before);
}

const MEASURES = [
  'amount',
  'weight',
  'deals',
  'customers',
  'orders',
  'size',
  'rate',
  'per_order',
  'per_customer',
] as const;

/** A row's change is what it was less than it is, where the measure is no ratio. */
const RATIOS: readonly string[] = ['size', 'rate', 'per_order', 'per_customer'];

const FILTERS = [
  '',
  'country="Country 3"',
  'country=Unknown',
  'country!="Country 1"',
  'line="Line 2",Unknown',
  'customer!=Unknown',
];

const PERIODS = [
  '2004',
  '2005',
  '2004-03',
  '2004-Q2',
  'this year',
  'ytd',
  'last month',
  'mtd',
  'last 30 days',
  '2003..2004',
  '"since 2004-06"',
];

const questions = fc.record({
  measure: fc.constantFrom(...MEASURES),
  filter: fc.constantFrom(...FILTERS),
  period: fc.constantFrom(...PERIODS),
  against: fc.constantFrom('', 'compare="last year"'),
});

describe('the parts of a change', () => {
  test('add up to it exactly in each dimension, and the largest stands first', async () => {
    await fc.assert(
      fc.asyncProperty(questions, async ({ measure, filter, period, against }) => {
        const compare = period === '2003..2004' ? 'compare="last year"' : against; // nothing lies before

        const rest = `measure=${measure} ${filter} period=${/^\w+$|^"|\.\.|-/.test(period) ? period : `"${period}"`}`;
        const why = await ask(`deals show=why ${rest} ${compare}`);
        const dimensions = byDimension(why);
        expect(why.table.columns.map(({ name }) => name)).toEqual(['Dimension', 'Value', 'Before', 'After', 'Change']);
        expect([...dimensions.keys()].sort()).toEqual(['City', 'Country', 'Customer', 'First deal', 'Line']);
        const changes = [...dimensions.values()].map((rows) => total(rows.map((row) => row[4]!)));
        expect(new Set(changes).size).toBe(1);
        const isToDate = /^(?:ytd|mtd)$/.test(period); // alone, they are compared with as many days just before
        const isApproximate = measure === 'weight' || measure === 'size'; // doubles, and AVG adds up doubles
        if (!isToDate) {
          const whole = await wholeChange(`deals by=none ${rest} ${compare || 'compare=previous'}`);
          const difference = changes[0]! - whole;
          if (isApproximate) expect(Number(difference) / 10 ** SCALE).toBeCloseTo(0, 6);
          else expect(difference).toBe(0n);
        }
        for (const rows of dimensions.values()) {
          expect(rows.length).toBeLessThanOrEqual(MOST_VALUES + 2);
          const sizes = rows.map((row) => Math.abs(Number(row[4])));
          expect(sizes).toEqual(sizes.toSorted((one, other) => other - one));
          for (const [, , before, after, change] of RATIOS.includes(measure) ? [] : rows)
            expect(exact(after!) - exact(before!)).toBe(exact(change!));
        }
      }),
      { numRuns: tries(20, 200) },
    );
  });

  test.each([
    ['amount', 'country'],
    ['orders', 'country'],
    ['orders', 'line'],
    ['customers', 'line'],
    ['customers', 'city'],
  ])('of %s by %s are each what the value was less than it is, Unknown among them', async (measure, dimension) => {
    const why = await ask(`deals show=why measure=${measure} period=2004`);
    const { table } = await ask(`deals by=${dimension} measure=${measure} period=2004 vs previous`);
    const label = table.columns[0]!.name;
    const rows = byDimension(why).get(label)!;
    const parts = new Map(rows.filter(([, value]) => value !== 'Overlap').map(([, value, ...sizes]) => [value, sizes]));
    expect(parts.size).toBe(table.rows.length);
    for (const [value, after, before] of table.rows)
      expect(parts.get(value ?? 'Unknown')?.map(exact)).toEqual([
        exact(before!),
        exact(after!),
        exact(after!) - exact(before!),
      ]);
    expect(parts.has('Unknown')).toBe(true);
  });

  test('are those of values of one period only, too', async () => {
    const cities = byDimension(await ask('deals show=why period=2004')).get('City')!;
    expect(cities.some(([, , before]) => exact(before!) === 0n)).toBe(true);
    expect(cities.some(([, , , after]) => exact(after!) === 0n)).toBe(true);
  });

  test('of hundreds of values are bounded, the others being added up', async () => {
    const rows = byDimension(await ask('deals show=why period=2004')).get('Customer')!;
    expect(rows).toHaveLength(MOST_VALUES + 1);
    expect(rows.map(([, value]) => value)).toContainEqual(expect.stringMatching(/^Other \(\d+\)$/));
  });

  test('of a distinct count have the overlap as a row of its own, where there is one', async () => {
    const orders = byDimension(await ask('deals show=why measure=orders period=2004'));
    expect(orders.get('Country')!.map(([, value]) => value)).toContain('Overlap');
    const customers = byDimension(await ask('deals show=why measure=customers period=2004'));
    expect(customers.get('Customer')!.map(([, value]) => value)).not.toContain('Overlap');
  });

  test('of a ratio are what each own rate made, and the mix', async () => {
    const why = await ask('deals show=why measure=rate period=2004');
    for (const rows of byDimension(why).values()) {
      const [mix] = rows.filter(([, value]) => value === 'Mix');
      expect(mix?.slice(2, 4)).toEqual([null, null]);
      expect(scaleOf(mix![4]!)).toBe(scaleOf(rows[0]![4]!));
    }
    expect(why.chart.headline).toMatch(/Each of them counts with what its own rate made; the mix.* made [+−]/);
  });
});

test.each([
  ['deals show=why measure=largest', 'largest is a single value and not made of parts'],
  ['deals show=why measure=amount,deals', 'why looks at one measure at a time: ask for amount or for deals'],
  ['deals show=why period="all time"', 'a period without a beginning cannot be compared'],
  ['deals show=why measure=rate period=2003', 'rate has no value in one of the two periods'],
])('%s is refused', async (text, message) => {
  await expect(ask(text)).rejects.toThrow(message);
});

test.each([
  ['mtd', '1 – 17 Aug 2005', '1 – 17 Jul 2005'],
  ['ytd', '1 Jan – 17 Aug 2005', '1 Jan – 17 Aug 2004'],
  ['"this month"', '1 – 31 Aug 2005', '1 – 17 Jul 2005'],
  ['"last month"', '1 – 31 Jul 2005', '1 – 30 Jun 2005'],
  ['2004', '2004', '1 Jan – 31 Dec 2003'],
])('without a comparison, %s is compared with the period before, and says so', async (period, now, before) => {
  const { subtitle, text } = await ask(`deals show=why period=${period}`);
  expect(subtitle).toContain(now);
  expect(subtitle).toContain(`vs the period before (${before})`);
  expect(text).toBe(`deals show=why period=${period}`);
});

test('nothing in either period is said, and drawn as no chart', async () => {
  const { table, chart, title } = await ask('deals show=why period=1990');
  expect(table.rows).toEqual([]);
  expect(chart.headline).toBe('No rows: nothing matches these filters.');
  expect(title).toBe('Why amount changed');
});
