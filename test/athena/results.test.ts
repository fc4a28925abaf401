import type { AthenaClient, QueryExecution } from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { expect, test } from 'vitest';

import { readResult } from '../../src/athena/results.ts';

const row = (...cells: (string | undefined)[]) => ({ Data: cells.map((VarCharValue) => ({ VarCharValue })) });

const EXECUTION: QueryExecution = {
  QueryExecutionId: 'run-1',
  StatementType: 'DML',
  ResultConfiguration: { OutputLocation: 's3://owlpost/results/run-1.csv' },
};

/** Reads a result of these pages, whose object in S3 is a text, or cannot be read. */
async function read(
  pages: readonly (readonly ReturnType<typeof row>[])[],
  given: { object?: string; rowLimit?: number; byteLimit?: number; execution?: QueryExecution } = {},
) {
  const asked: (number | undefined)[] = [];
  const logged: string[] = [];
  const athena = {
    send: async ({ input }: { input: { NextToken?: string; MaxResults?: number } }) => {
      asked.push(input.MaxResults);
      const at = Number(input.NextToken ?? 0);
      const ResultSetMetadata = {
        ColumnInfo: [
          { Name: 'country', Type: 'varchar' },
          { Name: 'sales', Label: 'Sales', Type: 'bigint' },
        ],
      };
      return {
        ResultSet: { Rows: pages[at], ResultSetMetadata },
        ...(at + 1 < pages.length && { NextToken: String(at + 1) }),
      };
    },
  } as unknown as AthenaClient;
  const s3 = {
    send: async () => {
      if (given.object === undefined) throw new Error('AccessDenied');
      const bytes = Buffer.from(given.object);
      // a letter is cut in two by the chunks
      return {
        Body: (async function* () {
          for (const byte of bytes) yield Uint8Array.of(byte);
        })(),
      };
    },
  } as unknown as S3Client;
  const result = await readResult(given.execution ?? EXECUTION, {
    athena,
    s3,
    rowLimit: given.rowLimit ?? 1000,
    byteLimit: given.byteLimit ?? 1_000_000,
    signal: new AbortController().signal,
    log: { warn: (_: unknown, text?: string) => void logged.push(text ?? '') } as never,
  });
  return { ...result, asked, logged };
}

const HEADER = row('country', 'sales');

test('readResult() skips the header of a query, keeps NULL, and names columns by their labels', async () => {
  const { columns, rows } = await read([[HEADER, row('France', '5'), row(undefined, '6'), { Data: [] }]]);
  expect(columns.map(({ name, type }) => `${name} ${type}`)).toEqual(['country varchar', 'Sales bigint']);
  expect(rows).toEqual([
    ['France', '5'],
    [null, '6'],
    [null, null],
  ]);
});

test('readResult() keeps the first row of a statement that has no header', async () => {
  const execution = { ...EXECUTION, StatementType: 'UTILITY' } as const;
  expect((await read([[row('orders', undefined)]], { execution })).rows).toEqual([['orders', null]]);
});

test('readResult() asks for the next page as long as there is one', async () => {
  const { rows, asked } = await read([[HEADER, row('a', '1')], [row('b', '2')], [row('c', '3')]]);
  expect(rows.map(([country]) => country)).toEqual(['a', 'b', 'c']);
  expect(asked).toEqual([250, 1000, 1000]);
});

const MANY = [[HEADER, row('a', '1')], ...Array.from({ length: 6 }, (_, index) => [row(`p${index}`, '1')])];

test('readResult() reads a long result from its object', async () => {
  const { rows, asked } = await read(MANY, { object: '"country","sales"\n"Türkiye","5"\n,"6"\n' });
  expect(rows).toEqual([
    ['Türkiye', '5'],
    [null, '6'],
  ]);
  expect(asked.length).toBeLessThan(MANY.length);
});

test('readResult() goes on with the pages when the object cannot be read', async () => {
  const { rows, logged } = await read(MANY);
  expect(rows).toHaveLength(7);
  expect(logged).toEqual(['cannot read the result object, reading its pages instead']);
});

test('readResult() reads no object that is encrypted on the client’s side', async () => {
  const encrypted = {
    ...EXECUTION.ResultConfiguration,
    EncryptionConfiguration: { EncryptionOption: 'CSE_KMS' as const },
  };
  const { rows, logged } = await read(MANY, {
    object: 'noise',
    execution: { ...EXECUTION, ResultConfiguration: encrypted },
  });
  expect([rows.length, logged]).toEqual([7, []]);
});

test('readResult() never cuts an answer that is too large', async () => {
  const page = [HEADER, row('a', '1'), row('b', '2')];
  await expect(read([page], { rowLimit: 1 })).rejects.toThrow('the answer has more than 1 rows; ask for less');
  await expect(read([page], { byteLimit: 40 })).rejects.toThrow('the answer has more than 0 MB');
  expect((await read([page], { rowLimit: 2 })).rows).toHaveLength(2);
});
