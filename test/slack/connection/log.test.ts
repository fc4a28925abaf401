import { pino } from 'pino';
import { expect, test } from 'vitest';

import { slackLog } from '../../../src/slack/connection/log.ts';

test('slackLog() keeps the chatter of each request at a lower level, and drops what it holds', () => {
  const lines: string[] = [];
  const log = slackLog(pino({ level: 'trace' }, { write: (line: string) => void lines.push(line) }));
  log.debug('a request');
  log.info('connected');
  log.warn('slow', new Error('late'));
  log.error('gone');
  expect(
    lines.map((line) => JSON.parse(line) as { level: number; msg: string }).map(({ level, msg }) => [level, msg]),
  ).toEqual([
    [20, 'connected'],
    [40, 'slow late'],
    [50, 'gone'],
  ]);
});
