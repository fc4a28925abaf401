import { describe, expect, test } from 'vitest';

import type { Part, Template } from '../../src/catalogue/query.ts';

import { holesOf, parseTemplate, positionsIn } from '../../src/catalogue/template.ts';

const read = (sql: string) => {
  const told: string[] = [];
  const template = parseTemplate(sql, 1, ({ line, column }, message) => told.push(`${line}:${column} ${message}`));
  return { template, told };
};

/** A template as one text a part. */
const textsOf = (template: Template): readonly string[] =>
  template.map((part: Part) => {
    if (part.kind === 'sql') return part.text;
    if (part.kind === 'optional') return `[${textsOf(part.parts).join('|')}]`;
    return `{${part.param}${part.field ? `.${part.field}` : ''}${part.quoted ? ' quoted' : ''}}`;
  });

describe('parseTemplate(sql, firstLine, diagnose)', () => {
  test.each([
    ['SELECT 1', ['SELECT 1']],
    ['a = {{ x }} b', ['a = ', '{x}', ' b']],
    ['d >= {{p.start}}', ['d >= ', '{p.start}']],
    ['a [[ AND b = {{x}} ]] c', ['a ', '[ AND b = |{x}| ]', ' c']],
    ['AS "by {{x.label}}, all"', ['AS "by ', '{x.label quoted}', ', all"']],
    ["'{{x}}' -- {{y}}", ["'{{x}}' -- {{y}}"]],
  ])('%s', (sql, parts) => {
    const { template, told } = read(sql);
    expect(textsOf(template)).toEqual(parts);
    expect(told).toEqual([]);
  });

  test.each([
    ['a\n[[ b = {{x}}', '2:1 [[ is never closed: write ]] after the optional part'],
    ['a ]]', '1:3 ]] without [[: open the optional part, or put a space between the brackets of an array'],
    ["[[ a = '{{b}}' ]]", "1:1 [[ ]] has {{b}} only inside a text or a comment: write '…' || {{b}}"],
    ['[[ a ]]', '1:1 [[ ]] without a hole is always kept: take the brackets away or put a hole in'],
    ['{{X y}}', '1:1 {{X y}} is no hole: write {{name}}, {{name.label}}, {{period.start}} or {{period.end}}'],
    ['"{{x}}"', '1:2 {{x}} cannot stand inside a quoted name: only {{name.label}} can'],
    ['a = ?', '1:5 a bare ? has no value: write a hole such as {{country}}'],
    ["a = 'b", "1:5 ' is never closed"],
  ])('%j is told', (sql, message) => expect(read(sql).told).toEqual([message]));
});

test('holesOf finds those in optional parts, too', () => {
  expect(holesOf(read('{{a}} [[ {{b}} {{c}} ]]').template).map(({ param }) => param)).toEqual(['a', 'b', 'c']);
});

test.each([
  [0, 5, 1],
  [2, 5, 3],
  [3, 6, 1],
  [4, 7, 1],
])('positionsIn: index %s is %s:%s', (index, line, column) => {
  expect(positionsIn('ab\n\nc', 5)(index)).toEqual({ line, column });
});
