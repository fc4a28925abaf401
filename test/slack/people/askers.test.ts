import { afterEach, describe, expect, test } from 'vitest';

import type { AccessRules } from '../../../src/catalogue/access.ts';
import type { Workspace } from '../../support/workspace.ts';

import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { formatState } from '../../../src/slack/blocks/state.ts';
import { personIn } from '../../../src/slack/people/askers.ts';
import { controlIds, isAnswer, openWorkspace } from '../../support/workspace.ts';

/** What only an administrator may see, in this test: a country, a measure, and a whole query. */
const FORBIDDEN = /Zubrowka|margin|secret/i;

const SALES = `/*---
title: Sales
params:
  measure: { type: choice, default: sales, choices: {
    sales: { sql: "SUM(amount)", label: Sales }, margin: { sql: "SUM(margin)", label: Margin } } }
  by: { type: choice, default: country, choices: { country: { sql: country, label: Country }, city: { sql: city, label: City } } }
  country: { type: string, many: true, optional: true, values: [France, Spain, Zubrowka] }
access:
  measures: { margin: U0JONAS004 }
  rows:
    "#sales": { country: [France, Spain] }
    U0JONAS004: all
---*/
SELECT {{by}} AS "{{by.label}}", {{measure}} AS "{{measure.label}}" FROM orders
WHERE TRUE [[ AND country IN ({{country}}) ]] GROUP BY 1`;

const SECRET = `/*---
title: Secret figures
access: { people: U0JONAS004 }
---*/
SELECT 'x' AS "X", 1 AS "N"`;

const RULES: AccessRules = { groups: {}, contact: '#analytics' };

let workspace: Workspace;

afterEach(() => workspace.close());

/** A workspace with rules, whose engine answers the countries that the statement keeps, or all of them. */
async function open(): Promise<void> {
  const queries = [parseQueryFile('sales.sql', SALES).query!, parseQueryFile('secret.sql', SECRET).query!];
  const catalogue = buildCatalogue(queries, [], { access: RULES });
  workspace = await openWorkspace({
    run: async ({ sql, parameters }) => {
      const kept = ['France', 'Spain', 'Zubrowka'].filter(
        (country) => parameters.length === 0 || parameters.includes(`'${country}'`),
      );
      const measure = /SUM\((\w+)\)/.exec(sql)?.[1] ?? 'n';
      return {
        columns: [
          { name: 'Country', type: 'varchar', precision: 0, scale: 0 },
          { name: measure === 'margin' ? 'Margin' : 'Sales', type: 'bigint', precision: 0, scale: 0 },
        ],
        rows: kept.map((country, index) => [country, String(100 + index)]),
        scannedBytes: 1000,
        elapsedMs: 5,
        engine: 'Athena engine version 3',
        executionId: '00000000-0000-0000-0000-000000000001',
        reused: false,
      };
    },
    own: {
      catalogue: () => catalogue,
      values: async (_, { values }) => (Array.isArray(values) ? (values as readonly string[]) : []),
    },
  });
}

const BOT = 'U0WLPOST1';

/** Types a line, waits for what the bot says to it, and returns all that left the bot since, and all that the person sees of it. */
async function say(text: string, person: string, channel: string): Promise<string> {
  const from = (await workspace.calls()).length;
  const ofBot = async () => (await workspace.scene(person)).messages.filter(({ user }) => user === BOT);
  const before = new Set((await ofBot()).map(({ ts }) => ts));
  await workspace.post('type', { person, channel, text });
  const said = await workspace.until(
    ({ messages }) =>
      messages.find(
        (message) => message.user === BOT && !before.has(message.ts) && !controlIds(message).includes('cancel'),
      ),
    person,
  );
  return JSON.stringify([said, (await workspace.calls()).slice(from)]);
}

const LINES = [
  '/owl sales',
  '/owl sales in Zubrowka',
  '/owl sales in Zubrovka',
  '/owl sales country=Zubrowka',
  '/owl sales country!=France,Spain',
  '/owl margin by country',
  '/owl sales measure=margin',
  '/owl secret',
  '/owl secrt',
  '/owl help',
  '/owl help sales',
  '@Owlpost sales by city',
  '@Owlpost secret',
];

/** The words of a line are the asker's own: they may come back. */
const without = (text: string, line: string) =>
  line.split(/[ =]/).reduce((rest, word) => (word.length > 3 ? rest.replaceAll(word, '') : rest), text);

describe.each([
  ['a member in a channel that is restricted to some rows', 'mira', 'sales'],
  ['a member in a channel of no rule', 'mira', 'marketing'],
  ['a guest', 'lena', 'marketing'],
  ['somebody of another company in a shared channel', 'sam', 'northwind'],
])('%s', (_, person, channel) => {
  test('is never told what is not for them, by any line', async () => {
    await open();
    const typed = (line: string) => (person === 'sam' ? line.replace('/owl', '@Owlpost') : line); // commands are not for outsiders
    for (const text of LINES.map(typed)) {
      expect(without(await say(text, person, channel), text), text).not.toMatch(FORBIDDEN);
    }
  });

  test('nor by the app’s home', async () => {
    await open();
    await workspace.post('home', { person });
    const { home } = await workspace.until((scene) => (scene.home ? scene : undefined), person);
    expect(JSON.stringify(home)).not.toMatch(FORBIDDEN);
  });
});

test('who may see everything does, where no rule holds the channel', async () => {
  await open();
  expect(await say('/owl margin by country', 'jonas', 'marketing')).toContain('Zubrowka');
  expect(await say('/owl margin by country', 'jonas', 'sales')).not.toContain('Zubrowka');
});

test.each([
  ['users.info', 'jonas'],
  ['users.info', 'mira'],
  ['conversations.info', 'jonas'],
])(
  'while Slack does not answer %s, nothing that has rules is shown, and %s is told to try again',
  async (method, person) => {
    await open();
    await workspace.fault({ method, error: 'fatal_error' });
    for (const line of ['/owl sales', '/owl secret', '/owl help', '@Owlpost sales by city']) {
      const said = await say(line, person, 'marketing');
      expect(without(said, line), line).not.toMatch(/Zubrowka|margin|France/i);
      expect(said).toContain('Slack did not say in time who you are and where you ask');
    }
  },
);

describe('on an answer that somebody else may see', () => {
  /** The administrator's answer, as the person of the test sees it. */
  async function answered() {
    await open();
    await workspace.post('type', { person: 'jonas', channel: 'marketing', text: '/owl sales' });
    const shown = await workspace.until(({ messages }) => messages.find(isAnswer), 'mira');
    expect(JSON.stringify(shown)).toContain('Zubrowka');
    return shown;
  }

  test('a click is checked anew, for who clicks', async () => {
    const shown = await answered();
    const from = (await workspace.calls()).length;
    const more = shown.blocks!.flatMap(({ block_id, elements = [] }) =>
      elements.map((element) => ({ block_id, element })),
    );
    for (const { block_id, element } of more) {
      for (const value of element.options?.map((option) => option.value) ?? [undefined]) {
        await workspace.post('act', {
          person: 'mira',
          channel: shown.channel,
          ts: shown.ts,
          block: block_id,
          action: element.action_id,
          value,
        });
      }
    }
    await say('/owl help', 'mira', 'marketing'); // what was clicked before it has been answered, too
    const calls = (await workspace.calls()).slice(from).filter(({ arguments: sent }) => sent.user === 'U0MIRA0001');
    expect(calls.length).toBeGreaterThan(0);
    expect(JSON.stringify(calls)).not.toMatch(FORBIDDEN);
  });

  test('a menu offers what who opens it may see', async () => {
    const shown = await answered();
    const suggest = (person: string) =>
      workspace.post('suggest', {
        person,
        channel: shown.channel,
        ts: shown.ts,
        block: shown.blocks![0]!.block_id,
        action: 'find',
        query: '',
      });
    expect(JSON.stringify(await suggest('mira'))).not.toMatch(FORBIDDEN);
  });
});

describe('personIn(body)', () => {
  test.each<[string, unknown, object]>([
    ['a command', { user_id: 'U1', channel_id: 'C1' }, { user: 'U1', channel: 'C1' }],
    ['a click', { user: { id: 'U1' }, channel: { id: 'C1' } }, { user: 'U1', channel: 'C1' }],
    [
      'a command of another workspace',
      { user_id: 'U1', channel_id: 'C1', team_id: 'T2' },
      { user: 'U1', channel: 'C1', team: 'T2' },
    ],
    [
      'a click of somebody of another workspace',
      { user: { id: 'U1', team_id: 'T2' }, channel: { id: 'C1' }, team_id: 'T1' },
      { user: 'U1', channel: 'C1', team: 'T2' },
    ],
    [
      'a form about a message',
      { user: { id: 'U1' }, view: { private_metadata: '{"channel":"C3","ts":"1.2"}' } },
      { user: 'U1', channel: 'C3', isClaimed: true },
    ],
    [
      'a form with metadata that nobody wrote',
      { user: { id: 'U1' }, view: { private_metadata: '{C0SALES001' } },
      { user: 'U1', channel: undefined },
    ],
    ['an event', { event: { user: 'U1', channel: 'C1' } }, { user: 'U1', channel: 'C1' }],
    [
      'a form of a message',
      { user: { id: 'U1' }, view: { private_metadata: `C0SALES001 1.2 ${formatState({ text: 'sales' }, 100)}` } },
      { user: 'U1', channel: 'C0SALES001', isClaimed: true },
    ],
    [
      'a form with a channel chosen in it',
      {
        user: { id: 'U1' },
        view: { private_metadata: '', state: { values: { a: { b: { selected_conversation: 'C2' } } } } },
      },
      { user: 'U1', channel: 'C2', isClaimed: true },
    ],
    ['nothing that is known', {}, { user: undefined, channel: undefined }],
  ])('of %s', (_, body, person) => {
    expect(personIn(body)).toEqual(person);
  });
});
