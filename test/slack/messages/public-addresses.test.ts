import { expect, test } from 'vitest';

import { openPublicAddresses } from '../../../src/slack/messages/public-addresses.ts';

const options = {
  pictures: { put: async () => {}, get: async () => undefined, remove: async () => {} },
  pictureRules: { goesWithMessage: false },
  command: () => '/owl',
  signingSecret: 'secret',
  token: 'xoxb-1',
  now: () => new Date(),
  log: { warn: () => {} },
};

const BOUND = 'http://127.0.0.1:3000';

test.each([
  ['an address', 'https://owl.example.com', 'https://owl.example.com'],
  ['a function of the bound address', (bound: string) => `${bound}/owl`, `${BOUND}/owl`],
])('openPublicAddresses() puts pictures and links under %s', async (_, publicUrl, base) => {
  const { publicPictures, links } = openPublicAddresses({ ...options, publicUrl }, BOUND);
  const published = await publicPictures?.publish({ png: Buffer.from('png'), width: 1, height: 1 });
  expect(JSON.stringify(published)).toContain(`"${base}/pictures/`);
  expect(links?.linkTo('sales')).toBe(`${base}/ask?question=sales`);
});

test('openPublicAddresses() opens nothing without a public URL', () => {
  expect(openPublicAddresses(options, BOUND)).toEqual({ links: undefined });
});
