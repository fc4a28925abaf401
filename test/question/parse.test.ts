import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import type { Vocabulary } from '../../src/question/lexicon.ts';
import type { Request } from '../../src/question/request.ts';

import { COMMON_PERIODS } from '../../src/calendar/period.ts';
import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { CHART_TYPES } from '../../src/chart/chart-type.ts';
import { UserError } from '../../src/error.ts';
import { helpTopic } from '../../src/question/help.ts';
import { parse } from '../../src/question/parse.ts';
import { COMPARES, formatRequest, normalize } from '../../src/question/request.ts';
import { tries } from '../support/thorough.ts';

const catalogue = await readCatalogue('queries');

const COUNTRIES = ['France', 'Germany', 'Italy', 'Japan', 'New Zealand', 'Spain', 'USA', 'Unknown', 'Österreich'];

const LINES = [
  'Classic Cars',
  'Motorcycles',
  'Planes',
  'Ships',
  'Trains',
  'Trucks and Buses',
  'Unknown',
  'Vintage Cars',
];

const KNOWN = new Map<string, readonly string[]>([
  ['country', COUNTRIES],
  ['product_line', LINES],
  ['city', ['Paris', 'Madrid', 'Reading', 'Unknown']],
  ['customer', ['Mini Gifts Distributors Ltd.', 'Herkku Gifts']],
  ['product', ['1969 Harley Davidson Ultimate Chopper']],
]);

const vocabulary: Vocabulary = (_, { name }) => KNOWN.get(name) ?? [];

const TODAY = '2026-11-27';

/** How many texts a property is tried on. */
const RUNS = tries(1000, 10_000);

const canonical = (text: string) => formatRequest(parse(text, catalogue, vocabulary, { today: TODAY }).request);

describe('docs/questions.md', () => {
  const page = readFileSync('docs/questions.md', 'utf8');
  const rows = [...page.matchAll(/^\| `([^|]+?)` \| ([^|]+?) \|$/gm)].map(
    ([, text, outcome]) => [text!, outcome!] as const,
  );
  const doubtful = [...page.matchAll(/^\| `([^|]+?)` \| `([^|]+?)` \| `([^|]+?)` \|$/gm)].map(
    ([, text, taken, other]) => [text!, taken!, other!] as const,
  );
  test('has at least 150 questions', () => expect(rows.length).toBeGreaterThan(150));

  test.each(rows)('%s → %s', (text, outcome) => {
    const expected = /^`(.+)`$/.exec(outcome)?.[1];
    if (expected === undefined) return expect(refusalOf(text)?.message).toBe(outcome);
    expect(canonical(text)).toBe(expected);
    expect(canonical(expected)).toBe(expected);
  });

  test('has words with two meanings', () => expect(doubtful.length).toBeGreaterThan(2));

  test.each(doubtful)('%s → %s, or else %s', (text, taken, other) => {
    const { request, alternatives } = parse(text, catalogue, vocabulary);
    expect(formatRequest(request)).toBe(taken);
    expect(alternatives.map((alternative) => alternative.text)).toEqual([other]);
  });
});

describe('parse(text)', () => {
  test.each([
    ['sales in Frnace', ['sales country=France']],
    ['salse by month', ['sales by=month']],
    ['sales by moth', ['sales by=month']],
    ['prodcts', ['sales by=product']],
    ['sales country=Frnace by month', ['sales by=month country=France']],
  ])('%s suggests %j', (text, suggestions) => {
    expect(refusalOf(text)?.suggestions).toEqual(suggestions);
  });

  test.each([
    ['sales in Itely', 'Italy', ['sales country=Italy']],
    ['sales country=Frence', 'France', ['sales country=France', 'sales country=Frenze']],
    ['sales country=Frence', 'Frenze', ['sales country=Frenze', 'sales country=France']],
  ])('%s, where %s is asked for often, suggests %j', (text, often, suggestions) => {
    const known: Vocabulary = (_, { name }) => (name === 'country' ? ['France', 'Frenze', 'Italy'] : []);
    const use = (word: string) => (word === often ? 5 : 0);
    try {
      parse(text, catalogue, known, { popularity: use });
      expect.unreachable();
    } catch (error) {
      expect((error as UserError).suggestions).toEqual(suggestions);
    }
  });

  test('a word with two meanings is told, with the other question', () => {
    const twins: Vocabulary = (query, param) => (param.name === 'product_line' ? ['France'] : vocabulary(query, param));
    const { request, alternatives } = parse('sales in France', catalogue, twins);
    expect(formatRequest(request)).toBe('sales country=France');
    expect(alternatives).toEqual([
      {
        word: 'France',
        taken: 'Country France',
        meaning: 'Product line France',
        text: 'sales product_line=France',
      },
    ]);
  });

  test.each([['x'.repeat(2001)], ['sales '.repeat(2000)]])(
    'a text that is too long is refused in a sentence',
    (text) => {
      expect(() => canonical(text)).toThrow(
        /^a question has at most 2,000 characters, and this has [\d,]+: ask for less at once$/,
      );
    },
  );

  test('a text of too many words is refused in a sentence', () => {
    expect(() => canonical('sales '.repeat(101))).toThrow(
      'a question has at most 100 words, and this has 101: ask for less at once',
    );
  });

  test('every text ends in a request or a UserError', () => {
    const words = fc.constantFrom(
      'sales',
      'by',
      'month',
      'in',
      'France',
      'not',
      'top',
      '5',
      'vs',
      'last',
      'year',
      'as',
      'table',
      'period=',
      '"',
      ',',
      '=',
      '!=',
      "'; DROP TABLE x; --",
      '{{by}}',
      '🦉',
      'שלום',
      '\u0000',
      '\\',
    );
    const text = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 300 }),
      fc.array(words, { maxLength: 25 }).map((list) => list.join(' ')),
      fc.array(words, { maxLength: 25 }).map((list) => list.join('')),
    );
    fc.assert(
      fc.property(text, (question) => {
        try {
          expect(canonical(canonical(question))).toBe(canonical(question));
        } catch (error) {
          expect(error).toBeInstanceOf(UserError);
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  test.each(Object.getOwnPropertyNames(Object.prototype))('%s is a word like others', (name) => {
    const places = [
      name,
      `sales ${name}`,
      `sales by ${name}`,
      `sales ${name}=1`,
      `${name}=${name}`,
      `sales not ${name}`,
    ];
    const periods = [`sales period=${name}`, `sales last ${name}`, `sales in ${name} 2025`, `sales vs ${name}`];
    for (const text of [...places, ...periods, `sales as ${name}`, `top 5 ${name} by sales`, `sales country=${name}`]) {
      const refusal = refusalOf(text);
      if (refusal) expect(refusal.message).not.toMatch(/undefined|native code|\[object/);
      else expect(canonical(text)).toBe(`sales country=${name}`);
    }
  });

  test('parse(format(request)) = request', () => {
    fc.assert(
      fc.property(requests(), (request) => {
        expect(parse(formatRequest(request), catalogue, () => []).request).toEqual(request);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});

test.each([
  ['', {}],
  ['  ', {}],
  ['help', {}],
  ['Help!', {}],
  ['help sales', { topic: 'sales' }],
  ['help best sellers?', { topic: 'best sellers' }],
  ['helpful sales', undefined],
])('helpTopic(%j)', (text, topic) => {
  expect(helpTopic(text)).toEqual(topic);
});

function refusalOf(text: string): UserError | undefined {
  try {
    canonical(text);
  } catch (error) {
    if (error instanceof UserError) return error;
    throw error;
  }
  return undefined;
}

/** Requests as they can be asked of any query: values that no list knows, in every alphabet. */
function requests(): fc.Arbitrary<Request> {
  const text = fc
    .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
    .map((value) =>
      value
        .normalize('NFC')
        .replace(/[\p{C}\p{Z}\s]+/gu, ' ')
        .trim(),
    )
    .filter((value) => value !== '' && straight(value));
  return fc.constantFrom(...catalogue.queries).chain((query) => {
    const values = Object.fromEntries(
      query.params.map((param) => {
        const one =
          param.type === 'choice'
            ? fc.constantFrom(...param.choices.map(({ name }) => name))
            : param.type === 'period'
              ? fc.constantFrom(
                  ...COMMON_PERIODS,
                  '2025',
                  '2024-Q1',
                  '2023-02',
                  'since 2024-02-29',
                  '2020..2025-03',
                  'before 2025',
                )
              : Array.isArray(param.values)
                ? fc.constantFrom(...(param.values as readonly string[]))
                : param.type === 'integer' || param.type === 'number'
                  ? fc.integer({ min: param.min, max: param.max }).map(String)
                  : text;
        return [
          param.name,
          fc.option(param.many ? fc.uniqueArray(one, { minLength: 1, maxLength: 4 }) : one.map((value) => [value]), {
            nil: [],
          }),
        ];
      }),
    );
    return fc
      .record({
        values: fc.record(values),
        excluded: fc.subarray(query.params.filter(({ type }) => type === 'string').map(({ name }) => name)),
        compare: fc.option(fc.constantFrom(...COMPARES), { nil: undefined }),
        as: fc.option(fc.constantFrom(...CHART_TYPES), { nil: undefined }),
      })
      .map((parts) => normalize({ query: query.name, ...parts, values: parts.values as Request['values'] }, query))
      .filter(({ query: name, values: { by = ['country'], split, top, bottom } }) => {
        if (name !== 'sales') return true;
        const times = ['day', 'week', 'month', 'quarter', 'year'];
        const isTwice = split?.[0] === by[0] || (times.includes(split?.[0] ?? '') && times.includes(by[0]!));
        return !isTwice && !(top && bottom);
      });
  });
}

function straight(value: string): boolean {
  return !/[\u2010-\u2026\u2032\u2212\u00AB\u00BB\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]/.test(value);
}
