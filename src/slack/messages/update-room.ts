import type { PendingAnswer } from '../answers/answering.ts';
import type { RunningQueries } from '../answers/running.ts';
import type { Messages } from './messages.ts';

/** How many changes of messages are to come, and whether Slack accepts them. */
export type RoomOptions = {
  readonly messages: Pick<Messages, 'hasRoom'>;
  readonly running: Pick<RunningQueries, 'count'>;
};

/** How long an answer waits for room to show that it is worked on, and how often it looks, in milliseconds. */
const ROOM_PATIENCE = { most: 30_000, every: 1000 } as const;

/**
 * Waits until a progress message is worth the change into its answer, as Slack allows few changes a minute. Resolves
 * to false when the answer is there before.
 */
export async function awaitRoom(
  { settlesWithin }: Pick<PendingAnswer, 'settlesWithin'>,
  options: RoomOptions,
): Promise<boolean> {
  for (let waited = 0; waited < ROOM_PATIENCE.most; waited += ROOM_PATIENCE.every) {
    if (hasRoom(options)) return true;
    if (await settlesWithin(ROOM_PATIENCE.every)) return false;
  }
  return true;
}

/** How long an answer's text waits for its picture before it is shown alone, in milliseconds. */
const PICTURE_PATIENCE = { usual: 1500, scarce: 10_000 } as const;

/** Returns how many milliseconds an answer's text waits for its picture: longer while a message can hardly be changed afterwards. */
export function picturePatience(options: RoomOptions): number {
  return PICTURE_PATIENCE[hasRoom(options) ? 'usual' : 'scarce'];
}

/** How many changes beside those of running questions are left to others by messages that only say how far they are. */
const LEFT_TO_OTHERS = 20;

/** Whether Slack has room for saying how far a question is, as half of its changes a minute are left for more than that. */
export function hasAmpleRoom({ messages, running }: RoomOptions): boolean {
  return messages.hasRoom(running.count() + LEFT_TO_OTHERS);
}

/** Whether Slack takes one more change beside those of the messages that show that they are worked on. */
function hasRoom({ messages, running }: RoomOptions): boolean {
  return messages.hasRoom(running.count() + 1);
}
