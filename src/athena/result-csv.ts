import type { Table } from '../table/table.ts';

type Cells = Table['rows'][number];

/**
 * The rows of a result object as Athena writes them: every value in quotes, `""` for a quote in it, nothing at all for
 * NULL. Takes text in chunks of any size; the header is a row like others.
 */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<Cells> {
  let cells: (string | null)[] = [];
  let cell: string | null = null;
  let isInside = false;
  let isAfterQuote = false; // of a quote inside a value only the next character tells whether it ends it

  for await (const chunk of chunks) {
    for (const char of chunk) {
      if (isInside && !isAfterQuote && char !== '"') {
        cell += char;
      } else if (isInside && !isAfterQuote) {
        isAfterQuote = true;
      } else if (char === '"') {
        cell = isAfterQuote ? `${cell}"` : '';
        isInside = true;
        isAfterQuote = false;
      } else if (char === ',' || char === '\n') {
        cells.push(cell);
        cell = null;
        isInside = false;
        isAfterQuote = false;
        if (char === ',') continue;
        yield cells;
        cells = [];
      } else {
        cell = `${cell ?? ''}${char}`;
      }
    }
  }
  if (cells.length > 0 || cell !== null) yield [...cells, cell];
}
