import type { Deliver, Reply } from '../workspace/envelope.ts';
import type { Person } from '../workspace/people.ts';
import type { Json, View, Workspace } from '../workspace/workspace.ts';
import type { ControlValue } from './control.ts';

import { readView } from '../api/methods/views.ts';
import { escapeSent } from '../workspace/escape.ts';
import { issueTrigger } from '../workspace/trigger.ts';
import { closeModals, openModal, updateView } from '../workspace/view.ts';
import { isEmpty } from './control.ts';
import { actorFields, controlsOf, filledView, setValues, valuesOf } from './interaction.ts';

/** How a submission ended: errors by the block_id of their fields. */
export type Submission =
  | Reply
  | { readonly ok: false; readonly error: 'invalid'; readonly errors: Readonly<Record<string, string>> };

const REQUIRED = 'Please complete this required field.';

/** Fills in and submits a modal, and does what the app answers: close, errors, update, push or clear. */
export async function submit(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  view: View,
  values: Readonly<Record<string, Readonly<Record<string, ControlValue>>>>,
): Promise<Submission> {
  const container = { kind: 'view', view } as const;
  setValues(workspace, person, container, values);
  const errors = fieldErrors(workspace, person, view);
  if (Object.keys(errors).length) return { ok: false, error: 'invalid', errors };
  const payload = {
    ...actorFields(person),
    type: 'view_submission',
    trigger_id: issueTrigger(workspace, person.id),
    view: filledView(workspace, person, view),
    response_urls: [],
  };
  const reply = await deliver({ type: 'interactive', payload: escapeSent(payload) as Json });
  if (!reply.ok) return reply;
  return (await follow(workspace, person, view, typeof reply.body === 'string' ? {} : reply.body)) ?? reply;
}

/** Closes the topmost modal by its own button; the app is told when it asked for that. */
export async function closeView(workspace: Workspace, deliver: Deliver, person: Person, view: View): Promise<Reply> {
  const payload = {
    ...actorFields(person),
    type: 'view_closed',
    is_cleared: false,
    view: filledView(workspace, person, view),
  };
  closeModals(workspace, person.id);
  return view.view.notify_on_close
    ? deliver({ type: 'interactive', payload: escapeSent(payload) as Json })
    : { ok: true, body: '' };
}

async function follow(workspace: Workspace, person: Person, view: View, answer: Json): Promise<Submission | undefined> {
  switch (answer.response_action) {
    case 'errors':
      return { ok: false, error: 'invalid', errors: answer.errors as Record<string, string> };
    case 'update':
      updateView(workspace, view, await readView(workspace, answer.view, 'modal'));
      return undefined;
    case 'push':
      openModal(workspace, person.id, await readView(workspace, answer.view, 'modal'));
      return undefined;
    default:
      closeModals(workspace, person.id, { all: answer.response_action === 'clear' });
      return undefined;
  }
}

function fieldErrors(workspace: Workspace, person: Person, view: View): Readonly<Record<string, string>> {
  const container = { kind: 'view', view } as const;
  const values = valuesOf(workspace, person, container);
  const errors: Record<string, string> = {};
  for (const { block, control } of controlsOf(container)) {
    if (block.type !== 'input') continue;
    const state = values[block.block_id!]?.[control.action_id!] ?? {};
    const length = [...String(state.value ?? '')].length;
    if (isEmpty(state)) {
      if (!block.optional) errors[block.block_id!] = REQUIRED;
    } else if (control.min_length && length < Number(control.min_length)) {
      errors[block.block_id!] = `Please write at least ${control.min_length} characters.`;
    } else if (control.max_length && length > Number(control.max_length)) {
      errors[block.block_id!] = `Please write at most ${control.max_length} characters.`;
    }
  }
  return errors;
}
