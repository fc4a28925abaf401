import type { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';

/** A row of a result: the text of each cell, null for NULL. */
export type ResultRow = readonly (string | null)[];

const QUOTE = 0x22;

const COMMA = 0x2c;

const LINE_END = 0x0a;

/** Returns a row as a line of Athena's CSV: every value in quotes, NULL as an empty field without them. */
export function formatRow(row: ResultRow): string {
  return `${row.map((cell) => (cell === null ? '' : `"${cell.replaceAll('"', '""')}"`)).join(',')}\n`;
}

/**
 * Reads up to `count` rows from a stream of Athena's CSV that begins with a row. `bytes` is their length in it; `isEnd` says that no
 * row follows.
 */
export async function readRows(
  file: Readable,
  count: number,
): Promise<{ rows: ResultRow[]; bytes: number; isEnd: boolean }> {
  const rows: ResultRow[] = [];
  let rest: Buffer = Buffer.alloc(0);
  let bytes = 0;
  for await (const chunk of file) {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    let start = 0;
    for (let end = lineEnd(rest, start); end >= 0; end = lineEnd(rest, start)) {
      if (rows.length === count) {
        file.destroy();
        await finished(file).catch(() => undefined);
        return { rows, bytes, isEnd: false };
      }
      const line = rest.subarray(start, end);
      rows.push(parseRow(line));
      bytes += end + 1 - start;
      start = end + 1;
    }
    rest = rest.subarray(start);
  }
  return { rows, bytes, isEnd: true };
}

/** Where the row ends: at the first line end outside of quotes; -1 when it is not there yet. */
function lineEnd(data: Buffer, start: number): number {
  let isQuoted = false;
  for (let at = start; at < data.length; at++) {
    const byte = data[at];
    if (byte === QUOTE) isQuoted = !isQuoted;
    else if (byte === LINE_END && !isQuoted) return at;
  }
  return -1;
}

function parseRow(line: Buffer): ResultRow {
  const cells: (string | null)[] = [];
  let at = 0;
  do {
    if (line[at] !== QUOTE) {
      cells.push(null);
    } else {
      let end = line.indexOf(QUOTE, at + 1);
      while (line[end + 1] === QUOTE) end = line.indexOf(QUOTE, end + 2);
      cells.push(line.toString('utf8', at + 1, end).replaceAll('""', '"'));
      at = end + 1;
    }
  } while (line[at++] === COMMA);
  return cells;
}
