import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { attempt, BY_WORD } from '../../src/question/candidates.ts';
import { nearsOf, SAYS_NOTHING, slipsOf } from '../../src/question/near-words.ts';
import { tokenize } from '../../src/question/tokens.ts';
import { CONTEXT } from '../support/rules.ts';

const context = { catalogue: buildCatalogue([CONTEXT.query], []), vocabulary: CONTEXT.vocabulary };

const nears = (text: string) => {
  const read = attempt({ query: CONTEXT.query, start: 0, count: 0, rank: BY_WORD }, tokenize(text), context);
  const words = read.draft.unused.map((token) => token.text);
  return nearsOf(read, words, context).map(({ word, matches }) => `${word}: ${matches[0]}`);
};

test.each([
  ['sales by contry in Frnace', ['contry: Country', 'Frnace: France']],
  ['sales of herkku', ['herkku: Herkku Gifts']],
  ['sales lats month', ['lats month: last month']],
  ['sales not including France', []],
  ['sales around Christmas', []],
  ['pending orders', []],
  ['sales by status', []],
])('nearsOf(%s)', (text, found) => expect(nears(text)).toEqual(found));

test.each([
  ['tpo', ['top']],
  ['betwen', ['between']],
  ['bottum', ['bottom']],
  ['mny', ['many']],
  ['stop', []],
  ['map', []],
  ['early', []],
])('slipsOf(%s)', (word, found) => expect(slipsOf(word, [['Bergen', 'yearly', 'Month']], context)).toEqual(found));

test('words that only ask say nothing', () => expect(SAYS_NOTHING.has('show')).toBe(true));
