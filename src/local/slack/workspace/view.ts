import type { Block, Json, View, Workspace } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { BOT, TEAM } from './demo-people.ts';
import { withBlockIds } from './message.ts';
import { newId, publishChange } from './workspace.ts';

/** Shows a modal to a person, in the place of any that is open. */
export function openModal(workspace: Workspace, person: string, content: Json): View {
  const id = newId('V');
  const opened = { id, person, view: complete(id, content) };
  workspace.modals.set(person, opened);
  publishChange(workspace, { kind: 'views', person });
  return opened;
}

/** Replaces what a view shows. A `hash` that is not the view's present one is refused. */
export function updateView(workspace: Workspace, before: View, content: Json, hash?: string): View {
  if (hash && hash !== before.view.hash) throw new ApiError('hash_conflict');
  const after = { ...before, view: complete(before.id, content) };
  const shown = before.view.type === 'home' ? workspace.homes : workspace.modals;
  shown.set(before.person, after);
  publishChange(workspace, { kind: 'views', person: before.person });
  return after;
}

/** Shows a person's App Home, or changes it. Throws when the hash is not that of the view which stands there. */
export function publishHome(workspace: Workspace, person: string, content: Json, hash?: string): View {
  const known = workspace.homes.get(person);
  if (known) return updateView(workspace, known, content, hash);
  const id = newId('V');
  const home = { id, person, view: complete(id, content) };
  workspace.homes.set(person, home);
  publishChange(workspace, { kind: 'views', person });
  return home;
}

/** Takes a person's modal away, with what was filled in. */
export function closeModal(workspace: Workspace, person: string): void {
  workspace.selections.delete(`${person} ${workspace.modals.get(person)?.id}`);
  workspace.modals.delete(person);
  publishChange(workspace, { kind: 'views', person });
}

/** Finds an open view by its id. */
export function findView(workspace: Workspace, id: string): View | undefined {
  return [...workspace.modals.values(), ...workspace.homes.values()].find((open) => open.id === id);
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
