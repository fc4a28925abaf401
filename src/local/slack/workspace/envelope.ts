import { randomUUID } from 'node:crypto';

import type { Json, Workspace } from './workspace.ts';

import { BOT, TEAM } from './demo-people.ts';

/** The fields of every payload to the app. */
export const PAYLOAD_FIELDS = { team_id: TEAM.id, api_app_id: TEAM.app, token: 'not-used-since-signatures' } as const;

/** A payload for the app. */
export type Envelope = {
  /** The envelope's type in Socket Mode. Over HTTP, events are sent as JSON and the others as forms. */
  readonly type: 'slash_commands' | 'interactive' | 'events_api';
  readonly payload: Json;
};

/** The body of the app's acknowledgement, an empty text without one; or the error code that Slack shows when none came in three seconds, and why. */
export type Reply =
  | { readonly ok: true; readonly body: Json | string }
  | { readonly ok: false; readonly error: 'operation_timeout' | 'dispatch_failed'; readonly reason: string };

/** Sends an envelope to the app and resolves to its reply. */
export type Deliver = (envelope: Envelope) => Promise<Reply>;

/** Wraps an event in the envelope of the Events API; `isConnected` says that its channel is shared with another company: https://docs.slack.dev/apis/events-api */
export function wrapEvent(event: Json, workspace: Workspace, isConnected: boolean): Envelope {
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
