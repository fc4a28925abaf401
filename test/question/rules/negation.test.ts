import { expect, test } from 'vitest';

import { emptyDraft } from '../../../src/question/draft.ts';
import { readNegation } from '../../../src/question/rules/negation.ts';
import { readNoun } from '../../../src/question/rules/nouns.ts';
import { CONTEXT, readWith, sentenceIn } from '../../support/rules.ts';

test.each([
  ['not usa', [2, { values: [{ param: 'country', value: 'USA', excluded: true, at: 1 }] }]],
  ['except france and spain', [2, { values: [{ param: 'country', value: 'France', excluded: true, at: 1 }] }]],
  ['without ships', [2, { values: [{ param: 'product_line', value: 'Ships', excluded: true, at: 1 }] }]],
  ['all countries |but the usa', [3, { values: [{ param: 'country', value: 'USA', excluded: true, at: 4 }] }]],
  ['usa |but france', undefined],
  [
    'except Mini Gifts and Herkku Gifts',
    [
      6,
      {
        values: [
          { param: 'customer', value: 'Mini Gifts Distributors Ltd.', excluded: true, at: 1 },
          { param: 'customer', value: 'Herkku Gifts', excluded: true, at: 4 },
        ],
      },
    ],
  ],
  ['not 5', undefined],
])('readNegation(%s)', (text, expected) => expect(readWith(readNegation, text)).toEqual(expected));

/** What `without` is refused with after the first word of a text. */
function problemsOf(text: string): readonly string[] {
  const sentence = sentenceIn(text);
  const draft = emptyDraft();
  const count = readNoun(sentence, 0, draft, CONTEXT) ?? 0;
  readNegation(sentence, count, draft, CONTEXT);
  return draft.problems.map(({ message }) => message);
}

test.each(['countries without planes', 'orders without ships', 'customers without planes'])(
  'readNegation(%s) is refused: those that have none are another question',
  (text) =>
    expect(problemsOf(text)).toEqual([
      'it tells what there is, and not those that have none of something: ask for what they have',
    ]),
);

test.each(['sales without planes', 'countries without usa', 'countries except usa'])(
  'readNegation(%s) leaves rows out',
  (text) => expect(problemsOf(text)).toEqual([]),
);
