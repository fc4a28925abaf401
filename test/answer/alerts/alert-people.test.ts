import { expect, test } from 'vitest';

import type { Statement } from '../../../src/answer/statement.ts';

import { readPeople } from '../../../src/answer/alerts/alert-people.ts';
import { readAlert } from '../../../src/answer/alerts/alert-text.ts';
import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { tableOf } from '../../charts/demo.ts';
import { visitsContext } from '../../support/context.ts';

const DEALS = `/*---
params:
  by: { type: choice, default: country, choices: {
    country: { sql: country, label: Country },
    manager: { sql: manager, label: Manager } } }
  split: { type: choice, optional: true, choices: by }
  over: { type: number, optional: true }
  top: { type: integer, default: 2, max: 500 }
  period: { type: period, default: last month }
---*/
SELECT {{by}} AS "{{by.label}}" [[, {{split}} AS "{{split.label}}" ]], SUM(amount) AS "Deals" FROM deals
WHERE day >= {{period.start}} AND day < {{period.end}}
GROUP BY 1 [[ HAVING SUM(amount) > {{over}} ]] LIMIT {{top}}`;

const catalogue = buildCatalogue([parseQueryFile('deals.sql', DEALS).query!]);

let drawn = 0;

const at = { now: new Date('2026-11-27T10:00:00Z'), signal: new AbortController().signal };

/** Whom an alert names for some rows, where the data have these countries and managers; and the statements that were run for it. */
async function peopleOf(
  text: string,
  names: readonly string[],
  rows: readonly (readonly (string | null)[])[] = [],
): Promise<{ people: object; statements: readonly Statement[] }> {
  const statements: Statement[] = [];
  const context = visitsContext({
    catalogue: () => catalogue,
    draw: () => {
      drawn += 1;
      throw new Error('nothing is drawn');
    },
    run: async (statement) => {
      statements.push(statement);
      const cells = rows.map(([country = null, manager = null]) => [country, manager, 7]);
      return tableOf(['Country', 'Manager', 'Deals: bigint'], cells);
    },
  });
  const people = await readPeople(await readAlert(text, context, at), names, context, at);
  return { people: [...people], statements };
}

test('nothing is asked for an alert that names nobody, of no rows, or whose rows are people themselves', async () => {
  expect(await peopleOf('any country deals over 5', ['France'])).toEqual({ people: [], statements: [] });
  expect(await peopleOf('any country deals over 5, tell its manager', [])).toEqual({ people: [], statements: [] });
  expect(await peopleOf('any manager deals over 5, tell the manager', ['Ann', '__proto__'])).toEqual({
    people: [
      ['Ann', ['Ann']],
      ['__proto__', ['__proto__']],
    ],
    statements: [],
  });
});

test('each row is told of its own people, each once, and of nobody where the data have no name', async () => {
  const { people } = await peopleOf(
    'any country deals over 5, tell its manager',
    ['France', 'Spain', '__proto__', 'Unknown', 'Italy'],
    [
      ['France', ' Ann '],
      ['France', 'Bo'],
      ['France', 'Ann'],
      ['Spain', null],
      ['Spain', '  '],
      ['Norway', 'Cy'],
      ['__proto__', 'constructor'],
      [null, 'Di'],
    ],
  );
  expect(people).toEqual([
    ['France', ['Ann', 'Bo']],
    ['__proto__', ['constructor']],
    ['Unknown', ['Di']],
  ]);
});

test('the question is asked once more for all its rows, split by the person and without the days that it compares with', async () => {
  const { statements } = await peopleOf(
    'any country deals last week change < -10% vs previous, tell its manager',
    ['France'],
    [['France', 'Ann']],
  );
  expect(statements).toHaveLength(1);
  expect(drawn).toBe(0);
  expect(statements[0]!.sql).toContain('manager AS "Manager"');
  expect(statements[0]!.parameters).toEqual(["DATE '2026-11-16'", "DATE '2026-11-23'", '500']);
});
