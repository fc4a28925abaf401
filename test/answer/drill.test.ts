import { describe, expect, test } from 'vitest';

import { drillDown, drilledGroup, drillUp } from '../../src/answer/drill.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { parse } from '../../src/question/parse.ts';
import { formatRequest } from '../../src/question/request.ts';

const catalogue = await readCatalogue('queries');

const OPTIONS = {
  now: new Date('2026-11-27T12:00:00Z'),
  calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
};

const read = (text: string) => parse(text, catalogue, () => []);

function down(text: string, group: string, value: string): string {
  const { query, request } = read(text);
  return formatRequest(drillDown(query, request, { group, value }, OPTIONS));
}

function up(text: string): string | undefined {
  const { query, request } = read(text);
  const above = drillUp(query, request);
  return above && `${formatRequest(above.request)} (${above.rows})`;
}

describe('drillDown(query, request, row)', () => {
  test.each([
    ['sales period=2025', 'country', 'France', 'sales by=city country=France period=2025'],
    ['sales by=product_line', 'product_line', 'Planes', 'sales by=product product_line=Planes'],
    ['sales by=city country=France', 'city', 'Paris', 'sales by=product_line country=France city=Paris'],
    ['sales by=vendor top=5', 'vendor', 'Exoto Designs', 'sales vendor="Exoto Designs"'],
    ['sales by=customer customer!=Ann', 'customer', 'Bob', 'sales customer=Bob'],
    [
      'sales measure=orders split=product_line compare=previous',
      'country',
      'USA',
      'sales measure=orders by=city country=USA compare=previous',
    ],
    ['sales show=share over=100 as=pie', 'country', 'USA', 'sales by=city country=USA'],
    ['sales as=table', 'country', 'Unknown', 'sales by=city country=Unknown as=table'],
    ['sales by=weekday', 'weekday', 'Monday', 'sales weekday=Monday'],
    ['sales show=why period=2025', 'country', 'France', 'sales show=why country=France period=2025'],
  ])('%s, %s %s → %s', (text, group, value, below) => expect(down(text, group, value)).toBe(below));

  test.each([
    ['sales by=year period="all time"', 'year', '2025-01-01', 'sales by=month period=2025'],
    ['sales by=quarter period=2025', 'quarter', '2025-04-01 00:00:00.000', 'sales by=month period=2025-Q2'],
    ['sales by=month period=2025 country=France', 'month', '2025-03-01', 'sales by=day country=France period=2025-03'],
    ['sales by=week period=2025', 'week', '2025-03-03', 'sales by=day period=2025-03-03..2025-03-09'],
    ['sales by=week period=2025', 'week', '2024-12-30', 'sales by=day period=2025-01-01..2025-01-05'],
    ['sales by=month period="since 2025-03-15"', 'month', '2025-03-01', 'sales by=day period=2025-03-15..2025-03-31'],
    ['sales by=month period=2025 split=country', 'month', '2025-03-01', 'sales by=day period=2025-03'],
  ])('%s, the %s of %s → %s', (text, group, value, below) => expect(down(text, group, value)).toBe(below));
});

describe('drillUp(query, request)', () => {
  test.each([
    ['sales', undefined],
    ['sales by=month period=2025', undefined],
    ['sales by=city country=France period=2025', 'sales period=2025 (countries)'],
    ['sales by=product_line city=Paris country=France', 'sales by=city country=France (cities)'],
    ['sales by=product product_line=Planes country=France', 'sales by=product_line country=France (product lines)'],
    ['sales country=France,Spain', undefined],
    ['sales country!=France', undefined],
    ['sales by=day period=2025-03', 'sales by=month period=2025 (months)'],
    ['sales by=month period=2025-Q2', 'sales by=quarter period=2025 (quarters)'],
    ['sales show=why country=France period=2025', 'sales show=why period=2025 (countries)'],
  ])('%s → %s', (text, above) => expect(up(text)).toBe(above));
});

test.each([
  ['sales', 'country'],
  ['sales by=month', 'month'],
  ['sales by=weekday', 'weekday'],
  ['sales by=day', undefined],
  ['sales by=none', undefined],
  ['sales show=why', undefined],
  ['sales-by-country', undefined],
])('drilledGroup(%s) is %j', (text, group) => {
  const { query, request } = read(text);
  expect(drilledGroup(query, request)).toBe(group);
});
