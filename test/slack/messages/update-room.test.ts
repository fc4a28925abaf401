import { expect, test } from 'vitest';

import { awaitRoom, picturePatience } from '../../../src/slack/messages/update-room.ts';

/** Slack takes changes again after so many looks; the answer is there after so many others. */
function waiting({ roomAfter, answerAfter }: { roomAfter: number; answerAfter: number }) {
  const asked: number[] = [];
  let looks = 0;
  const pending = { settlesWithin: async () => ++looks > answerAfter };
  const hasRoom = (changes: number) => asked.push(changes) > roomAfter;
  return { asked, decided: awaitRoom(pending, { messages: { hasRoom }, running: { count: () => 7 } }) };
}

test.each([
  ['at once where there is room', { roomAfter: 0, answerAfter: 0 }, true, 1],
  ['as soon as there is room', { roomAfter: 3, answerAfter: 9 }, true, 4],
  ['not at all when the answer comes before', { roomAfter: 9, answerAfter: 2 }, false, 3],
  ['after half a minute in any case', { roomAfter: 99, answerAfter: 99 }, true, 30],
])('a question shows that it is worked on %s', async (_, when, isShown, looks) => {
  const { asked, decided } = waiting(when);
  expect(await decided).toBe(isShown);
  expect(asked).toEqual(Array(looks).fill(8)); // its own change, and those of the messages that show it already
});

test.each([
  [true, 1500],
  [false, 10_000],
])('with room for a change (%s) a text waits %d ms for its picture', (isRoom, patience) => {
  expect(picturePatience({ messages: { hasRoom: () => isRoom }, running: { count: () => 0 } })).toBe(patience);
});
