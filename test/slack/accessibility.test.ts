import { afterEach, expect, test } from 'vitest';

import type { Workspace } from '../support/workspace.ts';

import { accessibilityFaults } from '../support/accessibility.ts';
import { find, isAnswer, openWorkspace } from '../support/workspace.ts';

const words = { type: 'plain_text', text: 'Sales by country' };

const image = { type: 'image', block_id: 'picture/n', image_url: 'https://example.com/a.png' };

const button = { type: 'button', action_id: 'ack' };

test.each([
  ['a picture without alt text', { text: 'Sales', blocks: [image] }, ['a image picture/n has no alt text']],
  ['a picture whose alt text is empty', { text: 'Sales', blocks: [{ ...image, alt_text: ' ' }] }, [expect.any(String)]],
  [
    'a message that only blocks tell',
    { text: '', blocks: [{ type: 'section', text: words }] },
    ['a message with blocks has no text of its own'],
  ],
  [
    'a button that is told by its colour',
    {
      text: 'Alert',
      blocks: [{ type: 'actions', elements: [{ ...button, style: 'danger', text: { text: ':bell:' } }] }],
    },
    ['a button ack has no words, and is told by its colour, danger'],
  ],
  [
    'a line that is an arrow',
    {
      text: 'Sales',
      blocks: [{ type: 'section', block_id: 's', text: { type: 'mrkdwn', text: '▲ :large_red_square:' } }],
    },
    ['a section s has no words'],
  ],
  [
    'an attachment with a coloured bar',
    { text: 'Sales', attachments: [{ color: 'danger', text: 'down' }] },
    ['an attachment is told by its colour, danger'],
  ],
  [
    'an option without words',
    { text: 'Sales', blocks: [{ type: 'overflow', action_id: 'more', options: [{ text: { text: '✓' } }] }] },
    ['a overflow more has an option without words'],
  ],
  [
    'nothing wrong',
    {
      text: 'Sales',
      blocks: [
        { ...image, alt_text: 'Bar chart' },
        { type: 'actions', elements: [{ ...button, text: words }] },
      ],
    },
    [],
  ],
])('%s is found', (_, message, faults) => expect(accessibilityFaults(message)).toEqual(faults));

let workspace: Workspace | undefined;

afterEach(() => workspace?.close());

/** Closing the workspace looks at all that was sent, as it does for every other test. */
test.each([
  ['a picture', {}],
  ['no picture', { draw: () => Promise.reject(new Error('no fonts')) }],
])('an answer with %s, its table, details, filters and help are for those who do not see them, too', async (_, own) => {
  workspace = await openWorkspace({ isPublic: true, ...own });
  const { type, until, use } = workspace;
  await type('/owl help');
  await type('/owl sales by country vs last year');
  const answer = await until(({ messages }) => messages.find(isAnswer));
  for (const block of answer.blocks ?? []) if (block.type === 'image') expect(block.alt_text).toContain('France');
  await use(answer, 'filters');
  await until(({ modals }) => modals?.length === 1);
  const more = find(answer, 'more')[1];
  await use(answer, 'more', more.options!.find(({ value }) => value === 'table')!.value);
  await until(({ messages }) => messages.find((one) => one.blocks?.some((block) => block.type.endsWith('table'))));
});
