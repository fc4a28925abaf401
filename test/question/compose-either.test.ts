import { expect, test } from 'vitest';

import { decideEither } from '../../src/question/compose-either.ts';
import { composedBy } from '../support/rules.ts';

/** What a text's words that are a measure and a dimension at once become. */
const decided = (text: string) =>
  composedBy(
    [
      (draft, sentence, context) => {
        decideEither(draft, sentence, context);
        draft.settings.set('measures', [...new Set(draft.measures.map(({ name }) => name))].sort());
        draft.settings.set(
          'groups',
          draft.groups.map(({ name }) => name),
        );
      },
    ],
    text,
  );

test.each([
  ['how many customers', ['customers'], []],
  ['customers', [], ['customer']],
  ['customers by country', ['customers'], ['country']],
  ['top 5 customers', [], ['customer']],
  ['most customers by country', ['customers'], ['country']],
  ['sales and customers by month', ['customers', 'sales'], ['month']],
  ['sales by country where customers over 3', ['customers', 'sales'], ['country']],
])('decideEither(%s): measures %j, groups %j', (text, measures, groups) =>
  expect(decided(text)).toMatchObject({ measures, groups }),
);

test('decideEither refuses the most of a kind that nothing is asked of', () =>
  expect((decided('most customers').problems as readonly string[])[0]).toContain(
    '"most customers" does not say of what',
  ));
