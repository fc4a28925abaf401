import type { AthenaClient, ColumnInfo, GetQueryResultsOutput, QueryExecution, Row } from '@aws-sdk/client-athena';
import { GetQueryResultsCommand } from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { BaseLogger } from 'pino';

import type { Column, Table } from '../table/table.ts';

import { UserError } from '../error.ts';
import { readCsv } from './result-csv.ts';
import { retryThrottled } from './retry.ts';

type Cells = Table['rows'][number];

type ReadOptions = {
  readonly athena: AthenaClient;
  readonly s3: S3Client;
  /** The most rows of a result, and the most bytes of its cells. */
  readonly rowLimit: number;
  readonly byteLimit: number;
  readonly signal: AbortSignal;
  readonly log: Pick<BaseLogger, 'warn'>;
};

/** The rows of the first page, the header among them, and the most that a later one has: Athena's own limit. */
const PAGE_ROWS = { first: 250, most: 1000 } as const;

/** A page has at most about so many cells and characters, so that decoding it never holds the process for long. */
const PAGE_MOST = { cells: 25_000, characters: 2_000_000 } as const;

/** An empty cell takes memory, too: each counts for so many bytes more than its text. */
const CELL_BYTES = 10;

const PAGES = 5; // beyond these one stream from S3 is quicker than page after page

/**
 * Reads the columns and rows of a query that succeeded: a short result in pages, a long one from its object in S3
 * when that may be read. Throws a UserError for more than `rowLimit` rows or `byteLimit` bytes, as an answer is never
 * cut.
 */
export async function readResult(
  execution: QueryExecution,
  options: ReadOptions,
): Promise<Pick<Table, 'columns' | 'rows'>> {
  const rows = openRows(options);
  let columns: readonly Column[] = [];
  let number = 0;
  for await (const { ResultSet, NextToken } of pagesOf(execution, options)) {
    number += 1;
    if (number === 1) columns = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(columnOf);
    const skipped = number === 1 && execution.StatementType === 'DML' ? 1 : 0;
    rows.add((ResultSet?.Rows?.slice(skipped) ?? []).map((row) => cellsOf(row, columns.length)));
    const whole = number === PAGES && NextToken ? await readObject(execution, options) : undefined;
    if (whole) return { columns, rows: whole };
  }
  return { columns, rows: rows.all };
}

/** Rows that are being read, within their limits. */
function openRows({ rowLimit, byteLimit }: ReadOptions) {
  const all: Cells[] = [];
  let bytes = 0;
  return {
    all,
    add: (rows: readonly Cells[]) => {
      for (const row of rows) {
        all.push(row);
        for (const cell of row) bytes += (cell?.length ?? 0) + CELL_BYTES;
      }
      if (all.length > rowLimit) throw tooLarge(`more than ${rowLimit.toLocaleString('en-US')} rows`);
      if (bytes > byteLimit) throw tooLarge(`more than ${Math.round(byteLimit / 1e6)} MB`);
    },
  };
}

function tooLarge(what: string): UserError {
  return new UserError(`the answer has ${what}; ask for less with \`top\`, a filter or a coarser \`by\``);
}

/** Asks for each next page before the one at hand is worked on. */
async function* pagesOf(
  { QueryExecutionId }: QueryExecution,
  { athena, signal }: ReadOptions,
): AsyncGenerator<GetQueryResultsOutput> {
  const ask = (MaxResults: number, NextToken?: string): Promise<GetQueryResultsOutput> => {
    const command = new GetQueryResultsCommand({ QueryExecutionId, MaxResults, NextToken });
    const page = retryThrottled(() => athena.send(command, { abortSignal: signal }), signal);
    page.catch(() => {}); // it may be awaited late, or never
    return page;
  };

  let next: Promise<GetQueryResultsOutput> | undefined = ask(PAGE_ROWS.first);
  while (next) {
    const page: GetQueryResultsOutput = await next;
    next = page.NextToken ? ask(nextPageRows(page), page.NextToken) : undefined;
    yield page;
  }
}

/** How many rows to ask for after a page, by how large its own are. */
function nextPageRows({ ResultSet }: GetQueryResultsOutput): number {
  const rows = ResultSet?.Rows ?? [];
  let [cells, characters] = [0, 0];
  for (const { Data = [] } of rows) {
    cells += Data.length;
    for (const { VarCharValue } of Data) characters += VarCharValue?.length ?? 0;
  }
  const share = Math.min(PAGE_MOST.cells / cells, PAGE_MOST.characters / characters);
  if (!Number.isFinite(share)) return PAGE_ROWS.most; // there were no rows
  return Math.min(PAGE_ROWS.most, Math.max(1, Math.floor(share * rows.length)));
}

/** All rows from the result's object; undefined when there is none, or it cannot be read as it is: the pages remain. */
async function readObject(
  { StatementType, ResultConfiguration }: QueryExecution,
  options: ReadOptions,
): Promise<readonly Cells[] | undefined> {
  const { s3, signal, log } = options;
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+\.csv)$/.exec(ResultConfiguration?.OutputLocation ?? '') ?? [];
  // what is encrypted on the client's side would be read as rows of noise
  const isReadable = ResultConfiguration?.EncryptionConfiguration?.EncryptionOption !== 'CSE_KMS';
  if (StatementType !== 'DML' || !Bucket || !isReadable) return undefined;
  const rows = openRows(options);
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }), { abortSignal: signal });
    let header = 1;
    for await (const read of readCsv(textOf(Body as AsyncIterable<Uint8Array>))) {
      rows.add(read.slice(header));
      header = 0;
    }
    return rows.all;
  } catch (error) {
    if (signal.aborted || error instanceof UserError) throw error;
    log.warn({ error }, 'cannot read the result object, reading its pages instead');
    return undefined;
  }
}

async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function columnOf({ Label, Name = '', Type = 'varchar', Precision = 0, Scale = 0 }: ColumnInfo): Column {
  return { name: Label || Name, type: Type, precision: Precision, scale: Scale };
}

function cellsOf({ Data = [] }: Row, width: number): Cells {
  return Array.from({ length: width }, (_, index) => Data[index]?.VarCharValue ?? null);
}
