import { expect, test } from 'vitest';

import {
  closeModals,
  findView,
  openModal,
  publishHome,
  updateView,
} from '../../../../src/local/slack/workspace/view.ts';
import { openBareWorkspace } from '../../../support/slack-workspace.ts';

const PERSON = 'U0MIRA0001';

const MODAL = { type: 'modal', external_id: 'own', blocks: [] };

test('modals stand over one another, three at most', async () => {
  const { workspace } = await openBareWorkspace();
  const [first, second] = [
    openModal(workspace, PERSON, MODAL),
    openModal(workspace, PERSON, { ...MODAL, external_id: '' }),
  ];
  expect(second.view).toMatchObject({ root_view_id: first.id, previous_view_id: first.id });
  openModal(workspace, PERSON, MODAL);
  expect(() => openModal(workspace, PERSON, MODAL)).toThrow('push_limit_reached');
  closeModals(workspace, PERSON);
  expect(workspace.modals.get(PERSON)).toHaveLength(2);
  closeModals(workspace, PERSON, { all: true });
  expect(findView(workspace, { id: first.id })).toBe(undefined);
});

test('a view is found by its id or by the app’s own, and by no empty one', async () => {
  const { workspace } = await openBareWorkspace();
  const opened = openModal(workspace, PERSON, MODAL);
  openModal(workspace, PERSON, { ...MODAL, external_id: '' });
  expect(findView(workspace, { externalId: 'own' })).toBe(opened);
  expect(findView(workspace, { externalId: '' })).toBeFalsy();
  expect(findView(workspace, { id: 'none', externalId: 'own' })).toBe(undefined);
});

test('updateView() refuses a hash that is not the present one, and gives a new one', async () => {
  const { workspace } = await openBareWorkspace();
  const opened = openModal(workspace, PERSON, MODAL);
  const changed = updateView(workspace, opened, MODAL, String(opened.view.hash));
  expect(changed.id).toBe(opened.id);
  expect(changed.view.hash).not.toBe(opened.view.hash);
  expect(() => updateView(workspace, changed, MODAL, String(opened.view.hash))).toThrow('hash_conflict');
});

test('publishHome() changes the home that stands there', async () => {
  const { workspace } = await openBareWorkspace();
  const home = publishHome(workspace, PERSON, { type: 'home', blocks: [] });
  expect(publishHome(workspace, PERSON, { type: 'home', blocks: [] }).id).toBe(home.id);
  expect(() => publishHome(workspace, PERSON, { type: 'home', blocks: [] }, 'old')).toThrow('hash_conflict');
});
