/**
 * One instance of a storm of clicks: `clicks-instance.ts STORE API TOKEN SECRET PUBLIC_URL PICTURES`. It runs the bot on a real store
 * against the Slack at an address, with an engine that is slow by chance, and writes the address of its events as its first line.
 */
import { createHash } from 'node:crypto';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import pino from 'pino';

import { openBot } from '../../src/slack/app.ts';
import { openStore } from '../../src/store/store.ts';
import { answerTable, salesContext } from '../support/workspace.ts';

const [url = '', apiUrl = '', token = '', signingSecret = '', publicUrl = '', pictures = ''] = process.argv.slice(2);

/** Of a hundred runs, those below take up to so many milliseconds. */
const SLOW = [
  { below: 2, ms: 4000 },
  { below: 12, ms: 600 },
  { below: 100, ms: 40 },
];

const run: typeof answerTable = async (statement) => {
  const dice = Math.random() * 100;
  const { ms } = SLOW.find(({ below }) => dice < below)!;
  await sleep(ms * Math.random());
  return answerTable(statement);
};

const log = pino({ level: 'warn', errorKey: 'error' }, pino.destination(2));

const { seen, check, ...store } = await openStore(url, { log });

const fileOf = (key: string) => join(pictures, createHash('sha256').update(key).digest('hex'));

const bot = await openBot({
  ...store,
  token,
  signingSecret,
  apiUrl,
  host: '127.0.0.1',
  port: 0,
  publicUrl,
  answerContext: salesContext({ run }),
  pictures: {
    put: (key, bytes) => writeFile(fileOf(key), bytes),
    get: (key) => readFile(fileOf(key)).catch(() => undefined),
    remove: (key) => rm(fileOf(key), { force: true }),
  },
  pictureRules: { goesWithMessage: false },
  digests: () => [],
  audit: store.audit.record,
  claim: seen.claim,
  checkStore: check,
  csvBytes: 1_000_000,
  now: () => new Date('2026-11-23T12:00:00Z'),
  log,
});

console.log(bot.url);
