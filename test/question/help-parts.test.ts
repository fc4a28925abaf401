import { describe, expect, test } from 'vitest';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { helpParts } from '../../src/question/help-parts.ts';
import { parse } from '../../src/question/parse.ts';

const catalogue = await readCatalogue('queries');

const sales = catalogue.find('sales')!;

const lists = {
  country: { values: ['Australia', 'Austria', 'Canada'], age: 240_000 },
  state: { values: ['BC', 'CA'] },
};

const textOf = (title: string) => helpParts(sales, lists).find((part) => part.title === title)?.text ?? '';

describe('helpParts(query)', () => {
  test('says in the words of people what can be said about a dataset', () => {
    expect(helpParts(sales, lists).map(({ title }) => title)).toEqual([
      'What is counted',
      'By what',
      'Only some of it',
      'Of when',
      'Compared',
      'Only some rows',
    ]);
    expect(textOf('What is counted')).toMatch(
      /^sales, units sold, .*average order.*; sales unless you say otherwise; /,
    );
    expect(textOf('By what')).toContain('month of the year, quarter of the year, in total; country unless');
    expect(textOf('Only some of it')).toMatch(
      /^country \(3, such as Australia, Austria\) · state \(BC, CA\) · city · /,
    );
    expect(textOf('Of when')).toMatch(/^last week, .*; last 12 months unless you say otherwise$/);
    expect(textOf('Only some rows')).toBe('top 5, bottom 3, over 1,000, under 1,000, at least 1,000, at most 1,000');
    expect(JSON.stringify(helpParts(sales, lists))).not.toMatch(/\w_\w/);
  });

  test.each(
    ['What is counted', 'By what'].flatMap((title) =>
      textOf(title)
        .split(';')[0]!
        .split(', ')
        .map((words) => [title === 'By what' && words !== 'in total' ? `sales by ${words}` : `sales ${words}`]),
    ),
  )('what it says can be asked: %s', (question) => {
    expect(parse(question, catalogue, () => []).query.name).toBe('sales');
  });

  test.each(
    [...textOf('Of when').split(';')[0]!.split(', '), ...textOf('Compared').split(', ')].map((words) => [words]),
  )('what it says can be asked: sales %s', (words) => {
    expect(parse(`sales ${words}`, catalogue, () => []).query.name).toBe('sales');
  });

  test('says of a query with few parameters no more than there is', () => {
    const header = '/*---\nparams:\n  days: { type: integer, min: 1, default: 7 }\n---*/\nSELECT {{days}}';
    const { query } = parseQueryFile('late.sql', header);
    expect(helpParts(query!, {})).toEqual([{ title: 'Only some of it', text: 'days (a whole number of at least 1)' }]);
    expect(helpParts(parseQueryFile('all.sql', 'SELECT 1').query!, {})).toEqual([]);
  });
});
