import { expect, test } from 'vitest';

import type { AnswerFacts, Verdict } from '../../src/digests/conditions.ts';
import type { Condition } from '../../src/digests/digest.ts';

import { fingerprintOf, judge, WAIT_MS } from '../../src/digests/conditions.ts';

const dueAt = new Date('2026-11-23T09:00:00Z');

const rows = [['France', '1']];

const post: Verdict = { kind: 'post' };

const cases: [onlyIf: Condition[], facts: AnswerFacts[], lateMs: number, verdict: Verdict][] = [
  [[], [{ rows: [], asOf: '2020-01-01' }], 0, post],
  [['fresh'], [{ rows }], 0, post], // a query that does not tell is taken as fresh
  [['fresh'], [{ rows, asOf: '2026-11-22' }], 0, post],
  [['fresh'], [{ rows, asOf: '2026-11-21 23:59:59.000' }], 0, { kind: 'wait', reason: 'its data ends on 21 Nov 2026' }],
  [['fresh'], [{ rows, asOf: '2026-10-31', periodEnd: '2026-11-01' }], 0, post], // last month is all there
  [
    ['fresh'],
    [
      { rows, asOf: '2026-11-22' },
      { rows, asOf: '2026-11-20', periodEnd: '2027-01-01' },
    ],
    0,
    { kind: 'wait', reason: 'its data ends on 20 Nov 2026' },
  ],
  [['fresh'], [{ rows, asOf: '2026-11-20' }], WAIT_MS, { kind: 'post', late: 'the data ends on 20 Nov 2026' }],
  [['not empty'], [{ rows: [] }, { rows }], 0, post],
  [['not empty'], [{ rows: [] }, { rows: [] }], 0, { kind: 'skip', reason: 'no question has any rows' }],
];

test.each(cases)('judge(%j, %j) after %s ms', (onlyIf, facts, lateMs, verdict) => {
  const now = new Date(dueAt.getTime() + lateMs);
  expect(judge({ onlyIf, timezone: 'UTC' }, facts, { dueAt, now })).toEqual(verdict);
});

test('judge() writes the day on which data ends as a locale has it', () => {
  const facts = [{ rows, asOf: '2026-11-20' }];
  const at = (lateMs: number) => ({ dueAt, now: new Date(dueAt.getTime() + lateMs), locale: 'en-US' });
  const digest = { onlyIf: ['fresh' as const], timezone: 'UTC' };
  expect(judge(digest, facts, at(0))).toEqual({ kind: 'wait', reason: 'its data ends on Nov 20, 2026' });
  expect(judge(digest, facts, at(WAIT_MS))).toEqual({ kind: 'post', late: 'the data ends on Nov 20, 2026' });
});

test('judge() takes the day before by the clocks of the digest', () => {
  const facts = [{ rows, asOf: '2026-11-22' }];
  const options = { dueAt: new Date('2026-11-23T21:00:00Z'), now: new Date('2026-11-23T21:00:00Z') };
  expect(judge({ onlyIf: ['fresh'], timezone: 'UTC' }, facts, options).kind).toBe('post');
  expect(judge({ onlyIf: ['fresh'], timezone: 'Asia/Tokyo' }, facts, options).kind).toBe('wait');
});

test('judge() skips what has not changed', () => {
  const previous = fingerprintOf([{ rows }]);
  const options = { dueAt, now: dueAt, previous };
  const digest = { onlyIf: ['changed' as const], timezone: 'UTC' };
  expect(judge(digest, [{ rows: [['France', '1']] }], options).kind).toBe('skip');
  expect(judge(digest, [{ rows: [['France', '2']] }], options)).toEqual(post);
  expect(judge(digest, [{ rows: [['France', null]] }], options)).toEqual(post);
});

test('judge() waits for as long as the digest says', () => {
  const facts = [{ rows, asOf: '2026-11-20' }];
  const after = (ms: number) =>
    judge({ onlyIf: ['fresh'], timezone: 'UTC', waitMs: 60_000 }, facts, {
      dueAt,
      now: new Date(dueAt.getTime() + ms),
    });
  expect(after(59_999).kind).toBe('wait');
  expect(after(60_000).kind).toBe('post');
});

test.each<[fresh: string, asOf: string, kind: string]>([
  ['today', '2026-11-22', 'wait'],
  ['today', '2026-11-23 06:00:00.000', 'post'],
  ['yesterday', '2026-11-21', 'wait'],
  ['yesterday', '2026-11-22', 'post'],
  ['last weekday', '2026-11-19', 'wait'],
  ['last weekday', '2026-11-20', 'post'],
  ['3 days ago', '2026-11-19', 'wait'],
  ['3 days ago', '2026-11-20', 'post'],
])('judge() with data that must reach %s and ends on %s: %s', (fresh, asOf, kind) => {
  const facts = [{ rows, asOf, periodEnd: '2026-11-01' }];
  expect(judge({ onlyIf: ['fresh'], fresh, timezone: 'UTC' }, facts, { dueAt, now: dueAt }).kind).toBe(kind);
});
