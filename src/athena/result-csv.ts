import type { Table } from '../table/table.ts';

type Cells = Table['rows'][number];

/** Where the reader stands between two chunks. */
type State = {
  cells: (string | null)[];
  /** The pieces of the value that is being read; undefined before it has begun, which is NULL. */
  pieces: string[] | undefined;
  isInside: boolean;
  /** Whether a quote inside a value was read; the next character tells whether it ended the value. */
  isAfterQuote: boolean;
};

/**
 * Reads the rows of a result object as Athena writes them: every value in quotes, `""` for a quote in it, nothing for
 * NULL. Takes text in chunks of any size and yields the rows of each chunk together, the header as a row like others.
 */
export async function* readCsv(chunks: AsyncIterable<string>): AsyncGenerator<readonly Cells[]> {
  const state: State = { cells: [], pieces: undefined, isInside: false, isAfterQuote: false };
  for await (const chunk of chunks) {
    const rows = rowsOf(chunk, state);
    if (rows.length > 0) yield rows;
  }
  if (state.cells.length > 0 || state.pieces !== undefined) yield [[...state.cells, cellOf(state)]];
}

const UNQUOTED = /[^",\n]+/y;

/** The rows that end in a chunk; what is left begins the next. */
function rowsOf(chunk: string, state: State): Cells[] {
  const rows: Cells[] = [];
  for (let at = 0; at < chunk.length; ) {
    if (state.isInside && !state.isAfterQuote) at = readInside(chunk, at, state);
    else if (chunk[at] === '"') at = readQuote(at, state);
    else at = readOutside(chunk, at, state, rows);
  }
  return rows;
}

/** Reads a value up to its next quote. */
function readInside(chunk: string, at: number, state: State): number {
  const quote = chunk.indexOf('"', at);
  const end = quote < 0 ? chunk.length : quote;
  if (end > at) state.pieces?.push(chunk.slice(at, end));
  state.isAfterQuote = quote >= 0;
  return quote < 0 ? end : end + 1;
}

/** Reads a quote that begins a value, or is one in it. */
function readQuote(at: number, state: State): number {
  if (state.isAfterQuote) state.pieces?.push('"');
  else state.pieces = [];
  state.isInside = true;
  state.isAfterQuote = false;
  return at + 1;
}

/** Reads what stands between values: a comma, the end of a row, or a value without quotes. */
function readOutside(chunk: string, at: number, state: State, rows: Cells[]): number {
  const character = chunk[at]!;
  if (character !== ',' && character !== '\n') {
    UNQUOTED.lastIndex = at;
    const [text = ''] = UNQUOTED.exec(chunk) ?? [];
    state.pieces = [...(state.pieces ?? []), text];
    return at + text.length;
  }
  state.cells.push(cellOf(state));
  state.pieces = undefined;
  state.isInside = false;
  state.isAfterQuote = false;
  if (character === '\n') {
    rows.push(state.cells);
    state.cells = [];
  }
  return at + 1;
}

function cellOf({ pieces }: State): string | null {
  return pieces === undefined ? null : pieces.join('');
}
