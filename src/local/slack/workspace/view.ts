import type { Block, Json, View, Workspace } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { BOT, TEAM } from './demo-people.ts';
import { withBlockIds } from './message.ts';
import { newId, publishChange } from './workspace.ts';

const DEPTH = 3;

/** Shows a modal, over the one that is open when it is pushed. */
export function openModal(workspace: Workspace, person: string, content: Json): View {
  const stack = workspace.modals.get(person) ?? [];
  if (stack.length >= DEPTH) throw new ApiError('push_limit_reached');
  const id = newId('V');
  const root = stack[0]?.id ?? id;
  const view = complete(id, content, { root_view_id: root, previous_view_id: stack.at(-1)?.id ?? null });
  const opened = { id, person, view };
  workspace.modals.set(person, [...stack, opened]);
  publishChange(workspace, { kind: 'views', person });
  return opened;
}

/** Replaces what a view shows. A `hash` that is not the view's present one is refused. */
export function updateView(workspace: Workspace, before: View, content: Json, hash?: string): View {
  if (hash && hash !== before.view.hash) throw new ApiError('hash_conflict');
  const { root_view_id, previous_view_id } = before.view;
  const after = { ...before, view: complete(before.id, content, { root_view_id, previous_view_id }) };
  if (before.view.type === 'home') workspace.homes.set(before.person, after);
  else {
    const stack = workspace.modals.get(before.person) ?? [];
    workspace.modals.set(
      before.person,
      stack.map((view) => (view.id === before.id ? after : view)),
    );
  }
  publishChange(workspace, { kind: 'views', person: before.person });
  return after;
}

/** Shows a person's App Home, or changes it. Throws when the hash is not that of the view which stands there. */
export function publishHome(workspace: Workspace, person: string, content: Json, hash?: string): View {
  const known = workspace.homes.get(person);
  if (known) return updateView(workspace, known, content, hash);
  const id = newId('V');
  const home = { id, person, view: complete(id, content, { root_view_id: id, previous_view_id: null }) };
  workspace.homes.set(person, home);
  publishChange(workspace, { kind: 'views', person });
  return home;
}

/** Takes modals away: the topmost, or all of them. */
export function closeModals(workspace: Workspace, person: string, { all = false }: { all?: boolean } = {}): void {
  const stack = workspace.modals.get(person) ?? [];
  for (const { id } of all ? stack : stack.slice(-1)) workspace.selections.delete(`${person} ${id}`);
  workspace.modals.set(person, all ? [] : stack.slice(0, -1));
  publishChange(workspace, { kind: 'views', person });
}

/** Finds an open view by its id or by the app's own `external_id`. */
export function findView(
  workspace: Workspace,
  { id, externalId }: { id?: string; externalId?: string },
): View | undefined {
  const views = [...[...workspace.modals.values()].flat(), ...workspace.homes.values()];
  return views.find((open) => (id ? open.id === id : externalId && open.view.external_id === externalId));
}

function complete(id: string, content: Json, place: Json): View['view'] {
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
    ...place,
  };
}
