import { randomUUID } from 'node:crypto';

import type { Json, Workspace } from './workspace.ts';

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

/** The wrapper in which an event travels. */
export function wrapEvent(event: Json, workspace: Workspace, ids: Json): Envelope {
  const event_time = Math.floor(workspace.clock.now() / 1000);
  return {
    type: 'events_api',
    payload: { ...ids, type: 'event_callback', event_id: `Ev${randomUUID()}`, event_time, event },
  };
}
