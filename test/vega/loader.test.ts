import { expect, test } from 'vitest';

import { refusingLoader } from '../../src/vega/loader.ts';

const PIXEL =
  'data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

test.each(['https://example.com/a.json', 'file:///etc/passwd', '/etc/passwd'])('refuses to load %s', async (uri) => {
  const problems: string[] = [];
  await expect(refusingLoader(problems).load(uri)).rejects.toThrow('refused');
  expect(problems).toEqual([`it loads "${uri}", and a chart may only show data that stands in it`]);
});

test('data in the spec itself is read', async () =>
  expect(await refusingLoader([]).load('data:application/json,[1]')).toBe('[1]'));

test.each([
  [PIXEL, true],
  ['https://example.com/a.png', false],
  ['data:image/png;base64,AAAA', false],
  ['data:image/svg+xml;base64,AAAA', false],
])('an image has to carry its own bytes: %s', async (uri, isShown) => {
  const problems: string[] = [];
  const { href } = (await refusingLoader(problems).sanitize(uri, { context: 'image' })) as { href: string };
  expect([href !== '', problems.length]).toEqual([isShown, isShown ? 0 : 1]);
});

test('a link in a picture leads nowhere', async () =>
  expect(await refusingLoader([]).sanitize('https://example.com', { context: 'href' })).toEqual({ href: '#' }));
