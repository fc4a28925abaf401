import { expect, test } from 'vitest';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { UserError } from '../../src/error.ts';
import { attempt, BY_WORD } from '../../src/question/candidates.ts';
import { problemOf, unknownQuery } from '../../src/question/mistakes.ts';
import { tokenize } from '../../src/question/tokens.ts';
import { CONTEXT } from '../support/rules.ts';

const context = { catalogue: buildCatalogue([CONTEXT.query], []), vocabulary: CONTEXT.vocabulary };

const problem = (text: string) =>
  problemOf(attempt({ query: CONTEXT.query, start: 0, count: 0, rank: BY_WORD - 1 }, tokenize(text), context), context);

test.each([
  ['by country', undefined],
  ['by country in Frnace', 'sales does not understand "Frnace": did you mean France?'],
  ['by cuontry', 'sales does not understand "cuontry": did you mean Country?'],
  ['forecast by country', 'sales does not understand "forecast": it tells what was, and forecasts nothing'],
  ['sales in Atlantis', /there is no Atlantis among the countries/],
  ['by country zzz', 'sales does not understand "zzz": type help sales to see what it understands'],
])('problemOf(%s)', (text, sentence) => {
  const found = problem(text)?.message;
  if (sentence instanceof RegExp) expect(found).toMatch(sentence);
  else expect(found).toBe(sentence);
});

test('problemOf() of a trial looks for no near misses', () =>
  expect(
    problemOf(
      attempt({ query: CONTEXT.query, start: 0, count: 0, rank: BY_WORD - 1 }, tokenize('in Frnace'), context),
      {
        ...context,
        isTrial: true,
      },
    )?.message,
  ).not.toMatch(/did you mean/));

test.each([
  ['France', '"France" says of what, but not what: did you mean sales country=France?'],
  ['salse', 'no query is called "salse": did you mean sales?'],
  ['what can I ask', 'type help to see what can be asked, or help sales for what sales understands'],
  ['how fresh is the data', 'each answer says how new its data are: ask a question, as in sales'],
  ['Frnace', '"France" says of what, but not what: did you mean sales country=France?'],
  ['cuontry in Frnace', 'no query is called "cuontry": did you mean country for "cuontry", France for "Frnace"?'],
  ['send this to Anna', /^"send this to Anna" is not understood: .* \/owl subscribe$/],
  ['weather', 'no query is called "weather": ask for sales, or type help to see what can be asked'],
])('unknownQuery(%s)', (text, sentence) => {
  const error = unknownQuery(tokenize(text), context);
  expect(error).toBeInstanceOf(UserError);
  if (sentence instanceof RegExp) expect(error.message).toMatch(sentence);
  else expect(error.message).toBe(sentence);
});

test('unknownQuery() of an empty catalogue says where queries go', () =>
  expect(unknownQuery(tokenize('sales'), { ...context, catalogue: buildCatalogue([], []) }).message).toMatch(
    /^there are no queries yet/,
  ));
