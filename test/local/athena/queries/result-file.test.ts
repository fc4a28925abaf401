import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { formatRow, readRows } from '../../../../src/local/athena/queries/result-file.ts';
import { encodeMetadata } from '../../../../src/local/athena/queries/result-metadata.ts';

describe('formatRow(row)', () => {
  test.each([
    [['a', null, ''], '"a",,""\n'],
    [[null], '\n'],
    [['say "hi"', 'a,b\nc'], '"say ""hi""","a,b\nc"\n'],
  ])('%j is %j', (row, line) => expect(formatRow(row)).toBe(line));
});

describe('readRows(file, count)', () => {
  const cell = fc.option(fc.oneof(fc.string({ unit: 'grapheme' }), fc.constantFrom('"', ',', '\n', '""', '\r\n', '')), {
    nil: null,
  });
  const rows = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { maxLength: 12 }));

  test('reads back what was written, however it is cut into pages and chunks', async () => {
    await fc.assert(
      fc.asyncProperty(
        rows,
        fc.integer({ min: 1, max: 5 }),
        fc.integer({ min: 1, max: 9 }),
        async (table, count, cut) => {
          const file = Buffer.from(table.map(formatRow).join(''));
          const found: (readonly (string | null)[])[] = [];
          let start = 0;
          for (let isEnd = false; !isEnd; ) {
            const page = await readRows(Readable.from(chunksOf(file.subarray(start), cut)), count);
            found.push(...page.rows);
            start += page.bytes;
            isEnd = page.isEnd;
          }
          expect(found).toEqual(table);
        },
      ),
      { numRuns: 200 },
    );
  });
});

describe('encodeMetadata(execution)', () => {
  test("is the protobuf that Athena's JDBC driver reads", () => {
    const column = {
      CatalogName: 'hive',
      SchemaName: '',
      TableName: '',
      Name: 'rows',
      Label: 'rows',
      Type: 'bigint',
      Precision: 19,
      Scale: 0,
      Nullable: 'UNKNOWN',
      CaseSensitive: false,
    } as const;
    const bytes = encodeMetadata({ id: 'id', columns: [column] } as never);
    const expected =
      '0a026964' +
      '2222' +
      '0a0468697665' +
      '2204726f7773' +
      '2a04726f7773' +
      '3206626967696e74' +
      '3813' +
      '4000' +
      '4803' +
      '5000';
    expect(Buffer.from(bytes).toString('hex')).toBe(expected);
  });
});

function chunksOf(file: Buffer, size: number): Buffer[] {
  return Array.from({ length: Math.ceil(file.length / size) }, (_, at) => file.subarray(at * size, (at + 1) * size));
}
