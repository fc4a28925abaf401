import { expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';

import { openPublishing } from '../../../src/slack/messages/answer-pictures.ts';

const ANSWER = {
  request: { query: 'sales', values: {}, excluded: [] },
  chart: { type: 'bar' },
  table: { columns: [], rows: [] },
  picture: { png: new Uint8Array(), width: 1, height: 1 },
} as unknown as Answer;

function open({ isShared, isBroken = false }: { isShared: boolean; isBroken?: boolean }) {
  const logged: string[] = [];
  let count = 0;
  const publish = openPublishing({
    pictures: {
      isPublic: true,
      isShared,
      publish: async () => {
        if (isBroken) throw new Error('no bucket');
        return { image_url: `https://owl.example.com/${++count}.png` };
      },
      remove: async () => {},
    },
    log: { warn: (_: unknown, text?: string) => void logged.push(text ?? '') } as never,
  });
  return { publish, logged };
}

test('a picture has one address for all messages where it may be shared, else one for each', async () => {
  const shared = open({ isShared: true });
  expect(await shared.publish(ANSWER)).toEqual(await shared.publish(ANSWER));
  const own = open({ isShared: false });
  expect(await own.publish(ANSWER)).not.toEqual(await own.publish(ANSWER));
});

test('a table and an answer without a picture publish none', async () => {
  const { publish } = open({ isShared: true });
  const { picture, ...undrawn } = ANSWER;
  expect(await publish(undrawn)).toBe(undefined);
  expect(await publish({ ...ANSWER, request: { ...ANSWER.request, as: 'table' } })).toBe(undefined);
});

test('what cannot be published is logged, and the answer comes without', async () => {
  const { publish, logged } = open({ isShared: true, isBroken: true });
  expect(await publish(ANSWER)).toBe(undefined);
  expect(logged).toEqual(['a picture could not be published']);
});
