import type { Deliver, Reply } from '../workspace/envelope.ts';
import type { Person } from '../workspace/people.ts';
import type { Json, View, Workspace } from '../workspace/workspace.ts';
import type { ControlValue } from './control.ts';

import { escapeSent } from '../workspace/escape.ts';
import { issueTrigger } from '../workspace/trigger.ts';
import { closeModal } from '../workspace/view.ts';
import { isEmpty } from './control.ts';
import { actorFields, controlsOf, filledView, setValues, valuesOf } from './interaction.ts';

/** The app's reply to a submission, or the errors that keep the modal open, by the block_id of their fields. */
export type Submission =
  | Reply
  | { readonly ok: false; readonly error: 'invalid'; readonly errors: Readonly<Record<string, string>> };

const REQUIRED = 'Please complete this required field.';

/** Stores values by block_id and action_id in a modal and submits it to the app, unless a field is not valid. Closes it when the app reports no errors. */
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
  const answer: Json = typeof reply.body === 'string' ? {} : reply.body;
  if (answer.response_action === 'errors')
    return { ok: false, error: 'invalid', errors: answer.errors as Record<string, string> };
  closeModal(workspace, person.id);
  return reply;
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
