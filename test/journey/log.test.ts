import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';

import type { Wire } from '../support/person.ts';
import type { Program } from '../support/program.ts';

import { actAs, eventually } from '../support/person.ts';
import { startProgram, temporaryFolder } from '../support/program.ts';

/** Words that stand in the data alone, in what people type alone, and in settings that are secret. */
const WORDS = {
  data: ['Zubrowqa', 'Nebelsbad', 'kberyllq', '987654'],
  typed: ['jzmberix', 'pheliodq'],
  secret: 'mdioptaz',
};

const DATASET = `title: Vista
from: deals d
joins: { s: { table: shops, on: d.shop = s.shop } }
time: d.day
dimensions: { country: s.country, city: { sql: s.city, in: country } }
measures: { sales: { sum: d.amount }, orders: { count: d.deal } }
default: { measure: sales, by: country, period: all time }
freshness: deals.day
`;

let program: Program;

beforeAll(async () => {
  const [lake, queries, data] = [temporaryFolder(), temporaryFolder(), temporaryFolder()];
  const table = (name: string, text: string) => {
    mkdirSync(join(lake, name));
    writeFileSync(join(lake, name, 'part.csv'), text);
  };
  table('shops', 'shop,country,city,code\n1,France,Paris,1\n2,Zubrowqa,Nebelsbad,kberyllq\n');
  table('deals', 'deal,shop,day,amount\n1,1,2025-01-02,5\n2,2,2025-02-03,987654\n');
  writeFileSync(join(queries, 'vista.yml'), DATASET);
  writeFileSync(join(queries, 'broken.sql'), '-- Codes\nSELECT CAST(code AS integer) AS "Code" FROM shops');
  const settings = {
    ...{ PORT: '0', LOG_LEVEL: 'trace', OWLPOST_LAKE: lake, OWLPOST_QUERIES: queries, OWLPOST_DATA: data },
    ...{
      OWLPOST_MCP_TOKEN: `${WORDS.secret}-token-of-assistants`,
      OWLPOST_PICTURE_KEY: `${WORDS.secret}-key-of-pictures-0000`,
    },
  };
  program = await startProgram(['start'], settings, /^Owlpost playground on (\S+)$/);
});

afterAll(() => program.stop());

/** The lines of the log so far. */
const lines = () =>
  program
    .output()
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Record<string, unknown>);

test('the log of a rich session has no value of the data, nothing that was typed, and no secret', async () => {
  const mira = actAs({ url: program.url } as Parameters<typeof actAs>[0], 'mira');
  const isDone = ({ blocks }: Wire) => blocks && !JSON.stringify(blocks).includes('"cancel"');
  const ask = async (text: string) => {
    const before = (await mira.messages('sales')).length;
    await mira.types('sales', `/owl ${text}`);
    await eventually(async () => (await mira.messages('sales')).slice(before).some(isDone));
  };
  const fault = async (one: object) =>
    expect(await mira.post('faults', { method: 'chat.postMessage', times: 1, ...one })).toMatchObject({ ok: true });
  for (const text of [
    'vista',
    'vista in Zubrowqa by city',
    'vista in Nebelsbad',
    'why vista 2025-02 vs 2025-01',
    'broken',
  ])
    await ask(text);
  for (const text of [
    'jzmberix by pheliodq',
    'vista in pheliodq',
    'explain vista in Zubrowqa',
    'save jzmberix',
    'settings',
  ])
    await ask(text);
  await ask('subscribe vista in Zubrowqa every Monday at 9');
  await ask('alert vista in Zubrowqa over 5');
  await fault({ error: 'invalid_blocks' });
  await ask('vista orders in Zubrowqa');
  await fault({ status: 500 });
  await ask('vista by month in Zubrowqa');
  await fault({ cut: true });
  await ask('vista orders by month in Zubrowqa');
  const worked = await eventually(async () => {
    const found = lines().filter(({ msg }) => msg === 'a question was worked on');
    return found.length >= 10 && found;
  });
  expect(new Set(worked.map(({ questionId }) => questionId)).size).toBe(worked.length);
  expect(worked.every(({ questionId }) => typeof questionId === 'string')).toBe(true);
  const log = program.output();
  // on a slow machine the fault meets the note that a question is worked on, and not its answer
  expect(log, 'what Slack refused is in it').toMatch(
    /Slack refused an answer|cannot show that a question is worked on/,
  );
  for (const word of [...WORDS.data, ...WORDS.typed, WORDS.secret])
    expect(
      log.split('\n').filter((line) => line.includes(word)),
      word,
    ).toEqual([]);
  expect(log).not.toMatch(/xoxb-|xapp-/);
});
