import { expect, test } from 'vitest';

import type { Diagnostic } from '../../src/catalogue/diagnostic.ts';

import { buildJoins } from '../../src/catalogue/dataset-joins.ts';
import { readYaml } from '../../src/catalogue/yaml.ts';

function build(text: string) {
  const yaml = readYaml(text, 'sales.yml');
  const { joins } = yaml.value as { joins: Record<string, { table: string; on: string }> };
  const found: Pick<Diagnostic, 'message'>[] = [];
  const built = buildJoins(joins, 'f', yaml, (_, message) => found.push({ message }));
  return { ...built, messages: found.map(({ message }) => message) };
}

const CHAIN = 'joins: { r: { table: regions, on: l.region = r.id }, l: { table: locations, on: f.postal = l.postal } }';

test('each join follows those that it needs', () => {
  const { joins, needsOf, messages } = build(CHAIN);
  expect(joins.map(({ alias, needs }) => ({ alias, needs }))).toEqual([
    { alias: 'l', needs: [] },
    { alias: 'r', needs: ['l'] },
  ]);
  expect(needsOf('r.name', ['dimensions'])).toEqual(['l', 'r']);
  expect(needsOf('f.amount', ['measures'])).toEqual([]);
  expect(messages).toEqual([]);
});

test.each([
  [
    'joins: { l: { table: t, on: f.a = x.b } }',
    'x. in joins.l.on is the alias of no table: declare it under joins, or write one of f, l',
  ],
  ['joins: { loc: { table: t, on: f.a = lok.b } }', 'lok. in joins.loc.on is the alias of no table: did you mean loc?'],
  ['joins: { f: { table: t, on: f.a = f.b } }', 'f cannot be the alias of a join: choose a short name of its own'],
  [
    'joins: { a: { table: t, on: b.x = a.x }, b: { table: u, on: a.x = b.x } }',
    'joins need each other in a circle: a, b, a',
  ],
])('%s', (text, message) => expect(build(text).messages).toContain(message));
