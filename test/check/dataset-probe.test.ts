import { expect, test } from 'vitest';

import { piecesOf, probeDataset } from '../../src/check/dataset-probe.ts';
import { UserError } from '../../src/error.ts';
import { CONTEXT } from '../support/rules.ts';

const dataset = CONTEXT.query.dataset!;

/** Answers each statement with a refusal, or with no rows once there are no more. */
function refusing(...refusals: readonly ((sql: string) => string)[]) {
  const asked: string[] = [];
  const run = async ({ sql }: { sql: string }) => {
    const refusal = refusals[asked.length];
    asked.push(sql);
    if (refusal) throw new UserError(refusal(sql));
    return { columns: [], rows: [] } as never;
  };
  return { run, asked };
}

/** Athena's refusal of the line of a statement that holds some words. */
const at =
  (words: string, column = 1) =>
  (sql: string) => {
    const line = sql.split('\n').findIndex((each) => each.includes(words)) + 1;
    return `COLUMN_NOT_FOUND: line ${line}:${column}: Column cannot be resolved`;
  };

test('piecesOf() are in the order of a statement, without measures that only count or divide', () => {
  const pieces = piecesOf(dataset);
  expect(pieces[0]).toMatchObject({ what: 'time', kind: 'column', text: 'COUNT(CAST(f.orderDate AS date))' });
  const names = pieces.map(({ what }) => what);
  expect(names).toContain('measure sales');
  expect(names).not.toContain('measure margin_rate');
  expect(names).not.toContain('measure countries');
  expect(names.slice(names.indexOf('from'))).toEqual([
    'from',
    ...['l', 'p', 'c'].flatMap((alias) => Array(2).fill(`join ${alias}`)),
  ]);
});

test('probeDataset() asks once, without rows, where nothing is wrong', async () => {
  const { run, asked } = refusing();
  expect(await probeDataset(dataset, { run })).toEqual([]);
  expect(asked).toHaveLength(1);
  expect(asked[0]).toMatch(/WHERE FALSE$/);
});

test('probeDataset() finds each faulty piece, at its place in the file', async () => {
  const column = piecesOf(dataset).find(({ what }) => what === 'dimension country')!;
  const { run, asked } = refusing(at(column.text, column.text.indexOf('l.country') + 3), at('SUM(f.quantityOrdered)'));
  const faults = await probeDataset(dataset, { run });
  expect(faults.map(({ piece }) => piece.what)).toEqual(['dimension country', 'measure units']);
  expect(faults[0]!.position).toEqual({ line: column.position.line, column: column.position.column + 2 });
  expect(asked[1]).not.toContain(column.text);
});

test('probeDataset() leaves out what needs a faulty join', async () => {
  const { run, asked } = refusing(at('dim_locations'));
  const [fault] = await probeDataset(dataset, { run });
  expect(fault!.piece.what).toBe('join l');
  expect(asked[1]).not.toMatch(/\bl\./);
});

test('probeDataset() stops where the table itself is wrong, and throws what is no refusal', async () => {
  const { run, asked } = refusing(at('fact_orders f'), at('SUM'));
  expect(await probeDataset(dataset, { run })).toHaveLength(1);
  expect(asked).toHaveLength(1);
  const outage = async () => Promise.reject(new UserError('later', { isTemporary: true }));
  await expect(probeDataset(dataset, { run: outage })).rejects.toThrow('later');
});
