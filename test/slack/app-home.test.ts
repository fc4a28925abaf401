import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../support/workspace.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { isAnswer, openWorkspace, wordsOf } from '../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

test('the home tab answers what is typed, and lists what a person asked and saved', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until, type } = workspace;
  await type('/owl sales by city last week');
  await until(({ messages }) => messages.find(isAnswer));
  await type('/owl save as city-weekly');
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('Saved.')));
  await post('home', {});
  const home = await until((scene) => scene.home);
  const words = JSON.stringify(home.blocks);
  expect(words).toContain('city-weekly');
  expect(words).toMatch(/Saved questions.*Sales by city · Last week.*Asked lately.*Sales by city · Last week/);
  const { block_id: block } = home.blocks.find(({ type: kind }) => kind === 'input')!;
  await post('act', { view: home.id, block, action: 'search', value: 'sales country=France' });
  const answer = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('Country: France')),
  );
  expect(answer.channel).toMatch(/^D/);
});

test('the home tab shows only the digests of channels that the person is in', async () => {
  const digest = (name: string, channel: string) => {
    const timing = { cron: '0 9 * * 1', timezone: 'UTC' };
    return { name, questions: ['sales last week'] as [string], channel, ...timing, onlyIf: [] };
  };
  workspace = await openWorkspace({ digests: [digest('for-sales', '#sales'), digest('for-nobody', '#nowhere')] });
  await workspace.post('home', {});
  const home = await workspace.until((scene) => scene.home);
  const words = JSON.stringify(home.blocks);
  expect(words).toContain('*For sales*  Sales by country · Last week · Top: 10');
  expect(words).toContain('Every Monday at 09:00 (UTC) in #sales');
  expect(words).toContain('30 Nov 2026, 09:00 (UTC)');
  expect(words).not.toMatch(/for.nobody/i);

  const renamed = await openWorkspace({ digests: [digest('renamed', '#turnover')] });
  await renamed.preferences.put('channels', 'turnover', 'C0SALES001'); // what the channel was called before
  await renamed.post('home', {});
  expect(JSON.stringify((await renamed.until((scene) => scene.home)).blocks)).toContain('*Renamed*');
  await renamed.close();
});

test('the home tab shows as mine what is declared to be, also elsewhere, and once', async () => {
  const timing = { cron: '0 9 * * 1', timezone: 'UTC', onlyIf: [] };
  const digest = { name: 'monday-sales', questions: ['sales last week'] as const, channel: '#board', ...timing };
  workspace = await openWorkspace({ digests: [{ ...digest, owner: 'U0MIRA0001' }] });
  await workspace.post('home', {});
  const { blocks } = await workspace.until((scene) => scene.home);
  const at = (words: string) => blocks.findIndex((block) => JSON.stringify(block).includes(words));
  expect(at('*Monday sales*  Sales by country · Last week')).toBeGreaterThan(at('What comes to you'));
  expect(at('monday-sales in digests.yml')).toBeGreaterThan(at('What comes to you'));
  expect(at('What else comes')).toBe(-1);
});

test('the home tab says what can be asked since a short while, and how', async () => {
  const read = (name: string) =>
    parseQueryFile(`${name}.sql`, `/*---\ntitle: The ${name}\n---*/\nSELECT 1 AS "N"`).query!;
  const catalogues = [buildCatalogue([read('stock')]), buildCatalogue([read('orders'), read('stock')])];
  let served = 0;
  workspace = await openWorkspace({ own: { catalogue: () => catalogues[served]! } });
  const { post, until } = workspace;
  await post('home', {});
  expect(JSON.stringify(await until(({ home }) => home))).not.toContain('What is new');
  served = 1;
  await post('home', {});
  const home = await until(({ home: shown }) => JSON.stringify(shown ?? '').includes('What is new') && shown);
  expect(JSON.stringify(home)).toContain('*The orders*  can be asked now.');
  const row = home.blocks.find(({ block_id: id }) => id.startsWith('news-0'))!;
  await post('act', { view: home.id, block: row.block_id, action: row.accessory!.action_id });
  await until(({ messages }) => messages.find((message) => wordsOf(message).includes('The orders')));
});
