import { expect, test } from 'vitest';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { parse } from '../../src/question/parse.ts';
import { reapply } from '../../src/question/reapply.ts';
import { formatRequest, normalize } from '../../src/question/request.ts';

const catalogue = await readCatalogue('queries');

const query = catalogue.find('sales')!;

const requestOf = (text: string) => parse(text, catalogue, () => []).request;

test.each([
  // what stood there, what the later click made of it, what the earlier click made of it, and what both make
  ['sales', 'sales by=month', 'sales period=2025', 'sales by=month period=2025'],
  ['sales', 'sales period=2024', 'sales period=2025', 'sales period=2024'],
  ['sales period=2024', 'sales', 'sales period=2025', 'sales'],
  ['sales period=2024', 'sales', 'sales by=month period=2024', 'sales by=month'],
  ['sales', 'sales country!=France', 'sales country=France', 'sales country!=France'],
  ['sales', 'sales top=5', 'sales compare="last year"', 'sales top=5 compare="last year"'],
  ['sales compare="last year"', 'sales', 'sales as=table compare="last year"', 'sales as=table'],
])('%s: after %s, %s makes %s too', (before, after, own, both) => {
  const changed = reapply(requestOf(own), { before: requestOf(before), after: requestOf(after) });
  expect(formatRequest(normalize(changed, query))).toBe(formatRequest(requestOf(both)));
});

test('a later click that asks another query stays as it is', () => {
  const other = { query: 'other', values: {}, excluded: [] };
  expect(reapply(requestOf('sales top=5'), { before: requestOf('sales'), after: other })).toBe(other);
});
