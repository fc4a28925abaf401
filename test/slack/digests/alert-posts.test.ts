import { afterEach, expect, test } from 'vitest';

import type { AlertingWorkspace } from '../../support/alert-workspace.ts';
import type { Seen } from '../../support/workspace.ts';

import { openAlerts } from '../../support/alert-workspace.ts';

let workspace: AlertingWorkspace;

afterEach(() => workspace.close());

test('three checks without a number are told to its owner once, also after the process died that told it', async () => {
  workspace = await openAlerts();
  const { make, bot, scene, until } = workspace;
  await make('/owl alert any country sales yesterday < 1000');
  const [digest] = bot.subscribed();
  const words = { title: 'Sales', limit: 'below $1,000', question: 'sales', isEach: true };
  const pending = { kind: 'blank' } as const;
  const kept = { state: { breaches: [], blanks: 3 }, checked: Date.now(), pending, run: 'run', words };
  const first = await bot.alerts.report(digest!, kept, { runId: 'run', isRepeated: false });
  expect(first.posted?.channel).toMatch(/^D/);
  expect(await bot.alerts.report(digest!, kept, { runId: 'run', isRepeated: true })).toEqual({ message: undefined });
  const isTold = ({ text }: Seen) => text.includes('found no number three times in a row');
  await until(({ messages }) => messages.find(isTold));
  expect((await scene()).messages.filter(isTold)).toHaveLength(1);
});
