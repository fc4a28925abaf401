import { afterEach, expect, test } from 'vitest';

import type { AnswerContext } from '../../../src/answer/context.ts';
import type { Digest } from '../../../src/digests/digest.ts';
import type { Workspace } from '../../support/workspace.ts';

import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { answerTable, openWorkspace, wordsOf } from '../../support/workspace.ts';

const queryFile = (access = '') => `/*---
title: Sales
params:
  by: { type: choice, default: country, choices: {
    country: { sql: country, label: Country },
    manager: { sql: manager, label: Manager, aliases: [boss] } } }
  split: { type: choice, optional: true, choices: by }
  over: { type: number, optional: true }
  top: { type: integer, default: 2, min: 1, max: 500 }
${access}
---*/
SELECT {{by}} AS "{{by.label}}" [[, {{split}} AS "{{split.label}}" ]], SUM(amount) AS "Sales" FROM orders
GROUP BY 1 [[ HAVING SUM(amount) > {{over}} ]] LIMIT {{top}}`;

const at = { now: new Date('2026-11-23T12:00:00Z'), signal: new AbortController().signal };

const alert: Digest = {
  name: 'low',
  questions: ['any country sales over 100, tell its boss'],
  channel: 'C0SALES001',
  cron: '0 * * * *',
  timezone: 'UTC',
  owner: 'U0JONAS004',
  onlyIf: [],
  isAlert: true,
};

let workspace: Workspace;

afterEach(() => workspace.close());

/** Opens a workspace whose data name these managers; `limits` are the row limits of what was asked. */
async function open(managers: readonly (readonly [string, string | null])[], access?: string) {
  const limits: string[] = [];
  const catalogue = buildCatalogue([parseQueryFile('sales.sql', queryFile(access)).query!], [], {
    access: { groups: {} },
  });
  const run: AnswerContext['run'] = async (statement) => {
    const table = await answerTable(statement);
    const [row, number] = table.columns;
    if (!statement.sql.includes('AS "Manager"')) {
      return {
        ...table,
        columns: [row!, { ...number!, name: 'Sales' }],
        rows: [
          ['France', '900'],
          ['Spain', '50'],
          ['Italy', '500'],
        ],
      };
    }
    limits.push(statement.parameters.at(-1) ?? '');
    const columns = [row!, { ...row!, name: 'Manager' }, { ...number!, name: 'Sales' }];
    return { ...table, columns, rows: managers.map(([country, manager]) => [country, manager, '1']) };
  };
  workspace = await openWorkspace({ run, own: { catalogue: () => catalogue } });
  const { readings } = await workspace.bot.alerts.read(alert, at);
  return { limits, people: new Map(readings.map(({ name, people }) => [name, people])) };
}

test('those are named whom the data names by id or address, and who are in the workspace', async () => {
  const { people, limits } = await open([
    ['France', 'mira@owlpost.example.com'],
    ['France', ' U0TOMAS002 '],
    ['France', 'nobody@owlpost.example.com'],
    ['France', 'U0UNKNOWN9'],
    ['France', 'U0WLPOST1'],
    ['France', null],
    ['France', '<!channel>'],
    ['Spain', 'U0PRIYA003'],
    ['Italy', 'Anna'],
  ]);
  expect(people.get('France')).toEqual(['U0MIRA0001', 'U0TOMAS002']);
  expect(people.get('Spain'), 'it is not beyond the limit').toBeUndefined();
  expect(people.get('Italy')).toBeUndefined();
  expect(limits, 'who is named is asked once, of all rows').toEqual(['500']);
});

test('somebody who has left is not named', async () => {
  const { people } = await open([['France', 'U0TOMAS002']]);
  expect(people.get('France')).toEqual(['U0TOMAS002']);
  await workspace.post('deactivate', { person: 'tomas' });
  const other = await workspace.another();
  const { readings } = await other.alerts.read(alert, at);
  expect(readings.flatMap(({ people: named }) => named ?? [])).toEqual([]);
});

test('only those are named who may ask the same themselves', async () => {
  const { people } = await open(
    [
      ['France', 'U0MIRA0001'],
      ['France', 'U0JONAS004'],
    ],
    'access: { people: S0FINANCE1 }',
  );
  expect(people.get('France')).toEqual(['U0JONAS004']);
});

test('the message and its replies mention them, and a reply that was posted is not posted again', async () => {
  await open([['France', 'U0MIRA0001']]);
  const { bot, until, scene, alerts } = workspace;
  const check = await bot.alerts.read(alert, at);
  const breaches = check.readings.filter(({ name }) => name !== 'Spain');
  const state = { breaches, since: at.now.getTime(), toldAt: at.now.getTime(), blanks: 0 };
  const kept = { state, words: check.words, run: 'run-1' };
  const fire = { ...kept, pending: { kind: 'fire' as const } };
  const { message } = await bot.alerts.report(alert, fire, { runId: 'run-1', isRepeated: false });
  expect(await bot.alerts.report(alert, fire, { runId: 'run-1', isRepeated: true })).toMatchObject({
    message: { ts: message!.ts },
  });
  const shown = await until(({ messages }) => messages.find(({ ts }) => ts === message!.ts));
  expect(wordsOf(shown)).toContain('for <@U0MIRA0001>');
  for (const pending of [{ kind: 'remind' as const }, { kind: 'change' as const, added: breaches }]) {
    const runId = `run-${pending.kind}`;
    for (const isRepeated of [false, true, true]) {
      await bot.alerts.report(alert, { ...kept, message, pending }, { runId, isRepeated });
    }
  }
  const replies = (await scene()).messages.filter(
    ({ thread_ts, ts }) => thread_ts === message!.ts && ts !== message!.ts,
  );
  expect(replies.map(wordsOf)).toEqual([
    expect.stringContaining('<@U0MIRA0001> Still above 100'),
    expect.stringContaining('<@U0MIRA0001> Now also above 100'),
  ]);
  expect((await alerts.read('low')).version).toBe(0);
});

test('what two have posted for one run stands there once after one of them has withdrawn it', async () => {
  await open([['France', 'U0MIRA0001']]);
  const { bot, scene } = workspace;
  const check = await bot.alerts.read(alert, at);
  const state = { breaches: check.readings.slice(0, 1), since: at.now.getTime(), toldAt: at.now.getTime(), blanks: 0 };
  const tell = (kind: 'fire' | 'remind', runId: string, more: object = {}) =>
    bot.alerts.report(
      alert,
      { state, words: check.words, run: runId, pending: { kind }, ...more },
      { runId, isRepeated: false },
    );
  const [first, second] = [await tell('fire', 'run-1'), await tell('fire', 'run-1')];
  await bot.alerts.withdraw(second.posted!, 'run-1');
  await bot.alerts.withdraw(first.posted!, 'run-1');
  const { message } = first;
  const replies = [await tell('remind', 'run-2', { message }), await tell('remind', 'run-2', { message })];
  for (const { posted } of replies.reverse()) await bot.alerts.withdraw(posted!, 'run-2');
  const standing = (await scene()).messages.filter(
    ({ channel, user }) => channel === 'C0SALES001' && user === 'U0WLPOST1',
  );
  expect(standing.filter(({ ts, thread_ts }) => thread_ts === undefined || thread_ts === ts)).toHaveLength(1);
  expect(standing.filter(({ ts, thread_ts }) => thread_ts === message!.ts && ts !== thread_ts)).toHaveLength(1);
});
