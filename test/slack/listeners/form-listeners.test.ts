import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../../support/workspace.ts';

import { filledModal, isAnswer, openWorkspace, wordsOf } from '../../support/workspace.ts';

let workspace: Workspace | undefined;

afterEach(async () => {
  await workspace?.close();
  workspace = undefined;
});

/** An option of a menu that is fetched, as its form sends it. */
const chosen = (text: string) => ({ text: { type: 'plain_text', text }, value: `=${text}` });

test('the form of all filters changes several at once, and says at its input what cannot be', async () => {
  workspace = await openWorkspace();
  const { post, until, use, type } = workspace;
  await type('/owl sales');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  await use(answer, 'filters');
  const form = await until(filledModal);
  const values = {
    'param/period': { 'filter/sales/period': chosen('the day after tomorrow') },
    'param/country': { 'filter/sales/country': ['=France', '=USA'] },
    'form/compare': { 'form/compare': '=last year' },
  };
  expect(await post('submit', { view: form.id, values })).toMatchObject({
    errors: { 'param/period': expect.stringContaining('period') },
  });
  await post('submit', {
    view: form.id,
    values: { ...values, 'param/period': { 'filter/sales/period': chosen('last quarter') } },
  });
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && message.ts !== answer.ts),
  );
  expect(wordsOf(second)).toContain(
    'Last quarter (1 Jul – 30 Sep 2026) · Country: France, USA · Top: 10 · vs last year (1 Jul – 30 Sep 2025)',
  );
});

test('custom dates, one number, and a menu too long for its message', async () => {
  workspace = await openWorkspace({ isPublic: true });
  const { post, until, use, type } = workspace;
  await type('/owl sales');
  const first = await until(({ messages }) => messages.find(isAnswer));
  await use(first, 'filter/sales/period', '?');
  const dates = await until(filledModal);
  await post('submit', {
    view: dates.id,
    values: { 'form/from': { 'form/from': '2025-03-01' }, 'form/to': { 'form/to': '2025-03-31' } },
  });
  const second = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('1 – 31 Mar 2025')),
  );

  await use(second, 'filters');
  const form = await until(filledModal);
  const city = form.blocks.find(({ block_id }) => block_id === 'param/city')!;
  const menu = (city as unknown as { element: { type: string; action_id: string } }).element;
  expect(menu.type).toBe('external_select');
  const suggested = async (block: string, action: string, query: string) => {
    type Options = { text: { text: string }; value: string }[];
    const { options, option_groups: groups } = await post('suggest', { view: form.id, block, action, query });
    const [group] = (groups ?? []) as { label: { text: string }; options: Options }[];
    const texts = (group?.options ?? (options as Options)).map(({ text }) => text.text);
    return group ? [group.label.text, ...texts] : texts;
  };
  expect(await suggested('param/city', menu.action_id, 'city 24')).toEqual([
    '11 of 250 match',
    'City 24',
    ...Array.from({ length: 10 }, (_, index) => `City ${240 + index}`),
  ]);
  expect((await suggested('param/city', menu.action_id, ''))[0]).toBe('250 in all, the first 100 here');
  expect(await suggested('param/city', menu.action_id, 'nowhere')).toEqual([]);
  expect(await suggested('param/period', 'filter/sales/period', 'last 90 days')).toEqual(['last 90 days']);
  await post('submit', {
    view: form.id,
    values: {
      'param/top': { 'filter/sales/top': '3' },
      'param/city': { 'filter/sales/city': chosen('City 24') },
      'form/from': { 'form/from': '2025-03-01' },
      'form/to': { 'form/to': '2025-03-31' },
    },
  });
  const third = await until(({ messages }) =>
    messages.find((message) => isAnswer(message) && wordsOf(message).includes('City: City 24 · Top: 3')),
  );
  expect(wordsOf(third)).toContain('1 – 31 Mar 2025');
});
