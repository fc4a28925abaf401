import type { World } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { keepLatest, newId } from './workspace.ts';

const LIFETIME = 3_000;

const TRIGGERS_KEPT = 1_000;

/** A ticket with which an app may open one modal within three seconds. */
export function issueTrigger(world: World, person: string): string {
  const trigger = `${Math.floor(world.clock.now())}.${world.triggers.size}.${newId('').toLowerCase()}`;
  world.triggers.set(trigger, { person, expires: world.clock.now() + LIFETIME, used: false });
  keepLatest(world.triggers, TRIGGERS_KEPT);
  return trigger;
}

/** The person to whom the ticket belongs. Errors are Slack's own. */
export function useTrigger(world: World, id: string): string {
  const trigger = world.triggers.get(id);
  if (!trigger) throw new ApiError('invalid_trigger_id');
  if (trigger.used) throw new ApiError('exchanged_trigger_id');
  if (trigger.expires < world.clock.now()) throw new ApiError('expired_trigger_id');
  world.triggers.set(id, { ...trigger, used: true });
  return trigger.person;
}
