import type { Deliver, Reply } from '../workspace/envelope.ts';
import type { Channel, Person } from '../workspace/people.ts';
import type { Block, Json, PlacedMessage, Selection, View, Workspace } from '../workspace/workspace.ts';
import type { Control, ControlValue } from './control.ts';

import { issueResponseUrl } from '../api/response-url.ts';
import { TEAM } from '../workspace/demo-people.ts';
import { PAYLOAD_FIELDS } from '../workspace/envelope.ts';
import { escapeSent } from '../workspace/escape.ts';
import { issueTrigger } from '../workspace/trigger.ts';
import { nextTimestamp, publishChange } from '../workspace/workspace.ts';
import { initialState, stateOf } from './control.ts';

/** A message with its channel. */
export type MessageContainer = { readonly kind: 'message'; readonly channel: Channel; readonly posted: PlacedMessage };

/** The message or view that holds a control. */
export type Container = MessageContainer | { readonly kind: 'view'; readonly view: View };

/** A control by its `block_id` and its `action_id`. */
export type ControlReference = { readonly block: string; readonly action: string };

/**
 * Uses a control for a person: stores its new value and sends `block_actions` to the app. Throws a RangeError for an unknown
 * control, or a value that it does not offer.
 */
export async function useControl(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  container: Container,
  { block, action, value }: ControlReference & { value?: ControlValue },
): Promise<Reply> {
  const control = findControl(container, { block, action });
  const state =
    initialState(control) || control.type === 'overflow' ? stateOf(control, value ?? null) : buttonState(control);
  if (initialState(control)) storeValues(workspace, person, container, { [block]: { [action]: state } });
  const payload = {
    ...withUnfurl(container, block, envelope(workspace, person, container)),
    type: 'block_actions',
    trigger_id: issueTrigger(workspace, person.id),
    actions: [{ ...state, block_id: block, action_id: action, action_ts: nextTimestamp(workspace) }],
  };
  return deliver({ type: 'interactive', payload: escapeSent(payload) as Json });
}

/** Requests the options of an external menu for a typed `query` from the app (`block_suggestion`). Throws a RangeError for other controls. */
export async function requestOptions(
  workspace: Workspace,
  deliver: Deliver,
  person: Person,
  container: Container,
  { block, action, query }: ControlReference & { query: string },
): Promise<Reply> {
  const control = findControl(container, { block, action });
  if (!control.type.includes('external')) throw new RangeError(`${action} has its own options`);
  const { response_url: _url, state: _state, ...fields } = envelope(workspace, person, container);
  const payload = { ...fields, type: 'block_suggestion', block_id: block, action_id: action, value: query };
  return deliver({ type: 'interactive', payload: escapeSent(payload) as Json });
}

/** Returns every control of a message or view with its block. */
export function controlsOf(container: Container): readonly { readonly block: Block; readonly control: Control }[] {
  return blocksOf(container).flatMap((block) => {
    const { elements, accessory, element } = block as Block & {
      elements?: unknown;
      accessory?: Control;
      element?: Control;
    };
    const listed = block.type === 'actions' && Array.isArray(elements) ? (elements as readonly Control[]) : [];
    return [...listed, ...(accessory ? [accessory] : []), ...(element ? [element] : [])].map((control) => ({
      block,
      control,
    }));
  });
}

/** The blocks of a message with those that stand under its links, or of a view. */
function blocksOf(container: Container): readonly Block[] {
  if (container.kind === 'view') return container.view.view.blocks;
  const { blocks = [], attachments = [] } = container.posted.message;
  return [...blocks, ...attachments.flatMap((attachment) => attachment.blocks)];
}

/** Returns `state.values` of a message or view for a person; a control that the person has not set has its initial value. */
export function valuesOf(workspace: Workspace, person: Person, container: Container): Selection {
  const kept = workspace.selections.get(selectionKey(person, container)) ?? {};
  const values: Record<string, Record<string, Json>> = {};
  for (const { block, control } of controlsOf(container)) {
    const initial = initialState(control);
    if (!initial || !block.block_id || !control.action_id) continue;
    const touched = kept[block.block_id]?.[control.action_id];
    values[block.block_id] = {
      ...values[block.block_id],
      [control.action_id]: touched?.type === control.type ? touched : initial,
    };
  }
  return values;
}

/** Stores values that a person has set, so that a reload of the page shows them again. */
function storeValues(workspace: Workspace, person: Person, container: Container, values: Selection): void {
  const key = selectionKey(person, container);
  const merged: Record<string, Readonly<Record<string, Json>>> = { ...workspace.selections.get(key) };
  for (const [block, actions] of Object.entries(values)) merged[block] = { ...merged[block], ...actions };
  workspace.selections.set(key, merged);
  if (container.kind === 'message') publishChange(workspace, { kind: 'values', posted: container.posted });
}

/** Stores values by block_id and action_id for a person. Throws a RangeError for a value that a control does not offer. */
export function setValues(
  workspace: Workspace,
  person: Person,
  container: Container,
  simple: Readonly<Record<string, Readonly<Record<string, ControlValue>>>>,
): void {
  for (const [block, actions] of Object.entries(simple)) {
    for (const [action, value] of Object.entries(actions)) {
      storeValues(workspace, person, container, {
        [block]: { [action]: stateOf(findControl(container, { block, action }), value) },
      });
    }
  }
}

/** Returns a view as payloads carry it, with the person's values as `state.values`. */
export function filledView(workspace: Workspace, person: Person, view: View): Json {
  return { ...view.view, state: { values: valuesOf(workspace, person, { kind: 'view', view }) } };
}

/** Returns the fields of an interaction payload that describe the person, the workspace and the app. */
export function actorFields(person: Person): Json {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: person.team },
    team: { id: TEAM.id, domain: TEAM.domain },
    api_app_id: PAYLOAD_FIELDS.api_app_id,
    token: PAYLOAD_FIELDS.token,
    enterprise: null,
    is_enterprise_install: false,
  };
}

/** Of a control under a link, a payload names the link in place of the message. */
function withUnfurl(container: Container, block: string, payload: Json): Json {
  const { attachments = [] } = container.kind === 'message' ? container.posted.message : {};
  const index = attachments.findIndex(({ blocks }) => blocks.some(({ block_id }) => block_id === block));
  const unfurl = attachments[index];
  if (!unfurl) return payload;
  const { message: _message, ...rest } = payload;
  const fields = { is_app_unfurl: true, app_unfurl_url: unfurl.from_url };
  return {
    ...rest,
    container: { ...(payload.container as Json), type: 'message_attachment', attachment_id: index + 1, ...fields },
    app_unfurl: { id: index + 1, blocks: unfurl.blocks, ...fields },
  };
}

function envelope(workspace: Workspace, person: Person, container: Container): Json {
  if (container.kind === 'view') {
    const { view } = container;
    return {
      ...actorFields(person),
      container: { type: 'view', view_id: view.id },
      view: filledView(workspace, person, view),
    };
  }
  const { channel, posted } = container;
  const { message, onlyFor } = posted;
  const thread = message.thread_ts;
  return {
    ...actorFields(person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: Boolean(onlyFor),
      ...(thread ? { thread_ts: thread } : {}),
    },
    channel: { id: channel.id, name: channelNameInPayloads(channel) },
    ...(onlyFor ? {} : { message }), // Slack leaves ephemeral messages out of their own payloads
    state: { values: valuesOf(workspace, person, container) },
    response_url: issueResponseUrl(workspace, { channel: channel.id, person: person.id, original: message.ts, thread }),
  };
}

/** Returns the name of a channel in payloads, which is `privategroup` or `directmessage` for those that are not public. */
export function channelNameInPayloads({ kind, name }: Channel): string {
  return { public: name, group: name, private: 'privategroup', direct: 'directmessage' }[kind];
}

function findControl(container: Container, { block, action }: ControlReference): Control {
  const found = controlsOf(container).find(
    ({ block: { block_id }, control }) => block_id === block && control.action_id === action,
  );
  if (!found) throw new RangeError(`there is no control ${action} in block ${block}`);
  return found.control;
}

function buttonState({ type, text, value, style }: Control): Json {
  return { type, text, ...(value === undefined ? {} : { value }), ...(style ? { style } : {}) };
}

function selectionKey(person: Person, container: Container): string {
  return `${person.id} ${container.kind === 'view' ? container.view.id : container.posted.message.ts}`;
}
