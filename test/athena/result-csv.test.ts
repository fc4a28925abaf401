import { expect, test } from 'vitest';

import { readCsv } from '../../src/athena/result-csv.ts';

const outcomes: [text: string, rows: (string | null)[][]][] = [
  ['', []],
  [
    '"a","b"\n"1",""\n',
    [
      ['a', 'b'],
      ['1', ''],
    ],
  ],
  ['"a"\n\n', [['a'], [null]]],
  [',\n', [[null, null]]],
  ['"",,"x"\n', [['', null, 'x']]],
  ['"say ""hi"", twice"\n', [['say "hi", twice']]],
  ['""""\n', [['"']]],
  ['"two\nlines","é😀"\n', [['two\nlines', 'é😀']]],
  ['"no","end"', [['no', 'end']]],
];

test.each(outcomes)('readCsv(%j)', async (text, rows) => {
  for (const size of [1, 3, 1000]) {
    const chunks = async function* () {
      for (let start = 0; start < text.length; start += size) yield text.slice(start, start + size);
    };
    const read: (string | null)[][] = [];
    for await (const some of readCsv(chunks())) read.push(...some.map((row) => [...row]));
    expect(read).toEqual(rows);
  }
});

test('readCsv() takes the next chunk only once the rows of the one before are taken', async () => {
  const taken: number[] = [];
  const chunks = async function* () {
    for (let count = 1; count <= 5; count++) {
      taken.push(count);
      yield `"${count}",""\n"again ${count}"`;
      yield ',\n';
    }
  };
  const read: [chunks: number, rows: readonly (readonly (string | null)[])[]][] = [];
  for await (const rows of readCsv(chunks())) read.push([taken.length, rows]);
  expect(read).toEqual(
    [1, 2, 3, 4, 5].flatMap((count) => [
      [count, [[`${count}`, '']]],
      [count, [[`again ${count}`, null]]],
    ]),
  );
});
