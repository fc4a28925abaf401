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

test('readCsv() works on one chunk at a time, none of them for long', async () => {
  const row = `${Array.from({ length: 20 }, (_, index) => `"value ""${index}"" of a wide row"`).join(',')}\n`;
  const chunk = row.repeat(Math.ceil(65_536 / row.length));
  const chunks = async function* () {
    for (let count = 0; count < 50; count++) yield chunk;
  };
  let longest = 0;
  let rows = 0;
  let since = performance.now();
  for await (const some of readCsv(chunks())) {
    longest = Math.max(longest, performance.now() - since);
    rows += some.length;
    since = performance.now();
  }
  expect(rows).toBe(50 * Math.ceil(65_536 / row.length));
  expect(longest).toBeLessThan(50);
});
