import { expect, test } from 'vitest';

import type { EmbeddedExecution } from '../../../../src/local/athena/queries/embedded-execution.ts';

import { columnInfo } from '../../../../src/local/athena/queries/column-info.ts';
import { encodeMetadata } from '../../../../src/local/athena/queries/result-metadata.ts';

/** The fields of a protobuf message: numbers as numbers, all else as bytes. */
function fieldsOf(bytes: Uint8Array): readonly (readonly [field: number, value: number | Uint8Array])[] {
  let at = 0;
  const varint = () => {
    let [value, factor] = [0, 1];
    for (;;) {
      const byte = bytes[at++]!;
      value += (byte & 127) * factor;
      factor *= 128;
      if (byte < 128) return value;
    }
  };
  const fields: [number, number | Uint8Array][] = [];
  while (at < bytes.length) {
    const tag = varint();
    const size = varint();
    if (tag % 8 === 0) fields.push([tag >> 3, size]);
    else {
      fields.push([tag >> 3, bytes.subarray(at, at + size)]);
      at += size;
    }
  }
  return fields;
}

const encode = (...columns: Parameters<typeof columnInfo>[0][]) =>
  fieldsOf(encodeMetadata({ id: 'run-1', columns: columns.map(columnInfo) } as unknown as EmbeddedExecution));

const columnOf = (column: Parameters<typeof columnInfo>[0]) =>
  Object.fromEntries(
    fieldsOf(encode(column)[1]![1] as Uint8Array).map(([field, value]) => [
      field,
      typeof value === 'number' ? value : Buffer.from(value).toString(),
    ]),
  );

test('encodeMetadata() begins with the id of the run, and has a message for each column', () => {
  const [id, ...columns] = encode({ name: 'a', type: 'varchar' }, { name: 'b', type: 'bigint' });
  expect(Buffer.from(id![1] as Uint8Array).toString()).toBe('run-1');
  expect(columns.map(([field]) => field)).toEqual([4, 4]);
  expect(encode()).toHaveLength(1);
});

test('a column has its type, with what that type has', () => {
  expect(columnOf({ name: 'a', type: 'varchar', precision: 2_147_483_647 })).toEqual({
    1: 'hive',
    4: 'a',
    5: 'a',
    6: 'varchar',
    7: 2_147_483_647,
    8: 0,
    9: 3,
    10: 1,
  });
  expect(columnOf({ name: 'a', type: 'date' })).toMatchObject({ 8: 0, 10: 0 });
  expect(columnOf({ name: 'a', type: 'date' })).not.toHaveProperty('7');
  expect(columnOf({ name: 'a', type: 'boolean' })).toMatchObject({ 10: 0 });
  expect(Object.keys(columnOf({ name: 'a', type: 'array' }))).toEqual(['1', '4', '5', '6', '9']);
});
