import type { Block, Json, Workspace } from '../../workspace/workspace.ts';

import { checkView } from '../../rules/surface.ts';
import { ApiError, formatProblem } from '../../workspace/api-error.ts';
import { resolveImages } from '../../workspace/image.ts';
import { useTrigger } from '../../workspace/trigger.ts';
import { findView, openModal, publishHome, updateView } from '../../workspace/view.ts';
import { invalidArguments, optionalText, requiredText } from '../input.ts';

const VIEW_BYTES = 250_000;

/**
 * Opens a modal for the person of a trigger, in the place of any that is open.
 * https://docs.slack.dev/reference/methods/views.open
 */
export async function openView(workspace: Workspace, input: Json): Promise<Json> {
  const view = await readView(workspace, input.view, 'modal');
  return { view: openModal(workspace, useTrigger(workspace, requiredText(input, 'trigger_id')), view).view };
}

/** Replaces the content of an open modal or a home tab. https://docs.slack.dev/reference/methods/views.update */
export async function updateOpenView(workspace: Workspace, input: Json): Promise<Json> {
  const found = findView(workspace, optionalText(input, 'view_id'));
  if (!found) throw new ApiError('not_found');
  const view = await readView(workspace, input.view, found.view.type);
  return { view: updateView(workspace, found, view, optionalText(input, 'hash')).view };
}

/** Publishes a person's home tab. https://docs.slack.dev/reference/methods/views.publish */
export async function publishView(workspace: Workspace, input: Json): Promise<Json> {
  const person = requiredText(input, 'user_id');
  if (!workspace.people.has(person)) throw new ApiError('user_not_found');
  const view = await readView(workspace, input.view, 'home');
  return { view: publishHome(workspace, person, view, optionalText(input, 'hash')).view };
}

/** Returns an app's view once it is checked and its pictures are fetched. Throws Slack's own errors. `type` is `modal` or `home`. */
async function readView(workspace: Workspace, view: unknown, type: string): Promise<Json> {
  if (typeof view !== 'object' || view === null) throw invalidArguments(['missing required field: view']);
  if (JSON.stringify(view).length > VIEW_BYTES) throw new ApiError('view_too_large');
  const problems = checkView(view);
  if (problems.length) throw invalidArguments(problems.map(formatProblem));
  const { blocks } = view as Json & { blocks: readonly Block[] };
  if ((view as Json).type !== type) throw invalidArguments([`must be a ${type} [json-pointer:/view/type]`]);
  return { ...(view as Json), blocks: await resolveImages(workspace, blocks, '/view/blocks') };
}
