import type { Deliver } from '../delivery.ts';
import type { Reply } from '../workspace/envelope.ts';
import type { Channel, Person } from '../workspace/people.ts';
import type { Block, Json, Posted, Selection, View, World } from '../workspace/workspace.ts';
import type { Control, Simple } from './control.ts';

import { issueResponseUrl } from '../api/response-url.ts';
import { findMessage } from '../message.ts';
import { TEAM } from '../workspace/demo-people.ts';
import { issueTrigger } from '../workspace/trigger.ts';
import { findView } from '../workspace/view.ts';
import { announce, ENVELOPE, nextTimestamp } from '../workspace/workspace.ts';
import { initialState, stateOf } from './control.ts';

/** Where a control is: in a message of a channel or in a view. */
export type Container =
  | { readonly kind: 'message'; readonly channel: Channel; readonly posted: Posted }
  | { readonly kind: 'view'; readonly view: View };

export type Touch = { readonly block: string; readonly action: string };

/** The message or view that a person has before them; undefined when it is gone or not theirs. */
export function findContainer(
  world: World,
  person: Person,
  { channel, ts, view }: { channel?: Channel; ts?: string; view?: string },
): Container | undefined {
  if (view) {
    const found = findView(world, { id: view });
    return found?.person === person.id ? { kind: 'view', view: found } : undefined;
  }
  const posted = channel && ts ? findMessage(world, channel.id, ts) : undefined;
  const seen = posted && (!posted.onlyFor || posted.onlyFor === person.id);
  return channel && seen ? { kind: 'message', channel, posted } : undefined;
}

/** Uses a control: keeps its new value and tells the app. Throws a RangeError for what the control cannot do. */
export async function act(
  world: World,
  deliver: Deliver,
  person: Person,
  container: Container,
  { block, action, value }: Touch & { value?: Simple },
): Promise<Reply> {
  const control = findControl(container, { block, action });
  const state =
    initialState(control) || control.type === 'overflow' ? stateOf(control, value ?? null) : buttonState(control);
  if (initialState(control)) keep(world, person, container, { [block]: { [action]: state } });
  const payload = {
    ...envelope(world, person, container),
    type: 'block_actions',
    trigger_id: issueTrigger(world, person.id),
    actions: [{ ...state, block_id: block, action_id: action, action_ts: nextTimestamp(world) }],
  };
  return deliver({ type: 'interactive', payload });
}

/** Asks the app for the options of an external menu. */
export async function suggest(
  deliver: Deliver,
  world: World,
  person: Person,
  container: Container,
  { block, action, query }: Touch & { query: string },
): Promise<Reply> {
  const control = findControl(container, { block, action });
  if (!control.type.includes('external')) throw new RangeError(`${action} has its own options`);
  const { response_url: _url, state: _state, ...fields } = envelope(world, person, container);
  const payload = { ...fields, type: 'block_suggestion', block_id: block, action_id: action, value: query };
  return deliver({ type: 'interactive', payload });
}

/** Every control of a message or view with the block that it stands in. */
export function controlsOf(container: Container): readonly { readonly block: Block; readonly control: Control }[] {
  const blocks = container.kind === 'view' ? container.view.view.blocks : (container.posted.message.blocks ?? []);
  return blocks.flatMap((block) => {
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

/** What every control holds for a person: untouched ones their initial value. */
export function valuesOf(world: World, person: Person, container: Container): Selection {
  const kept = world.selections.get(selectionKey(person, container)) ?? {};
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

/** Keeps values that a person has set, so that a reload of the page shows them again. */
export function keep(world: World, person: Person, container: Container, values: Selection): void {
  const key = selectionKey(person, container);
  const merged: Record<string, Readonly<Record<string, Json>>> = { ...world.selections.get(key) };
  for (const [block, actions] of Object.entries(values)) merged[block] = { ...merged[block], ...actions };
  world.selections.set(key, merged);
  if (container.kind === 'message') announce(world, { kind: 'message', posted: container.posted });
}

/** Turns simple values by block and action into kept ones. */
export function fill(
  world: World,
  person: Person,
  container: Container,
  simple: Readonly<Record<string, Readonly<Record<string, Simple>>>>,
): void {
  for (const [block, actions] of Object.entries(simple)) {
    for (const [action, value] of Object.entries(actions)) {
      keep(world, person, container, {
        [block]: { [action]: stateOf(findControl(container, { block, action }), value) },
      });
    }
  }
}

/** The view as payloads carry it, with what the person has filled in. */
export function filledView(world: World, person: Person, view: View): Json {
  return { ...view.view, state: { values: valuesOf(world, person, { kind: 'view', view }) } };
}

/** Who acts, in payloads. */
export function actor(person: Person): Json {
  return {
    user: { id: person.id, username: person.name, name: person.name, team_id: TEAM.id },
    team: { id: TEAM.id, domain: TEAM.domain },
    api_app_id: ENVELOPE.api_app_id,
    token: ENVELOPE.token,
    enterprise: null,
    is_enterprise_install: false,
  };
}

function envelope(world: World, person: Person, container: Container): Json {
  if (container.kind === 'view') {
    const { view } = container;
    return { ...actor(person), container: { type: 'view', view_id: view.id }, view: filledView(world, person, view) };
  }
  const { channel, posted } = container;
  const { message, onlyFor } = posted;
  const thread = message.thread_ts;
  return {
    ...actor(person),
    container: {
      type: 'message',
      message_ts: message.ts,
      channel_id: channel.id,
      is_ephemeral: Boolean(onlyFor),
      ...(thread ? { thread_ts: thread } : {}),
    },
    channel: { id: channel.id, name: channelNameInPayloads(channel) },
    ...(onlyFor ? {} : { message }), // Slack leaves ephemeral messages out of their own payloads
    state: { values: valuesOf(world, person, container) },
    response_url: issueResponseUrl(world, { channel: channel.id, person: person.id, original: message.ts, thread }),
  };
}

/** Private channels do not give their name away. */
export function channelNameInPayloads({ kind, name }: Channel): string {
  return { public: name, private: 'privategroup', direct: 'directmessage' }[kind];
}

function findControl(container: Container, { block, action }: Touch): Control {
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
