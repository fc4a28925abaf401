import { expect, test } from 'vitest';

import { slackCaller } from '../../src/mcp/caller.ts';

test.each([
  [{ slack: { user_id: 'U1' } }, { person: 'U1' }],
  [{ slack: { user_id: 'U1', channel_id: 'C1', team_id: 'T1' } }, { person: 'U1', channel: 'C1' }],
  [{ slack: { user_id: '' } }, undefined],
  [{ slack: { channel_id: 'C1' } }, undefined],
  [{}, undefined],
  [undefined, undefined],
])('slackCaller(%j)', (meta, expected) => expect(slackCaller(meta)).toEqual(expected));
