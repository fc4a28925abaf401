import { expect, test } from 'vitest';

import {
  closeModal,
  findView,
  openModal,
  publishHome,
  updateView,
} from '../../../../src/local/slack/workspace/view.ts';
import { openBareWorkspace } from '../../../support/slack-workspace.ts';

const PERSON = 'U0MIRA0001';

const MODAL = { type: 'modal', blocks: [] };

test('a modal comes in the place of the one that is open, until it is closed', async () => {
  const { workspace } = await openBareWorkspace();
  const [first, second] = [openModal(workspace, PERSON, MODAL), openModal(workspace, PERSON, MODAL)];
  expect(second.view).toMatchObject({ root_view_id: second.id, previous_view_id: null });
  expect(findView(workspace, first.id)).toBe(undefined);
  expect(findView(workspace, second.id)).toBe(second);
  closeModal(workspace, PERSON);
  expect(findView(workspace, second.id)).toBe(undefined);
});

test('a view is found by no empty id', async () => {
  const { workspace } = await openBareWorkspace();
  openModal(workspace, PERSON, MODAL);
  expect(findView(workspace, '')).toBe(undefined);
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
