import { randomUUID } from 'node:crypto';

import type { Json, Workspace } from './workspace.ts';

import { BOT, TEAM } from './demo-people.ts';

/** Fields that every payload to the app carries. */
export const PAYLOAD_FIELDS = { team_id: TEAM.id, api_app_id: TEAM.app, token: 'not-used-since-signatures' } as const;

/** What Slack hands to an app. */
export type Envelope = {
  /** What Socket Mode calls it; over HTTP it decides how the payload is written. */
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
};

/** What the app answered within three seconds, or why there is no answer, in Slack's words. */
export type Reply =
  | { readonly ok: true; readonly body: Json | string }
  | { readonly ok: false; readonly error: 'operation_timeout' | 'dispatch_failed'; readonly reason: string };

/** Hands an envelope to the app and returns its reply. Rejects only when the envelope cannot be written. */
export type Deliver = (envelope: Envelope) => Promise<Reply>;

/** Wraps an event as the Events API sends it: https://docs.slack.dev/apis/events-api */
export function wrapEvent(event: Json, workspace: Workspace, { isConnected = false } = {}): Envelope {
  const authorization = { enterprise_id: null, team_id: TEAM.id, user_id: BOT.id, is_bot: true };
  const payload = {
    ...PAYLOAD_FIELDS,
    type: 'event_callback',
    event,
    event_id: `Ev${randomUUID().replaceAll('-', '').slice(0, 10).toUpperCase()}`,
    event_time: Math.floor(workspace.clock.now() / 1000),
    context_team_id: TEAM.id,
    context_enterprise_id: null,
    authorizations: [{ ...authorization, is_enterprise_install: false }],
    is_ext_shared_channel: isConnected,
  };
  return { type: 'events_api', payload };
}
