import { expect, test } from 'vitest';

import { CONDITIONS } from '../../../src/digests/digest.ts';
import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { conditionInputs, conditionWords, readConditions } from '../../../src/slack/blocks/condition-inputs.ts';
import { plain } from '../../../src/slack/blocks/limits.ts';

test.each([
  [{ onlyIf: [] }, ''],
  [{ onlyIf: ['fresh'] }, 'the data is up to date'],
  [{ onlyIf: ['fresh', 'changed'] }, 'the data is up to date and the numbers have changed'],
  [{ onlyIf: ['fresh'], fresh: 'yesterday' }, 'the data reaches the day before it comes'],
  [{ onlyIf: ['fresh'], fresh: '3 days ago' }, 'the data reaches 3 days before it comes'],
  [{ onlyIf: ['not empty'], fresh: 'today' }, 'there is something to show'],
] as const)('conditionWords(%j)', (conditions, words) => expect(conditionWords(conditions)).toBe(words));

test.each([undefined, 'last weekday', '17 days ago'])(
  'conditionInputs() with data that reaches %s is what Slack takes',
  (fresh) => {
    const blocks = conditionInputs({ onlyIf: ['fresh', 'changed'], fresh }, CONDITIONS);
    const form = { type: 'modal', title: plain('Edit', 24), submit: plain('Save', 24), blocks };
    expect(checkView(form)).toEqual([]);
    const reach = blocks[1]!.element as { initial_option?: { value?: string } };
    expect(reach.initial_option?.value).toBe(fresh ?? 'period');
  },
);

/** What a form sends in which these were chosen. */
const entries = (conditions: readonly string[], reach?: string) => ({
  'schedule/conditions': { 'schedule/conditions': { selected_options: conditions.map((value) => ({ value })) } },
  ...(reach && { 'schedule/fresh': { 'schedule/fresh': { selected_option: { value: reach } } } }),
});

test.each([
  [['changed', 'fresh'], 'period', { onlyIf: ['fresh', 'changed'], fresh: undefined }],
  [['changed'], 'yesterday', { onlyIf: ['fresh', 'changed'], fresh: 'yesterday' }],
  [[], undefined, { onlyIf: [], fresh: undefined }],
  [['made up'], 'in a year', { onlyIf: [], fresh: undefined }],
] as const)('readConditions() of %j, %s', (chosen, reach, read) =>
  expect(readConditions(entries(chosen, reach) as never)).toEqual(read),
);

test('readConditions() of a form without those inputs has none', () =>
  expect(readConditions({})).toEqual({ onlyIf: [], fresh: undefined }));
