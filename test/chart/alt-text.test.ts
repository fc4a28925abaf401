import { expect, test } from 'vitest';

import type { AltTextOptions } from '../../src/chart/alt-text.ts';
import type { ChartInput } from '../../src/chart/chart-input.ts';

import { writeAltText } from '../../src/chart/alt-text.ts';
import { inputOf } from '../support/chart-input.ts';

const altOf = (input: ChartInput, options: Partial<AltTextOptions> = {}) =>
  writeAltText(input, { type: 'bar', headline: 'USA leads.', input, ...options });

test.each([
  [
    'values, the largest first',
    inputOf(
      ['Country: varchar', 'Sales: decimal'],
      [
        ['France', 5],
        ['USA', 9],
        ['Spain', null],
      ],
    ),
    'Values: USA $9; France $5; Spain no data.',
  ],
  [
    'times in their order',
    inputOf(
      ['Month: date', 'Sales: decimal'],
      [
        ['2026-02-01', 9],
        ['2026-01-01', 5],
      ],
    ),
    'Values: Jan 2026 $5; Feb 2026 $9.',
  ],
  [
    'each measure by its name',
    inputOf(
      ['Country: varchar', 'Sales: decimal', 'Units: bigint'],
      [
        ['USA', 9, 2],
        ['Spain', 5, 1],
      ],
    ),
    'Values: USA: Sales $9, Units 2; Spain: Sales $5, Units 1.',
  ],
  [
    'what it is compared with',
    inputOf(
      ['Country: varchar', 'Sales: decimal', 'Before: decimal'],
      [
        ['USA', 9, 7],
        ['Spain', 5, null],
      ],
      {
        comparison: { label: 'last year', columns: { Sales: 'Before' } },
      },
    ),
    'Values: USA $9 ($7 last year); Spain $5.',
  ],
])('lists %s', (_, input, values) => {
  const start = 'Bar chart: Sales by country. Last 12 months (1 Nov 2025 – 31 Oct 2026). USA leads.';
  expect(altOf(input)).toBe(`${start} ${values}`);
});

test('one value needs no list, as the headline tells it', () => {
  expect(altOf(inputOf(['Sales: decimal'], [[5]]), { type: 'number', headline: '$5.' })).toMatch(/\$5\.$/);
});

test('stays within 2,000 characters and says how many are left out', () => {
  const rows = Array.from({ length: 900 }, (_, index) => [`A customer with number ${index}`, index]);
  const text = altOf(inputOf(['Customer: varchar', 'Sales: decimal'], rows));
  const [, listed = '', more = ''] = /Values: (.*); and (\d+) more\.$/.exec(text) ?? [];
  expect(text.length).toBeLessThanOrEqual(2000);
  expect(listed.split('; ').length + Number(more)).toBe(900);
});

test('a title without end leaves room for the headline', () => {
  const input = inputOf(['Sales: decimal'], [[5], [6]], { title: 'T'.repeat(5000) });
  expect(altOf(input, { type: 'histogram' })).toContain('USA leads.');
});

test('takes the values that a chart gives, and says nothing of a table without numbers', () => {
  const input = inputOf(['Sales: decimal'], [[5], [6]]);
  expect(altOf(input, { values: ['USA +$1', 'Spain −$1'] })).toMatch(/ Values: USA \+\$1; Spain −\$1\.$/);
  expect(altOf(input, { type: 'empty', input: undefined })).toMatch(/^No chart: .* USA leads\.$/);
});
