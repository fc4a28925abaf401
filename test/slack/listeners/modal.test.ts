import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';

import { UserError } from '../../../src/error.ts';
import { openModal, updateModal } from '../../../src/slack/listeners/modal.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

type View = { readonly blocks: readonly { readonly text: { readonly text: string } }[] };

/** Clients whose `views.open` and `views.update` note what is shown, in order, and Slack's own word for what is refused. */
async function openViews() {
  const { clients, log } = await openSlackClients();
  const shown: string[] = [];
  const note = ({ view }: { view: unknown }) => {
    shown.push((view as View).blocks[0]!.text.text);
    return { ok: true, view: { id: 'V1' } };
  };
  const interactive = { ...clients.interactive, views: { open: async (call: never) => note(call), update: note } };
  const context = { clients: { ...clients, interactive: interactive as never }, botName: 'owlpost', log };
  const request = { triggerId: 't', title: 'Filters' };
  return { shown, open: (build: () => Promise<unknown>) => openModal(context, request, build as never) };
}

const form = { type: 'modal', blocks: [{ type: 'section', text: { type: 'plain_text', text: 'The form' } }] };

test('a form that is there at once is opened as it is', async () => {
  const { shown, open } = await openViews();
  await open(async () => form);
  expect(shown).toEqual(['The form']);
});

test('a form that takes long is opened at once, and filled when it is there', async () => {
  const { shown, open } = await openViews();
  const built = Promise.withResolvers<unknown>();
  const opened = open(() => built.promise);
  await expect.poll(() => shown).toEqual(['One moment …']);
  built.resolve(form);
  await opened;
  expect(shown).toEqual(['One moment …', 'The form']);
});

test('a form that fails after it was opened says why in its place', async () => {
  const { shown, open } = await openViews();
  const built = Promise.withResolvers<unknown>();
  const opened = open(() => built.promise);
  await expect.poll(() => shown).toHaveLength(1);
  built.reject(new UserError('there is no query sales any more'));
  await opened;
  expect(shown).toEqual(['One moment …', 'There is no query sales any more.']);
});

test('a form that fails at once rejects, for who clicked to be told', async () => {
  const { shown, open } = await openViews();
  await expect(open(async () => Promise.reject(new UserError('no')))).rejects.toThrow('no');
  expect(shown).toEqual([]);
});

test('a form that was closed before it could be filled is left alone; another refusal is not', async () => {
  const { clients, log } = await openSlackClients();
  const refusal = (code: string) => new webApi.WebAPIPlatformError({ ok: false, error: code });
  const update = (code: string) => {
    const views = { update: async () => Promise.reject(refusal(code)) };
    const interactive = { ...clients.interactive, views } as never;
    return updateModal({ clients: { ...clients, interactive }, log }, { view_id: 'V1', view: form as never });
  };
  await expect(update('not_found')).resolves.toBeUndefined();
  await expect(update('hash_conflict')).resolves.toBeUndefined();
  await expect(update('invalid_arguments')).rejects.toThrow('invalid_arguments');
});
