import { randomUUID } from 'node:crypto';

import { signedHeaders } from './signed-headers.ts';

/** Who a forged request says it is of, and where. */
export type ForgedBy = { readonly user: string; readonly channel: string; readonly team?: string };

/** Signs requests by hand, as only Slack can, with whatever they hold. */
export function openForge({ eventsUrl, signingSecret }: { eventsUrl: () => string; signingSecret: string }) {
  const send = (fields: Record<string, string>): Promise<string> =>
    sendBody(new URLSearchParams(fields).toString(), 'application/x-www-form-urlencoded');
  const sendBody = async (body: string, type: string): Promise<string> => {
    const headers = { 'content-type': type, ...signedHeaders(body, signingSecret) };
    const response = await fetch(eventsUrl(), { method: 'POST', headers, body });
    return response.text();
  };
  const interact = (type: string, { user, team = 'T0WLPOST1' }: ForgedBy, fields: object): Promise<string> =>
    send({
      payload: JSON.stringify({
        type,
        user: { id: user, name: 'forged', team_id: team },
        team: { id: 'T0WLPOST1', domain: 'owlpost' },
        trigger_id: randomUUID(),
        ...fields,
      }),
    });
  return {
    command: ({ user, channel, team = 'T0WLPOST1' }: ForgedBy, text: string) =>
      send({
        command: '/owl',
        text,
        user_id: user,
        channel_id: channel,
        team_id: team,
        trigger_id: randomUUID(),
      }),
    /** An event of the Events API. */
    event: (event: object) =>
      sendBody(
        JSON.stringify({ type: 'event_callback', team_id: 'T0WLPOST1', event_id: randomUUID(), event }),
        'application/json',
      ),
    /** A click on a control of a message that holds these blocks. */
    click: (by: ForgedBy, action: object, blocks: readonly object[] = [], ts = '1700000000.000001') =>
      interact('block_actions', by, {
        channel: { id: by.channel },
        container: { type: 'message', message_ts: ts, channel_id: by.channel, is_ephemeral: false },
        message: { ts, type: 'message', user: 'U0WLPOST1', text: '', blocks },
        actions: [{ block_id: 'forged', action_ts: '1', type: 'button', ...action }],
      }),
    suggest: (by: ForgedBy, actionId: string, value: string) =>
      interact('block_suggestion', by, {
        channel: { id: by.channel },
        container: { type: 'message', message_ts: '1', channel_id: by.channel },
        action_id: actionId,
        block_id: 'forged',
        value,
      }),
    submit: (by: ForgedBy, view: object) =>
      interact('view_submission', by, {
        view: { id: 'V1', type: 'modal', blocks: [], private_metadata: '', state: { values: {} }, ...view },
        response_urls: [],
      }),
    /** A use of a control in a modal. */
    use: (by: ForgedBy, action: object, view: object) =>
      interact('block_actions', by, {
        container: { type: 'view', view_id: 'V1' },
        view: { id: 'V1', type: 'modal', blocks: [], private_metadata: '', state: { values: {} }, ...view },
        actions: [{ block_id: 'forged', action_ts: '1', type: 'button', ...action }],
      }),
    shortcut: (by: ForgedBy, callback: string) => interact('shortcut', by, { callback_id: callback, action_ts: '1' }),
  };
}
