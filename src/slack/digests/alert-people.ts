import type { Alert } from '../../answer/alerts/alert-text.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { Breach } from '../../digests/alert-state.ts';
import type { Digest } from '../../digests/digest.ts';
import type { AlertPostOptions } from './alert-posts.ts';

import { readPeople } from '../../answer/alerts/alert-people.ts';
import { readAlert } from '../../answer/alerts/alert-text.ts';
import { breachesOf } from '../../digests/alert-rule.ts';
import { UserError } from '../../error.ts';

/** One check of an alert: where, when, and what it is answered with. */
type Checked = {
  readonly digest: Digest;
  /** The channel's id. */
  readonly channel: string;
  readonly context: AnswerContext;
  readonly now: Date;
  readonly signal: AbortSignal;
};

/**
 * Adds to the readings that are beyond their limit, or not back from it yet, the people whom the data names for them: those
 * who are in the workspace, and may ask the same in the alert's channel themselves.
 */
export async function withPeople(
  readings: readonly Breach[],
  alert: Alert,
  { digest, channel, context, ...at }: Checked,
  { people, askers, answerContext }: AlertPostOptions,
): Promise<readonly Breach[]> {
  if (!alert.person) return readings;
  const beyond = new Set(breachesOf(alert.rule, readings, readings)?.map(({ name }) => name));
  const named = await readPeople(alert, [...beyond], context, at);
  const mayAsk = async (user: string): Promise<boolean> => {
    const asked = { user, channel, isClaimed: true };
    return (await askers.asking(asked, () => wordsToAsk(digest, answerContext, at.now))) !== undefined;
  };
  return Promise.all(
    readings.map(async (reading) => {
      const found = await people.find(named.get(reading.name) ?? []);
      const allowed = await Promise.all(found.map(async (user) => ((await mayAsk(user)) ? [user] : [])));
      return found.length === 0 ? reading : { ...reading, people: allowed.flat() };
    }),
  );
}

/** What an alert asks; undefined for whoever may not ask it. */
async function wordsToAsk(digest: Digest, context: AnswerContext, now: Date): Promise<Alert | undefined> {
  try {
    return await readAlert(digest.questions[0], context, { now });
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
