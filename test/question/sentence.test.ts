import { describe, expect, test } from 'vitest';

import { lexiconOf } from '../../src/question/lexicon.ts';
import { nounAt, sentenceOf } from '../../src/question/sentence.ts';
import { splitHyphens, tokenize } from '../../src/question/tokens.ts';
import { CONTEXT, sentenceIn } from '../support/rules.ts';

describe('sentenceOf(tokens)', () => {
  const sentence = sentenceIn('top 5, "New Zealand" sales country=France');

  test.each([
    [0, /^top (?<count>\d+)/, { length: 2, groups: { count: '5' } }],
    [0, /^top/, { length: 1, groups: {} }],
    [0, /^to/, undefined],
    [1, /^top/, undefined],
    [9, /^top/, undefined],
  ])('match(%i, %s)', (index, pattern, expected) => expect(sentence.match(index, pattern)).toEqual(expected));

  test('no pattern reaches across a quoted text or a pair', () => {
    expect(sentence.match(1, /^5 \S+ sales/)).toEqual({ length: 3, groups: {} });
    expect(sentence.match(1, /^5 [a-z]+ sales/)).toBeUndefined();
  });

  test('word(index) is empty for a quoted text, a pair, and beyond the ends', () =>
    expect([-1, 0, 2, 3, 4, 5].map(sentence.word)).toEqual(['', 'top', '', 'sales', '', '']));

  test('phrases(index, most) begins with the longest run', () => {
    expect(sentence.phrases(0, 2).map(({ text }) => text)).toEqual(['top 5', 'top']);
    expect(sentence.phrases(2, 3).map(({ text }) => text)).toEqual(['New Zealand']);
  });

  test('phrases(index, most) keep the hyphen and the stroke at which words were split', () => {
    const joined = sentenceOf(splitHyphens(tokenize('foo-bar or A/B')));
    expect(joined.phrases(0, 2)[0]).toEqual({ text: 'foo-bar', folded: 'foo bar', normalized: 'foo bar', count: 2 });
    expect(joined.phrases(3, 2).map(({ text }) => text)).toEqual(['A/B', 'A']);
  });

  test('isAfter(index, mark)', () => {
    const list = sentenceIn('France, Spain');
    expect([0, 1].map((index) => list.isAfter(index, ','))).toEqual([false, true]);
  });
});

describe('nounAt(sentence, index, lexicon)', () => {
  test.each([
    ['average order value per city', 'average order value', ['average_order'], []],
    ['customers', 'customers', ['customers', 'customer', 'customer'], []],
    ['New Zealand by month', 'New Zealand', [], ['New Zealand']],
  ])('%s', (text, phrase, choices, values) => {
    const noun = nounAt(sentenceIn(text), 0, CONTEXT.lexicon);
    expect(noun?.text).toBe(phrase);
    expect(noun?.choices.map(({ value }) => value)).toEqual(choices);
    expect(noun?.values.map(({ value }) => value)).toEqual(values);
  });

  test('an article is a value where its capital is not that of a sentence', () => {
    const query = CONTEXT.query;
    const lexicon = lexiconOf(query, (_, { name }) => (name === 'country' ? ['A'] : []));
    const valuesIn = (text: string, isBegun: boolean) =>
      nounAt(sentenceOf(tokenize(text), { isBegun }), 0, lexicon)?.values.map(({ value }) => value);
    expect(valuesIn('A', true)).toEqual(['A']);
    expect(valuesIn('A', false)).toBeUndefined();
    expect(valuesIn('a', true)).toBeUndefined();
  });

  test('a word with a sign before it is the value of that name, and no word of the language', () => {
    const lexicon = lexiconOf(CONTEXT.query, (_, { name }) => (name === 'country' ? ['@here'] : []));
    const valuesIn = (text: string) => nounAt(sentenceIn(text), 0, lexicon)?.values.map(({ value }) => value);
    expect([valuesIn('@here'), valuesIn('here')]).toEqual([['@here'], undefined]);
  });

  test('what means nothing is no noun', () =>
    expect(nounAt(sentenceIn('weather'), 0, CONTEXT.lexicon)).toBeUndefined());
});
