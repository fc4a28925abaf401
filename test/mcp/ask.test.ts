import { expect, test } from 'vitest';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { AnswerContext } from '../../src/answer/context.ts';

import { ask } from '../../src/mcp/ask.ts';
import { tableOf } from '../charts/demo.ts';
import { visitsContext } from '../support/context.ts';

const NOW = new Date('2026-11-27T12:00:00Z');

const never = new AbortController().signal;

/** Asks over visits of so many sites, with what the audit hears of it. */
async function askFor(
  input: Parameters<typeof ask>[0],
  {
    rows = 2,
    run,
    signal = never,
    deadlineMs = 60_000,
  }: { rows?: number; run?: AnswerContext['run']; signal?: AbortSignal; deadlineMs?: number } = {},
) {
  const audited: AuditEntry[] = [];
  const sites = Array.from({ length: rows }, (_, index) => [`site ${index}`, index]);
  const answerContext = visitsContext({ run: run ?? (async () => tableOf(['Site', 'Visits: bigint'], sites)) });
  const audit = async (entry: AuditEntry) => void audited.push(entry);
  const context = { answerContext, now: () => NOW, audit, onFault: () => {} };
  const outcome = await ask(input, context, { by: { person: 'U1' }, deadlineMs, signal }).catch(
    (error: Error) => error,
  );
  if (outcome instanceof Error)
    return { error: outcome.message, audited, text: '', data: {} as Record<string, unknown> };
  const [first] = outcome.content;
  const text = first?.type === 'text' ? first.text : '';
  return { error: undefined, audited, text, data: outcome.structuredContent as Record<string, unknown> };
}

test('an answer has its rows, how it was understood, and how to ask it again', async () => {
  const { data, text, audited } = await askFor({ question: 'visits' });
  expect(data).toMatchObject({
    canonical: 'visits',
    columns: [
      { name: 'Site', type: 'varchar' },
      { name: 'Visits', type: 'bigint' },
    ],
    rows: [
      ['site 0', '0'],
      ['site 1', '1'],
    ],
    rowCount: 2,
    isCut: false,
  });
  expect(text).toContain('Ask again: visits');
  expect(audited).toMatchObject([{ person: 'U1', question: 'visits', outcome: 'answered' }]);
});

test('a long answer is cut, and says so', async () => {
  const { data, text } = await askFor({ question: 'visits' }, { rows: 1500 });
  expect([(data.rows as unknown[]).length, data.rowCount, data.isCut]).toEqual([1000, 1500, true]);
  expect(text).toContain('… and 1450 more rows');
});

test('a change is of the answer before', async () => {
  const { data } = await askFor({ question: 'country France', after: 'visits period=2025' });
  expect(data.canonical).toBe('visits country=France period=2025');
});

test('help is no question, and the audit does not hear of it', async () => {
  const { text, audited } = await askFor({ question: 'help' });
  expect(text).toContain('visits');
  expect(audited).toEqual([]);
});

test('what is not understood is refused, and audited with its reason', async () => {
  const { error, audited } = await askFor({ question: 'unicorns' });
  expect(error).toContain('unicorns');
  expect(audited).toMatchObject([{ question: 'unicorns', outcome: 'refused', reason: error }]);
});

const untilAborted: AnswerContext['run'] = (_, signal) =>
  new Promise((__, reject) => signal.addEventListener('abort', () => reject(signal.reason)));

test('an answer that takes too long is stopped, and so is one that was cancelled', async () => {
  const late = await askFor({ question: 'visits' }, { run: untilAborted, deadlineMs: 10 });
  expect(late.error).toContain('so the query was stopped: ask for a shorter period');
  const asker = new AbortController();
  setImmediate(() => asker.abort());
  const cancelled = await askFor({ question: 'visits' }, { run: untilAborted, signal: asker.signal });
  expect(cancelled.error).toBe('the question was cancelled: ask it again');
});
