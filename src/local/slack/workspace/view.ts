import type { Block, Json, View, Workspace } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { BOT, TEAM } from './demo-people.ts';
import { withBlockIds } from './message.ts';
import { newId, publishChange } from './workspace.ts';

/** Opens a modal for a person, by id, and closes the one that is open. `content` is the app's view. */
export function openModal(workspace: Workspace, person: string, content: Json): View {
  return show(workspace, workspace.modals, person, newId('V'), content);
}

/** Replaces the content of a view and returns it. Throws `hash_conflict` when `hash` is given and is not the view's current one. */
export function updateView(workspace: Workspace, before: View, content: Json, hash?: string): View {
  if (hash && hash !== before.view.hash) throw new ApiError('hash_conflict');
  const views = before.view.type === 'home' ? workspace.homes : workspace.modals;
  return show(workspace, views, before.person, before.id, content);
}

/** Publishes a person's home tab. Throws `hash_conflict` when `hash` is given and is not that of the published one. */
export function publishHome(workspace: Workspace, person: string, content: Json, hash?: string): View {
  const known = workspace.homes.get(person);
  if (known) return updateView(workspace, known, content, hash);
  return show(workspace, workspace.homes, person, newId('V'), content);
}

/** Closes a person's modal and forgets the values of its fields. */
export function closeModal(workspace: Workspace, person: string): void {
  workspace.selections.delete(`${person} ${workspace.modals.get(person)?.id}`);
  workspace.modals.delete(person);
  publishChange(workspace, { kind: 'views', person });
}

/** Finds an open view by its id. */
export function findView(workspace: Workspace, id: string): View | undefined {
  return [...workspace.modals.values(), ...workspace.homes.values()].find((open) => open.id === id);
}

function show(workspace: Workspace, views: Map<string, View>, person: string, id: string, content: Json): View {
  const view = { id, person, view: complete(id, content) };
  views.set(person, view);
  publishChange(workspace, { kind: 'views', person });
  return view;
}

function complete(id: string, content: Json): View['view'] {
  return {
    private_metadata: '',
    callback_id: '',
    external_id: '',
    clear_on_close: false,
    notify_on_close: false,
    submit: null,
    close: null,
    ...content,
    id,
    type: String(content.type),
    blocks: withBlockIds(content.blocks as readonly Block[]),
    team_id: TEAM.id,
    app_id: TEAM.app,
    bot_id: TEAM.botId,
    app_installed_team_id: TEAM.id,
    bot_user_id: BOT.id,
    state: { values: {} },
    hash: newId('').toLowerCase(),
    root_view_id: id,
    previous_view_id: null,
  };
}
