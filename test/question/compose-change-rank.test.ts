import { expect, test } from 'vitest';

import { composeChangeRank } from '../../src/question/compose-change-rank.ts';
import { composeGroups } from '../../src/question/compose-groups.ts';
import { composeMeasures } from '../../src/question/compose-measures.ts';
import { composePeriods } from '../../src/question/compose-periods.ts';
import { composedBy } from '../support/rules.ts';

const composed = (text: string) =>
  composedBy(
    [
      composeMeasures,
      composePeriods,
      (draft, sentence, context) => composeGroups(draft, sentence, context),
      (draft, sentence, context) => {
        const keeps = composeChangeRank(draft, sentence, context);
        if (keeps) draft.settings.set('keeps', [keeps]);
      },
    ],
    text,
  );

test.each([
  ['which country grew most in 2025', 'change', 'first'],
  ['top 5 countries by sales growth vs last year', 'change', 'first'],
  ['countries with the largest decline vs last year', 'change', 'last'],
  ['bottom 3 countries by growth vs last year', 'change', 'last'],
  ['fastest growing countries 2025', 'growth', 'first'],
  ['highest growth rate by country 2025', 'growth', 'first'],
])('composeChangeRank(%s): by %s, the %s', (text, by, keeps) =>
  expect(composed(text)).toMatchObject({ rank_by: [by], keeps: [keeps] }),
);

test.each([
  'top 5 countries vs last year',
  'sales growth by country vs last year',
  'top 5 countries with growth vs last year',
])('composeChangeRank(%s) leaves rows as they are', (text) => expect(composed(text)).not.toHaveProperty('rank_by'));

test.each([
  ['fastest growing country', '"growing" does not say against what: add vs last year, or vs another period'],
  ['smallest decline by country vs last year', '"smallest decline" is not ranked'],
  ['which month grew most in 2025', 'times are not ranked by their growth'],
])('composeChangeRank(%s) refuses', (text, sentence) =>
  expect((composed(text).problems as readonly string[])[0]).toContain(sentence),
);
