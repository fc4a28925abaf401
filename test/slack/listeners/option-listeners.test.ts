import { afterEach, expect, test } from 'vitest';

import type { Seen, Workspace } from '../../support/workspace.ts';

import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { openForge } from '../../support/forged.ts';
import { controlIds, find, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

const has = (action: string) => (message: Seen) => controlIds(message).some((id) => id.startsWith(action));

test('a catalogue of 500 queries is found through a field and read page by page, in a message and in the home tab', async () => {
  const queries = Array.from({ length: 500 }, (_, index) => {
    const source = `/*---\ntitle: Report ${index}\ndescription: ${'What it says. '.repeat(20)}\n---*/\nSELECT ${index}`;
    return parseQueryFile(`report-${index}.sql`, source).query!;
  });
  const catalogue = buildCatalogue(queries);
  workspace = await openWorkspace({ own: { catalogue: () => catalogue } });
  const { type, until, use, post, logged } = workspace;
  await type('/owl');
  const guide = await until(({ messages }) => messages.find(has('find')));
  expect(wordsOf(guide)).toContain('Queries 1–20 of 500');

  await use(guide, 'list/on');
  const next = await until(({ messages }) =>
    messages.find((message) => wordsOf(message).includes('Queries 21–40 of 500')),
  );
  expect(next.ts).toBe(guide.ts);
  const [block, field] = find(next, 'find');
  const place = { channel: next.channel, ts: next.ts, block: block.block_id, action: field.action_id };
  const { options } = (await post('suggest', { ...place, query: 'report 33' })) as { options?: { value: string }[] };
  expect(options?.map(({ value }) => value).slice(0, 2)).toEqual(['=report-33', '=report-330']);
  await use(next, 'find', options?.[0]);
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('*Report 33*')));

  await post('home', {});
  const home = await until((scene) => scene.home);
  const turn = home.blocks.find(({ block_id }) => block_id.startsWith('find/'))!;
  await post('act', { view: home.id, block: turn.block_id, action: 'list/on' });
  await until((scene) => JSON.stringify(scene.home?.blocks ?? '').includes('Queries 21–40 of 500'));
  expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
});

test('a menu offers a typed period first, says how many values match, and nothing of what is not known', async () => {
  const values = async (_: unknown, { name }: { name: string }) =>
    name === 'country' ? ['France', 'Faroe Islands', 'Spain'] : Promise.reject(new Error('no such table'));
  workspace = await openWorkspace({ isPublic: true, own: { values } });
  const { slack, bot } = workspace;
  const forge = openForge({ eventsUrl: () => bot.eventsUrl, signingSecret: slack.signingSecret });
  const suggested = async (id: string, typed: string) => {
    const said = JSON.parse(await forge.suggest({ user: 'U0MIRA0001', channel: 'C0SALES001' }, id, typed));
    type Options = { text: { text: string }; value: string }[];
    const [group] = (said.option_groups ?? []) as { label: { text: string }; options: Options }[];
    const options = ((group?.options ?? said.options) as Options).map(({ value }) => value);
    return group ? [group.label.text, ...options] : options;
  };
  expect(await suggested('filter/sales/country', 'fa')).toEqual(['1 of 3 match', '=Faroe Islands']);
  expect(await suggested('drill/sales/country', '')).toHaveLength(4);
  expect((await suggested('filter/sales/period', 'march 2025'))[0]).toBe('=2025-03');
  expect(await suggested('filter/sales/period', 'last month')).toEqual(['=last month']);
  for (const id of [
    'filter/sales/city',
    'filter/sales/nothing',
    'filter/weather/country',
    'filter/__proto__/constructor',
  ])
    expect(await suggested(id, ''), id).toEqual([]);
});
