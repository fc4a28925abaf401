import type { Workspace } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { dropOldest, newId } from './workspace.ts';

const LIFETIME_MS = 3_000;

const TRIGGERS_KEPT = 1_000;

/** Creates a `trigger_id` with which an app may open one modal for a person within three seconds. */
export function issueTrigger(workspace: Workspace, person: string): string {
  const trigger = `${Math.floor(workspace.clock.now())}.${workspace.triggers.size}.${newId('').toLowerCase()}`;
  workspace.triggers.set(trigger, { person, expires: workspace.clock.now() + LIFETIME_MS, used: false });
  dropOldest(workspace.triggers, TRIGGERS_KEPT);
  return trigger;
}

/**
 * Uses up a `trigger_id` and returns the id of its person. Throws `invalid_trigger_id`, `exchanged_trigger_id` (used before)
 * or `expired_trigger_id`.
 */
export function useTrigger(workspace: Workspace, id: string): string {
  const trigger = workspace.triggers.get(id);
  if (!trigger) throw new ApiError('invalid_trigger_id');
  if (trigger.used) throw new ApiError('exchanged_trigger_id');
  if (trigger.expires < workspace.clock.now()) throw new ApiError('expired_trigger_id');
  workspace.triggers.set(id, { ...trigger, used: true });
  return trigger.person;
}
