import pino from 'pino';
import { expect, test } from 'vitest';

import type { AuditEntry } from '../../../src/answer/audit.ts';
import type { AnswerContext } from '../../../src/answer/context.ts';
import type { AnsweringOptions } from '../../../src/slack/answers/answering.ts';
import type { PictureHost } from '../../../src/slack/messages/picture-host.ts';

import { UserError } from '../../../src/error.ts';
import { runAnswer, settlingOf, startAnswer } from '../../../src/slack/answers/answering.ts';
import { openRunningQueries } from '../../../src/slack/answers/running.ts';
import { answerTable, salesContext } from '../../support/workspace.ts';

const BY = { person: 'U1', channel: 'C1' };

/** What answers are computed with, and what they leave: entries of the audit, lines of the log, published pictures. */
function opened(given: Partial<AnswerContext> = {}, other: Partial<AnsweringOptions> = {}) {
  const audited: AuditEntry[] = [];
  const logged: Record<string, unknown>[] = [];
  const published: unknown[] = [];
  const pictures: Pick<PictureHost, 'publish'> = {
    publish: async (picture) => {
      published.push(picture);
      return { image_url: 'https://example.com/1.png' };
    },
  };
  const answerContext = { ...salesContext({ run: answerTable }), ...given };
  const options: AnsweringOptions = {
    answerContext,
    contextFor: async () => answerContext,
    pictures: pictures as PictureHost,
    now: () => new Date('2026-11-23T12:00:00Z'),
    audit: async (entry) => void audited.push(entry),
    log: pino({ base: undefined, errorKey: 'error' }, { write: (line) => void logged.push(JSON.parse(line)) }),
    ...other,
  };
  return { options, audited, logged, published };
}

const begin = (text: string) => openRunningQueries().begin(text);

test('an answer and its picture are there, and its outcome is in the audit under the name of who asked', async () => {
  const { options, audited, published } = opened();
  const pending = startAnswer(begin('sales'), BY, options);
  expect(pending.isAnswered()).toBe(false);
  expect((await pending.answering).chart.headline).toContain('France');
  expect(pending.isAnswered()).toBe(true);
  expect(await pending.picture).toEqual({ image_url: 'https://example.com/1.png' });
  expect(await pending.isQuick()).toBe(true);
  expect(published).toHaveLength(1);
  expect(audited).toMatchObject([{ person: 'U1', channel: 'C1', question: 'sales', outcome: 'answered', rows: 5 }]);
});

test('what people type is in the audit, and not in the log', async () => {
  const { options, audited, logged } = opened();
  await expect(runAnswer(begin('sales of unicorns'), BY, options)).rejects.toThrow(UserError);
  expect(audited).toMatchObject([{ question: 'sales of unicorns', outcome: 'refused' }]);
  expect(JSON.stringify(logged)).not.toContain('unicorns');
  expect(logged).toMatchObject([{ msg: 'a question was worked on', outcome: 'refused' }]);
});

test('an audit that cannot be written stops no answer', async () => {
  const { options, logged } = opened({}, { audit: () => Promise.reject(new Error('disk full')) });
  expect((await runAnswer(begin('sales'), BY, options)).table.rows).toHaveLength(5);
  await expect.poll(() => logged.map(({ msg }) => msg)).toContain('the audit could not be written');
});

test('no statement starts before it may; when it may not, the answer says why', async () => {
  let runs = 0;
  const run: AnswerContext['run'] = (statement) => {
    runs += 1;
    return answerTable(statement);
  };
  const may = Promise.withResolvers<void>();
  const pending = startAnswer(begin('sales'), BY, opened({ run }).options, may.promise);
  expect(await pending.settlesWithin(50)).toBe(false);
  expect(runs).toBe(0);
  may.resolve();
  await pending.answering;
  expect(runs).toBe(1);
  const shut = Promise.reject(new UserError('this channel is archived'));
  shut.catch(() => undefined);
  const refused = startAnswer(begin('sales by city'), BY, opened({ run }).options, shut);
  await expect(refused.answering).rejects.toThrow('this channel is archived');
  expect(runs).toBe(1);
  expect(await refused.picture).toBeUndefined();
  expect(refused.isAnswered()).toBe(true);
  expect(await refused.settlesWithin(0)).toBe(true);
});

test.each<[string, Partial<AnswerContext>, Partial<AnsweringOptions>, string, string | undefined]>([
  ['cannot be drawn', { draw: () => Promise.reject(new Error('no ink')) }, {}, 'sales', 'a picture could not be drawn'],
  [
    'cannot be published',
    {},
    { pictures: { publish: () => Promise.reject(new Error('no room')) } as unknown as PictureHost },
    'sales',
    'a picture could not be published',
  ],
  ['is a table', {}, {}, 'sales as table', undefined],
])('the answer stands without a picture that %s', async (_, given, other, text, line) => {
  const { options, logged, published } = opened(given, other);
  const pending = startAnswer(begin(text), BY, options);
  expect((await pending.answering).table.rows).toHaveLength(5);
  expect(await pending.picture).toBeUndefined();
  expect(published).toEqual([]);
  const warned = logged.filter(({ level }) => Number(level) >= 40).map(({ msg }) => msg);
  expect(warned).toEqual(line === undefined ? [] : [line]);
});

test('an answer that was stopped is in the audit as cancelled', async () => {
  const { options, audited } = opened({
    run: (_, signal) =>
      new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
  });
  const run = begin('sales');
  const pending = startAnswer(run, BY, options);
  await pending.settlesWithin(20);
  run.end();
  await expect(pending.answering).rejects.toBeDefined();
  expect(audited).toMatchObject([{ question: 'sales', outcome: 'cancelled' }]);
});

test('settlingOf(work) tells of failed work, too, that it has ended', async () => {
  const work = Promise.withResolvers<void>();
  const settlesWithin = settlingOf(work.promise);
  expect(await settlesWithin(5)).toBe(false);
  work.reject(new Error('no'));
  expect(await settlesWithin(5)).toBe(true);
});
