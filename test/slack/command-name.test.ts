import { expect, test } from 'vitest';

import { commandName } from '../../src/slack/command-name.ts';

test('commandName() is the manifest’s own until Slack sends another', () => {
  const command = commandName();
  expect(command.get()).toBe('/owl');
  command.set('/ask');
  expect(command.get()).toBe('/ask');
  expect(commandName().get()).toBe('/owl');
});
