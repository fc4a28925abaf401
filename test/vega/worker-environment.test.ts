import { expect, test } from 'vitest';

import { workerEnvironment } from '../../src/vega/worker-environment.ts';

test('workerEnvironment() holds what a process needs to start, and no setting', () => {
  const given = {
    PATH: '/usr/bin',
    SLACK_BOT_TOKEN: 'xoxb-secret',
    SLACK_SIGNING_SECRET: 'secret',
    AWS_SECRET_ACCESS_KEY: 'secret',
    DATABASE_URL: 'postgres://owlpost:secret@host/owlpost',
    NODE_OPTIONS: '--inspect',
  };
  expect(workerEnvironment(given)).toEqual({
    PATH: '/usr/bin',
    TZ: 'UTC',
    NODE_OPTIONS: '',
    DISABLE_SYSTEM_FONTS_LOAD: '1',
    MALLOC_ARENA_MAX: '1',
    MALLOC_MMAP_THRESHOLD_: '131072',
    MALLOC_TRIM_THRESHOLD_: '131072',
  });
});
