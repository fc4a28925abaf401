import { describe, expect, test } from 'vitest';

import type { Query } from '../../src/catalogue/query.ts';

import { positionInFile, render } from '../../src/answer/statement.ts';
import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { UserError } from '../../src/error.ts';
import { parse } from '../../src/question/parse.ts';

const OPTIONS = {
  now: new Date('2026-11-23T12:00:00Z'),
  calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
};

const SOURCE = `/*---
params:
  by: { type: choice, default: day, choices: { day: { sql: "date_trunc('day', d)", label: 'The "Day"' }, city: { sql: city, label: City } } }
  city: { type: string, many: true, optional: true }
  name: { type: string, optional: true }
  like: { type: string, optional: true }
  from: { type: date, optional: true }
  rate: { type: number, optional: true }
  done: { type: boolean, optional: true }
  period: { type: period, default: 2025 }
  n: { type: integer, default: 10 }
---*/
SELECT {{by}} AS "{{by.label}}", '{{x}}' AS "?"
FROM t -- {{city}}
WHERE d >= {{period.start}} AND d < {{period.end}}
[[AND city IN ({{city}})]] [[AND name = {{name}}]] [[AND name LIKE {{like}}]] [[AND d > {{from}} AND rate < {{rate}}]] [[AND done = {{done}}]]
LIMIT {{n}}
`;

const query = parseQueryFile('q.sql', SOURCE).query as Query;

const rendered = (text: string) => render(query, parse(text, buildCatalogue([query]), () => []).request, OPTIONS);

const HEAD = `SELECT date_trunc('day', d) AS "The ""Day""", '{{x}}' AS "?"\nFROM t -- {{city}}\nWHERE d >= ? AND d < ?\n`;

const DAYS = ["DATE '2025-01-01'", "DATE '2026-01-01'"];

describe('render(query, request)', () => {
  test.each([
    ['q', `${HEAD}    \nLIMIT ?`, [...DAYS, '10']],
    ['q city=Rome', `${HEAD}AND city IN (?)    \nLIMIT ?`, [...DAYS, "'Rome'", '10']],
    ['q city=Rome,"O\'Hara"', `${HEAD}AND city IN (?, ?)    \nLIMIT ?`, [...DAYS, "'O''Hara'", "'Rome'", '10']],
    ['q city!=Rome', `${HEAD}AND (city IS NULL OR city NOT IN (?))    \nLIMIT ?`, [...DAYS, "'Rome'", '10']],
    ['q name!=Bo', `${HEAD} AND (name IS NULL OR name <> ?)   \nLIMIT ?`, [...DAYS, "'Bo'", '10']],
    ['q from=2024-01-31', `${HEAD}    \nLIMIT ?`, [...DAYS, '10']], // the other hole of that part has no value
    [
      'q from=2024-01-31 rate=0.5',
      `${HEAD}   AND d > ? AND rate < ? \nLIMIT ?`,
      [...DAYS, "DATE '2024-01-31'", "DECIMAL '0.5'", '10'],
    ],
    ['q done=no n=3', `${HEAD}    AND done = ?\nLIMIT ?`, [...DAYS, 'false', '3']],
    [
      'q period="since 2025-03-01"',
      `${HEAD.replace('d < ?', 'd IS NOT NULL')}    \nLIMIT ?`,
      ["DATE '2025-03-01'", '10'],
    ],
    [
      'q city!=Rome period="before 2025"',
      `${HEAD.replace('d >= ?', 'd IS NOT NULL')}AND (city IS NULL OR city NOT IN (?))    \nLIMIT ?`,
      ["DATE '2025-01-01'", "'Rome'", '10'],
    ],
    ['q by=city', `${HEAD.replace(/date_trunc.*?""Day"""/, 'city AS "City"')}    \nLIMIT ?`, [...DAYS, '10']],
  ])('%s', (text, sql, parameters) => {
    expect(rendered(text)).toEqual({ sql, parameters });
  });

  test.each([
    ["' OR 1=1 --"],
    ['"; DROP TABLE t'],
    ['{{by}}'],
    [']] [['],
    ['?'],
    ['*/ x /*'],
    ["\\' x"],
    ['now()'],
    ['NULL'],
  ])('the value %j never becomes SQL', (value) => {
    const { sql, parameters } = render(
      query,
      { query: 'q', values: { name: [value], city: [value] }, excluded: [] },
      OPTIONS,
    );
    expect(sql).toBe(`${HEAD}AND city IN (?) AND name = ?   \nLIMIT ?`);
    expect(parameters.slice(2, 4)).toEqual(Array(2).fill(`'${value.replaceAll("'", "''")}'`));
  });

  test('without its limits, optional ones are dropped and others as wide as they go', () => {
    const { query: limited } = parseQueryFile(
      'l.sql',
      '/*---\nparams:\n  top: { type: integer, default: 5, max: 90 }\n  over: { type: number, optional: true }\n---*/\nSELECT 1 [[ WHERE x > {{over}} ]] LIMIT {{top}}',
    );
    const request = { query: 'l', values: { over: ['3'] }, excluded: [] };
    expect(render(limited!, request, { ...OPTIONS, isUnlimited: true })).toEqual({
      sql: 'SELECT 1  LIMIT ?',
      parameters: ['90'],
    });
    expect(render(limited!, request, OPTIONS)).toEqual({
      sql: 'SELECT 1  WHERE x > ?  LIMIT ?',
      parameters: ['3', '5'],
    });
  });

  test('what cannot be left out is refused', () => {
    expect(() => rendered('q like!=B%')).toThrow(
      new UserError('q cannot leave out a like: name the ones that you want instead'),
    );
  });
});

describe('positionInFile(query, request, place)', () => {
  const places = (needle: string, text = 'q city=Rome') => {
    const request = parse(text, buildCatalogue([query]), () => []).request;
    const lines = render(query, request, OPTIONS).sql.split('\n');
    const line = lines.findIndex((candidate) => candidate.includes(needle));
    return positionInFile(query, request, OPTIONS, { line: line + 1, column: lines[line]!.indexOf(needle) + 1 });
  };
  test.each([
    ['SELECT', { line: 13, column: 1 }],
    ['date_trunc', { line: 3, column: 60 }],
    ['FROM', { line: 14, column: 1 }],
    ['d >=', { line: 15, column: 7 }],
    ['d <', { line: 15, column: 33 }],
    ['city IN', { line: 16, column: 7 }],
    ['LIMIT', { line: 17, column: 1 }],
  ])('%s', (needle, place) => {
    expect(places(needle)).toEqual(place);
  });
});
