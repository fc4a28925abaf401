import { afterAll, expect, test } from 'vitest';

import type { AnswerContext } from '../../../src/answer/context.ts';

import { answer } from '../../../src/answer/answer.ts';
import { openEngine } from '../../../src/app.ts';
import { readConfig } from '../../../src/config.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { explanationView } from '../../../src/slack/blocks/explanation.ts';
import { writeChangesLake } from '../../support/changes-lake.ts';

const [shut, open] = await Promise.all(
  [false, true].map(async (samples) =>
    openEngine(readConfig(await writeChangesLake({ samples })), { isWatching: false }),
  ),
);

afterAll(() => Promise.all([shut!.close(), open!.close()]));

const ask = (text: string, { context }: { context: AnswerContext } = open!) =>
  answer(text, context, { now: new Date('2005-08-17T12:00:00Z'), signal: new AbortController().signal });

test('explanationView(explained, sample) is a modal that Slack takes', async () => {
  const [explained, sample] = await Promise.all([ask('explain rate in 2004'), ask('deals show=rows measure=rate')]);
  for (const view of [explanationView(explained, sample), explanationView(explained, undefined)])
    expect(checkMessageBlocks(view.blocks)).toEqual([]);
  const text = JSON.stringify(explanationView(explained, sample).blocks);
  expect(text).toContain('*Counted as*  Rate = amount ÷ deals');
  expect(text).toContain('5 of the rows behind it');
  expect(JSON.stringify(explanationView(explained, undefined).blocks)).not.toContain('of the rows behind it');
});
