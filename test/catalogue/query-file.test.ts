import { describe, expect, test } from 'vitest';

import { parseQueryFile } from '../../src/catalogue/query-file.ts';

const PARAMS = 'params:\n  by: { type: choice, default: day, choices: { day: { sql: d, label: Day } } }';

const header = (yaml: string, sql = 'SELECT {{by}} FROM t') => `/*---\n${yaml}\n---*/\n${sql}\n`;

const told = (source: string, file = 'test.sql') =>
  parseQueryFile(file, source).diagnostics.map(({ line, column, message }) => `${line}:${column} ${message}`);

const HEADER_FIRST = 'a header is the first thing in its file: begin it with /*--- and end it with ---*/';

describe('parseQueryFile(file, source)', () => {
  test('a file without a header is a query with a title from its first comment', () => {
    const { query, diagnostics } = parseQueryFile('sales-by-country.sql', '-- Sales by country\nSELECT 1;\n');
    expect(diagnostics).toEqual([]);
    expect(query).toMatchObject({ name: 'sales-by-country', title: 'Sales by country', params: [], chart: 'auto' });
    expect(query?.template).toMatchObject([{ kind: 'sql', text: '-- Sales by country\nSELECT 1' }]);
  });

  test('without a comment, its name is its title', () => {
    expect(parseQueryFile('top_ten.sql', 'SELECT 1').query?.title).toBe('Top ten');
  });

  test('a header gives the parameters, in its order', () => {
    const { query } = parseQueryFile(
      'q.sql',
      header(`title: Q\n${PARAMS}\n  n: { type: integer, default: 5, min: 1 }`, 'SELECT {{by}} LIMIT {{n}}'),
    );
    expect(query?.params).toMatchObject([
      { name: 'by', type: 'choice', label: 'By', default: ['day'], choices: [{ name: 'day', sql: 'd', label: 'Day' }] },
      { name: 'n', type: 'integer', label: 'N', default: ['5'], min: 1 },
    ]);
  });

  test.each([
    ['fact_orders.orderDate', 'SELECT MAX(orderDate) FROM fact_orders'],
    ['shop.fact_orders.day', 'SELECT MAX(day) FROM shop.fact_orders'],
    ['SELECT MAX(a.b) FROM a', 'SELECT MAX(a.b) FROM a'],
  ])('freshness: %s asks %s', (freshness, sql) => {
    expect(parseQueryFile('q.sql', header(`freshness: ${freshness}\n${PARAMS}`)).query?.freshness).toBe(sql);
  });

  test('choices can be those of another parameter', () => {
    const { query } = parseQueryFile(
      'q.sql',
      header(`${PARAMS}\n  split: { type: choice, optional: true, choices: by }`, 'SELECT {{by}} [[, {{split}} ]]'),
    );
    expect(query?.params[1]?.choices).toEqual(query?.params[0]?.choices);
  });

  test.each([
    ['Windows line ends', header(PARAMS).replaceAll('\n', '\r\n')],
    ['a byte order mark', `\uFEFF${header(PARAMS)}`],
    ['tabs in the header', header(PARAMS.replace('\n  by', '\n\tby'))],
    ['a hole in a string', header(PARAMS, "SELECT {{by}}, '{{no}}' FROM t")],
    ['a hole in a comment', header(PARAMS, 'SELECT {{by}} -- {{no}} ]]\nFROM t /* [[ {{no}} */')],
    ['a question mark in a string', header(PARAMS, "SELECT {{by}}, '?' FROM t")],
    ['a final semicolon', header(PARAMS, 'SELECT {{by}} FROM t;')],
  ])('%s does no harm', (_, source) => {
    expect(told(source)).toEqual([]);
  });

  test.each([
    ['', '1:1 there is no SQL: write a SELECT'],
    ['-- only a comment', '1:1 there is no SQL: write a SELECT'],
    ['/*---\ntitle: X\nSELECT 1', '1:1 the header is never closed: end it with ---*/'],
    ['-- A\n/*---\ntitle: X\n---*/\nSELECT 1', `2:1 ${HEADER_FIRST}`],
    ['/*--\ntitle: X\n--*/\nSELECT 1', `1:1 ${HEADER_FIRST}`],
    ['---\ntitle: X\n---\nSELECT 1', `1:1 ${HEADER_FIRST}`],
    ['SELECT 1\n/*---\nparams: {}\n---*/', `2:1 ${HEADER_FIRST}`],
    [header('title: [', 'SELECT 1'), expect.stringMatching(/^[23]:\d+ this is not YAML: /)],
    [header('titel: X', 'SELECT 1'), '2:1 titel is no key of the header: did you mean title?'],
    [
      header('params:\n  by: { type: choise }', 'SELECT 1'),
      '3:15 params.by.type must be one of string, number, integer, boolean, date, period, choice',
    ],
    [
      header('params:\n  by: { type: choice, default: x }'),
      '3:7 by needs choices: write them out, or name a parameter that has its own',
    ],
    [header(PARAMS.replace('default: day', 'default: week')), '3:32 week is none of its choices: day'],
    [
      header('params:\n  n: { type: integer, default: 9, max: 5 }', 'SELECT {{n}}'),
      '3:32 n cannot be "9": it takes a whole number of at most 5',
    ],
    [
      header('params:\n  n: { type: integer }', 'SELECT {{n}}'),
      '3:6 n needs a default or optional: true, so that the query can be asked by its name alone',
    ],
    [
      header('params:\n  n: { type: period, default: never }', 'SELECT {{n.start}}'),
      expect.stringMatching(/^3:31 n cannot be "never": it takes a period such as /),
    ],
    [
      header('params:\n  compare: { type: string, optional: true }', 'SELECT [[ {{compare}} ]]'),
      '3:12 compare is a word of the question language: give the parameter another name',
    ],
    [header(PARAMS, 'SELECT {{by}}, {{other}}'), '5:16 {{other}} is not declared: add it to params in the header'],
    [
      header(`${PARAMS}\n  n: { type: integer, default: 1 }`),
      '4:6 parameter n is never used: write {{n}} in the SQL, or take it away',
    ],
    [
      header('params:\n  p: { type: period, default: today }', 'SELECT {{p}}'),
      '5:8 p is a period: write {{p.start}} and {{p.end}}',
    ],
    [
      header('params:\n  s: { type: string, optional: true }', 'SELECT {{s}}'),
      '5:8 s is optional: put the part that needs it in [[ ]]',
    ],
    [
      header('params:\n  s: { type: string, optional: true }', 'SELECT [[ {{s.label}} ]]'),
      '5:11 only a choice has .label, and s is a string',
    ],
    ['SELECT {{ By }}', '1:8 {{ By }} is no hole: write {{name}}, {{name.label}}, {{period.start}} or {{period.end}}'],
    ['SELECT "{{by}}"', '1:9 {{by}} cannot stand inside a quoted name: only {{name.label}} can'],
    ['SELECT [[ 1 ]]', '1:8 [[ ]] without a hole is always kept: take the brackets away or put a hole in'],
    ['SELECT 1 ]]', '1:10 ]] without [[: open the optional part, or put a space between the brackets of an array'],
    ['SELECT ?', '1:8 a bare ? has no value: write a hole such as {{country}}'],
    ["SELECT 'x", "1:8 ' is never closed"],
    ['SELECT /* x', '1:8 /* is never closed'],
    ['SELECT \u0000', '1:1 this is no UTF-8 text: save it as UTF-8'],
    [
      header('params: { q: { type: string, default: a } }', "SELECT '%{{q}}%'"),
      "4:10 {{q}} stands inside a text: write '%' || {{q}} || '%'",
    ],
    [header('a: &a [x]\nb: *a', 'SELECT 1'), '3:4 YAML aliases (*name) are not read here: write the value out'],
  ])('%j → %s', (source, finding) => {
    expect(told(source)[0]).toEqual(finding);
  });

  test('a file name must be a command word', () => {
    expect(told('SELECT 1', 'Sales 2.sql')[0]).toMatch(/^1:1 a file name is a command word: /);
    expect(told('SELECT 1', 'help.sql')[0]).toBe(
      '1:1 help is a word of the question language: give the file another name',
    );
  });
});

test('YAML that would blow up is refused at once', () => {
  const bomb = [
    'a: &a [x,x,x,x,x,x,x,x,x]',
    ...'bcdefghi'
      .split('')
      .map((key, index) => `${key}: &${key} [${Array(9).fill(`*${'abcdefgh'[index]}`).join(',')}]`),
  ].join('\n');
  expect(told(header(bomb, 'SELECT 1'))).toEqual(['3:8 YAML aliases (*name) are not read here: write the value out']);
});
