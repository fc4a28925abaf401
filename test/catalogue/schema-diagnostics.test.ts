import { expect, test } from 'vitest';
import { z } from 'zod';

import { schemaDiagnostics } from '../../src/catalogue/schema-diagnostics.ts';
import { readYaml } from '../../src/catalogue/yaml.ts';

const ITEM = z.strictObject({ sql: z.string().min(1).describe('sql: l.country'), many: z.boolean().optional() });

const SCHEMA = z.strictObject({
  title: z.string().min(1).max(5).optional(),
  kind: z.enum(['day', 'week']).optional(),
  from: z.string().describe('from: fact_orders f'),
  items: z.record(z.string(), z.union([z.string(), ITEM]).describe('{ sql: l.country }')).default({}),
  list: z.array(z.string()).max(2).optional(),
});

function diagnose(text: string) {
  const yaml = readYaml(text, 'a.yml');
  const { error } = SCHEMA.safeParse(yaml.value);
  return schemaDiagnostics(SCHEMA, error!, yaml, 'the file').map(
    ({ line, column, message }) => `${line}:${column} ${message}`,
  );
}

test.each([
  ['title: A', '1:1 from is missing: write from: fact_orders f'],
  ['from: a\ntitel: B', '2:1 titel is no key of the file: did you mean title?'],
  ['from: a\nzzz: B', '2:1 zzz is no key of the file: its keys are title, kind, from, items, list'],
  ['from: a\nconstructor: B', '2:1 constructor is no key of the file: its keys are title, kind, from, items, list'],
  ['from: a\ntitle: Too long', '2:8 title is too long: at most 5 characters'],
  ['from: a\nkind: hour', '2:7 kind must be one of day, week'],
  ['from: a\ntitle: 7', '2:8 title must be a text: write "7" in quotes'],
  ['from: a\ntitle: 007', '2:8 title must be a text: write "007" in quotes'],
  ['from: a\ntitle: true', '2:8 title must be a text: write "true" in quotes'],
  ['from: a\ntitle: [x]', '2:8 title must be a text, not a list: put it in quotes'],
  [
    'from: a\ntitle: #x',
    expect.stringMatching(/^2:\d title is empty: write what belongs there, .* begins with # has to stand in quotes$/),
  ],
  ['from: a\ntitle: ""', '2:8 title is empty: write a text, or take it away'],
  ['from: a\nlist: [a, 7]', '2:11 entry 2 of list must be a text: write "7" in quotes'],
  ['from: a\nlist: [a, b, c]', '2:7 list is too long: at most 2 entries'],
  ['from: a\nitems: { x: { sql: s, may: true } }', '2:23 may is no key of items.x: did you mean many?'],
  ['from: a\nitems: { x: { many: true } }', expect.stringContaining('items.x.sql is missing: write sql: l.country')],
  ['from: [1]', '1:7 from cannot be a list: write from: fact_orders f'],
])('schemaDiagnostics(%j)', (text, expected) => expect(diagnose(text)[0]).toEqual(expected));

test('an unknown key is told once, and each of several', () => {
  expect(diagnose('frm: a')).toEqual(['1:1 frm is no key of the file: did you mean from?']);
  expect(diagnose('from: a\nfoo: 1\nbar: 2').map((line) => line.slice(0, 7))).toEqual(['2:1 foo', '3:1 bar']);
  expect(diagnose('from: a\nitems: { x: { expr: s } }')).toEqual(['2:15 expr is no key of items.x: did you mean sql?']);
});
