import { expect, test } from 'vitest';

import { composeClauses } from '../../src/question/compose-clauses.ts';
import { composedBy } from '../support/rules.ts';

const composed = (text: string) =>
  composedBy(
    [
      (draft, sentence) => {
        composeClauses(draft, sentence);
        draft.settings.set('comparing', [String(draft.isComparing ?? false)]);
      },
    ],
    text,
  );

test.each([
  ['Planes in France vs Ships in Germany', '"Planes … France" and "Ships … Germany"'],
  ['sales in France 2024 vs Germany 2025', '"France … 2024" and "Germany … 2025"'],
  ['orders in France and sales in Germany', '"orders … France" and "sales … Germany"'],
  ['by month for Planes and by quarter for Ships', '"month … Planes" and "quarter … Ships"'],
  ['what is our revenue? which city buys most?', '"sales" and "city"'],
  ['which city buys most? what was the revenue?', '"city" and "sales"'],
])('composeClauses(%s) refuses two questions in one', (text, clauses) =>
  expect(composed(text).problems).toEqual([`${clauses} are two questions: ask one at a time`]),
);

test.each([
  ['what were sales in France and what were sales in Germany', 'true'],
  ['sales in 2024 and sales in 2025', 'true'],
  ['Planes and Ships in France and Germany', 'false'],
  ['sales in France 2024 by month', 'false'],
  ['compare sales in January 2024 by country with January 2025', 'true'],
])('composeClauses(%s): comparing %s', (text, comparing) =>
  expect(composed(text)).toMatchObject({ comparing: [comparing] }),
);
