import { defineConfig } from 'vitest/config';

/** Tests that leave nothing behind in their process: their files may run in one after each other, which spares loading the code anew. */
const SHARING = [
  'test/main.test.ts',
  ...[
    'answer',
    'calendar',
    'catalogue',
    'chart',
    'charts',
    'check',
    'commands',
    'digests',
    'fonts',
    'local',
    'mcp',
    'metrics',
    'question',
    'settings',
    'slack',
    'store',
    'table',
    'text',
    'trino',
    'vega',
  ].map((folder) => `test/${folder}/**/*.test.ts`),
];

const shared = {
  testTimeout: 120_000,
  hookTimeout: 120_000,
  expect: { poll: { timeout: 60_000 } },
  env: { TZ: 'UTC' },
};

export default defineConfig({
  test: {
    maxWorkers: '100%', // by default one processor is left idle, which is half of a small machine
    globalSetup: 'test/support/temporary-root.ts', // workers are killed at the end, and remove nothing
    projects: [
      { test: { ...shared, name: 'sharing', include: SHARING, isolate: false } },
      { test: { ...shared, name: 'running', include: ['test/**/*.test.ts'], exclude: SHARING } },
    ],
  },
});
