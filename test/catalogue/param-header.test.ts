import { expect, test } from 'vitest';

import { buildParam, PARAM } from '../../src/catalogue/param-header.ts';

function build(name: string, header: object, others: Record<string, object> = {}) {
  const said: string[] = [];
  const all = Object.fromEntries(
    Object.entries({ [name]: header, ...others }).map(([key, each]) => [key, PARAM.parse(each)]),
  );
  const param = buildParam(name, all[name]!, {
    all,
    position: { line: 1, column: 1 },
    say: (path, message) => said.push([...path, message].join(': ')),
  });
  return { param, said };
}

test.each([
  ['by', { type: 'choice', optional: true, choices: { a: 'a' } }, { role: 'dimension' }],
  ['metric', { type: 'choice', optional: true, choices: { a: 'a' } }, { role: 'measure' }],
  ['limit', { type: 'integer', optional: true }, { role: 'rank', keeps: 'first' }],
  ['minimum', { type: 'number', optional: true }, { role: 'threshold', keeps: '>=' }],
  ['top', { type: 'string', optional: true }, { role: 'filter' }],
  ['when', { type: 'period', optional: true }, { role: 'period' }],
  ['style', { type: 'choice', optional: true, choices: { a: 'a' } }, { role: 'option' }],
  ['top', { type: 'integer', role: 'filter', optional: true }, { role: 'filter' }],
])('the role of %s: %j', (name, header, expected) => {
  const { role, keeps } = build(name, header).param;
  expect({ role, ...(keeps && { keeps }) }).toEqual(expected);
});

test('choices may be those of another parameter, and have labels of their names', () => {
  const { param, said } = build(
    'split',
    { type: 'choice', optional: true, choices: 'by' },
    {
      by: {
        type: 'choice',
        default: 'product_line',
        choices: { product_line: 'p.line', city: { sql: 'c', label: 'Town' } },
      },
    },
  );
  expect(said).toEqual([]);
  expect(param.choices.map(({ label, sql }) => `${label}: ${sql}`)).toEqual(['Product line: p.line', 'Town: c']);
});

test('a default is written canonically', () => {
  expect(build('since', { type: 'date', default: '2025-1-2' }).said).toHaveLength(1);
  expect(build('over', { type: 'number', default: 1500 }).param.default).toEqual(['1500']);
  expect(build('country', { type: 'string', many: true, default: ['A', 'B'] }).param.default).toEqual(['A', 'B']);
});

test.each([
  ['as', { type: 'string', optional: true }, 'as is a word of the question language: give the parameter another name'],
  ['by', { type: 'choice', optional: true }, 'choices: by needs choices: write them out'],
  ['n', { type: 'integer', optional: true, choices: { a: 'a' } }, 'choices: choices belong to type: choice'],
  ['n', { type: 'integer', optional: true, values: ['1'] }, 'values: values belong to type: string'],
  ['p', { type: 'period', optional: true, many: true }, 'many: a period has one value: take many away'],
  ['s', { type: 'string', optional: true, max: 1 }, 'max: min and max belong to numbers'],
  ['n', { type: 'integer', optional: true, min: 3, max: 2 }, 'min: min 3 is above max 2'],
  ['n', { type: 'integer' }, 'n needs a default or optional: true'],
  ['s', { type: 'string', default: ['a', 'b'] }, 'default: s has several defaults: write many: true'],
  ['by', { type: 'choice', default: 'c', choices: { a: 'a', b: 'b' } }, 'default: c is none of its choices: a, b'],
  ['n', { type: 'integer', default: 'x' }, 'default: '],
])('buildParam(%s, %j) says what is wrong', (name, header, message) =>
  expect(build(name, header).said).toContainEqual(expect.stringContaining(message)),
);
