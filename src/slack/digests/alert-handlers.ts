import type { AlertState } from '../../digests/alert-state.ts';
import type { ClickContext, Handler } from '../listeners/click-handlers.ts';

import { HOUR_MS } from '../../calendar/durations.ts';
import { acknowledged, assigned, snoozed } from '../../digests/alert-state.ts';
import { changeAlert } from '../../digests/check-alert.ts';
import { UserError } from '../../error.ts';
import { ALERT_CHANGES, alertMessage, assignedReply, SNOOZES } from '../blocks/alert.ts';
import { alertWords } from '../words.ts';
import { findDigest } from './find-digest.ts';

/** Applies a click on a raised alert and updates its message. Everybody who sees the message may click. */
export const handleAlertClick: Handler = async (context) => {
  const { alerts, messages, requester, cache, action } = context;
  const [, , name = ''] = action.action_id.split('/');
  const kept = await changeAlert(alerts, name, changeOf(context));
  if (!kept?.message || !kept.words) throw new UserError(alertWords.isOver);
  const rendering = { name, timezone: timezoneOf(name, context), runId: kept.run, nonce: cache.newNonce() };
  await messages.update(kept.message, alertMessage(kept, kept.words, rendering));
  const { assignee } = kept.state;
  if (!action.action_id.includes('/assign/') || assignee === undefined || assignee === requester.user) return;
  const reply = assignedReply({ to: assignee, by: requester.user }, cache.newNonce());
  await messages.post(kept.message.channel, reply, { thread: kept.message.ts });
};

function changeOf({ action, requester, now }: ClickContext): (state: AlertState) => AlertState {
  const [, word] = action.action_id.split('/');
  const change = ALERT_CHANGES.find((each) => each === word);
  const snooze = SNOOZES.get(action.selected_option?.value ?? '');
  const person = action.selected_user ?? undefined;
  if (change === 'acknowledge') return (state) => acknowledged(state, requester.user);
  if (change === 'snooze' && snooze) {
    const until = new Date(now().getTime() + snooze.hours * HOUR_MS);
    return (state) => snoozed(state, until);
  }
  if (change === 'assign' && person !== undefined) return (state) => assigned(state, person);
  throw new UserError(alertWords.oldControl);
}

/** By whose clocks an alert's message speaks. */
function timezoneOf(name: string, context: ClickContext): string {
  return findDigest(name, context)?.timezone ?? context.answerContext.calendar.timezone;
}
