import { afterAll, beforeAll, expect, it } from 'vitest';

import type { Engine } from '../../support/engine.ts';

import { openEngine } from '../../support/engine.ts';

let engine: Engine;

beforeAll(async () => {
  engine = await openEngine();
});

afterAll(() => engine.close());

it.each([
  'SELECT lag(x, CAST(NULL AS integer)) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)',
  'SELECT lead(x, NULL, 0) OVER (ORDER BY x) FROM (VALUES 1, 2) t(x)',
  'SELECT lead(x, n) OVER (ORDER BY x) FROM (VALUES (1, 1), (2, NULL)) t(x, n)',
])('%s is refused as Athena does', (sql) =>
  expect(engine.run(sql)).rejects.toMatchObject({
    name: 'INVALID_FUNCTION_ARGUMENT',
    message: 'Offset must not be null',
  }),
);

it('the frame of a window has no NULL as its offset', () =>
  expect(
    engine.run('SELECT sum(x) OVER (ORDER BY x ROWS n PRECEDING) FROM (VALUES (1, CAST(NULL AS bigint))) t(x, n)'),
  ).rejects.toMatchObject({ name: 'INVALID_WINDOW_FRAME' }));

it('lag and lead take offsets of their rows', async () => {
  const { rows } = await engine.run(
    'SELECT lag(x, n, -1) OVER (ORDER BY x) FROM (VALUES (1, 0), (2, 1), (3, 2)) t(x, n)',
  );
  expect(rows).toEqual([['1'], ['1'], ['1']]);
});
