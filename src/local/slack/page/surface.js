import { call } from './client.js';

/**
 * Returns the surface for `drawBlocks` of a message or view. A control is busy while its call runs. What is filled in in a modal
 * is kept as a draft until it is submitted, and is sent along with every use of another control.
 */
export function surfaceOf(store, { view, message, values }) {
  const id = view ?? message.ts;
  const drafts = view ? store.drafts.get(view) : undefined;
  const place = view ? { view } : { channel: message.channel, ts: message.ts };
  const keyOf = (block, action) => `${id} ${block} ${action}`;

  async function use(block, element, value) {
    const key = keyOf(block, element.action_id);
    if (store.busy.has(key)) return;
    store.busy.add(key);
    store.notices.delete(id);
    store.touch(id);
    const action = element.action_id;
    const answer = await call('act', { person: store.me, ...place, block, action, value, values: drafts });
    store.busy.delete(key);
    if (!answer.ok) store.notices.set(id, notice(answer));
    store.touch(id);
  }

  function draft(block, element, value, { typing = false } = {}) {
    const before = store.drafts.get(view) ?? {};
    store.drafts.set(view, { ...before, [block]: { ...before[block], [element.action_id]: value } });
    if (!typing) store.touch(id);
  }

  return {
    values,
    names: store.names,
    stamp: (block) => [
      store.revisions.get(id),
      [...store.busy].filter((key) => key.startsWith(`${id} ${block.block_id} `)),
    ],
    controlContext: (block, element) => {
      const dispatches = !view || store.isDispatched(view, block);
      const suggest = (query) =>
        call('suggest', { person: store.me, ...place, block, action: element.action_id, query });
      return {
        state: drafted(element, values?.[block]?.[element.action_id], drafts?.[block]?.[element.action_id]),
        busy: store.busy.has(keyOf(block, element.action_id)),
        focus: keyOf(block, element.action_id),
        channels: store.channelOptions(),
        people: store.personOptions(),
        suggest,
        press: (value) => use(block, element, typeof value === 'object' ? undefined : value),
        change: (value, how) => {
          if (view) draft(block, element, value, how);
          if (dispatches && !how?.typing) use(block, element, value);
        },
      };
    },
  };
}

function notice({ error, reason }) {
  if (error === 'operation_timeout') return 'Owlpost did not answer within three seconds. Try again in a moment.';
  return `That did not work: ${reason ?? error}`;
}

/** The state of a control with what has been set but not yet submitted. */
function drafted(element, state, value) {
  if (value === undefined) return state;
  const [field] = Object.keys(state ?? {}).filter((key) => key !== 'type');
  if (!field) return state;
  if (!field.startsWith('selected_option')) return { ...state, [field]: value };
  const find = (entry) =>
    typeof entry === 'object' ? entry : optionsOf(element).find((option) => option.value === entry);
  if (value === null) return { ...state, [field]: null };
  return { ...state, [field]: Array.isArray(value) ? value.map(find) : find(value) };
}

function optionsOf({ options = [], option_groups: groups = [] }) {
  return [...options, ...groups.flatMap((group) => group.options)];
}
