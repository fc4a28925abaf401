import type { AthenaClient, ColumnInfo, GetQueryResultsOutput, QueryExecution, Row } from '@aws-sdk/client-athena';
import { GetQueryResultsCommand } from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { BaseLogger } from 'pino';

import type { Column, Table } from '../table/table.ts';

import { UserError } from '../error.ts';
import { isMissing, isRefusal } from './failure.ts';
import { readCsv } from './result-csv.ts';
import { retryThrottled } from './retry.ts';

type Cells = Table['rows'][number];

type Reading = {
  readonly athena: AthenaClient;
  readonly s3: S3Client;
  readonly rowLimit: number;
  readonly signal: AbortSignal;
  readonly log: Pick<BaseLogger, 'warn'>;
};

const PAGE = 1000; // rows, the header among them

const PAGES = 5; // beyond these one stream from S3 is quicker than page after page

/**
 * The columns and rows of a query that succeeded: a short result in pages, a long one from its object in S3 when that
 * may be read. More than `rowLimit` rows are refused, never cut.
 */
export async function readResult(
  execution: QueryExecution,
  reading: Reading,
): Promise<Pick<Table, 'columns' | 'rows'>> {
  const rows: Cells[] = [];
  let columns: readonly Column[] = [];
  let number = 0;
  for await (const { ResultSet, NextToken } of pagesOf(execution, reading)) {
    number += 1;
    if (number === 1) columns = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(columnOf);
    const skipped = number === 1 && execution.StatementType === 'DML' ? 1 : 0;
    for (const row of ResultSet?.Rows?.slice(skipped) ?? []) rows.push(cellsOf(row, columns.length));
    refuseBeyond(reading.rowLimit, rows.length);
    const whole = number === PAGES && NextToken ? await findObject(execution, reading) : undefined;
    if (whole) return { columns, rows: whole };
  }
  return { columns, rows };
}

/** Asks for each next page before the one at hand is worked on. */
async function* pagesOf(
  { QueryExecutionId }: QueryExecution,
  { athena, signal }: Reading,
): AsyncGenerator<GetQueryResultsOutput> {
  const ask = (token?: string): Promise<GetQueryResultsOutput> => {
    const command = new GetQueryResultsCommand({ QueryExecutionId, MaxResults: PAGE, NextToken: token });
    const page = retryThrottled(() => athena.send(command, { abortSignal: signal }), signal);
    page.catch(() => {}); // it may be awaited late, or never
    return page;
  };

  let next: Promise<GetQueryResultsOutput> | undefined = ask();
  while (next) {
    const page: GetQueryResultsOutput = await next;
    next = page.NextToken ? ask(page.NextToken) : undefined;
    yield page;
  }
}

/** All rows from the result's object; nothing when there is none or it may not be read. */
async function findObject(
  { StatementType, ResultConfiguration }: QueryExecution,
  { s3, rowLimit, signal, log }: Reading,
): Promise<Cells[] | undefined> {
  const [, Bucket, Key] = /^s3:\/\/([^/]+)\/(.+\.csv)$/.exec(ResultConfiguration?.OutputLocation ?? '') ?? [];
  if (StatementType !== 'DML' || !Bucket) return undefined;
  try {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }), { abortSignal: signal });
    const rows: Cells[] = [];
    let isHeader = true;
    for await (const row of readCsv(textOf(Body as AsyncIterable<Uint8Array>))) {
      if (!isHeader) rows.push(row);
      isHeader = false;
      refuseBeyond(rowLimit, rows.length);
    }
    return rows;
  } catch (error) {
    if (!isRefusal(error) && !isMissing(error)) throw error;
    log.warn({ error, Bucket, Key }, 'cannot read the result object, reading its pages instead');
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

function refuseBeyond(rowLimit: number, rows: number): void {
  if (rows <= rowLimit) return;
  throw new UserError(
    `the answer has more than ${rowLimit.toLocaleString('en-US')} rows; ask for less with \`top\`, a filter or a coarser \`by\``,
  );
}
