import type { AthenaClient, ColumnInfo, GetQueryResultsOutput, QueryExecution, Row } from '@aws-sdk/client-athena';
import { GetQueryResultsCommand } from '@aws-sdk/client-athena';
import type { S3Client } from '@aws-sdk/client-s3';
import { GetObjectCommand } from '@aws-sdk/client-s3';
import type { BaseLogger } from 'pino';
import { UserError } from '../error.ts';
import type { Column, Table } from '../table.ts';
import { readCsv } from './csv.ts';
import { isRefusal } from './failure.ts';

type Result = Pick<Table, 'columns' | 'rows'>;
type Cells = Table['rows'][number];

const PAGE = 1000; // rows, the header among them
const PAGES = 5; // beyond these one stream from S3 is quicker than page after page

/**
 * The columns and rows of a query that succeeded: a short result in pages, a long one from its object in S3 when that
 * may be read. More than `rowLimit` rows are refused, never cut.
 */
export async function readResult(
  execution: QueryExecution,
  {
    athena,
    s3,
    rowLimit,
    signal,
    log,
  }: {
    athena: AthenaClient;
    s3: S3Client;
    rowLimit: number;
    signal: AbortSignal;
    log: Pick<BaseLogger, 'warn'>;
  },
): Promise<Result> {
  const page = (token: string | undefined): Promise<GetQueryResultsOutput> => {
    const promise = athena.send(
      new GetQueryResultsCommand({ QueryExecutionId: execution.QueryExecutionId, MaxResults: PAGE, NextToken: token }),
      { abortSignal: signal },
    );
    promise.catch(() => {}); // it is awaited one page later
    return promise;
  };

  const location = objectOf(execution);
  const rows: Cells[] = [];
  let columns: readonly Column[] = [];
  let next: Promise<GetQueryResultsOutput> | undefined = page(undefined);
  for (let number = 1; next; number++) {
    const { ResultSet, NextToken }: GetQueryResultsOutput = await next;
    const goesOn = NextToken !== undefined && NextToken !== '';
    next = goesOn && !(location && number === PAGES) ? page(NextToken) : undefined;
    if (number === 1) columns = (ResultSet?.ResultSetMetadata?.ColumnInfo ?? []).map(columnOf);
    const skipped = number === 1 && execution.StatementType === 'DML' ? 1 : 0;
    for (const row of ResultSet?.Rows?.slice(skipped) ?? []) rows.push(cellsOf(row, columns.length));
    refuseBeyond(rowLimit, rows.length);
    if (goesOn && !next && location) {
      try {
        return { columns, rows: await readObject(s3, location, { rowLimit, signal }) };
      } catch (error) {
        if (!isRefusal(error) && !(error instanceof Error && error.name.startsWith('NoSuch'))) throw error;
        log.warn({ error, ...location }, 'cannot read the result object, reading pages instead');
        next = page(NextToken);
      }
    }
  }
  return { columns, rows };
}

async function readObject(
  s3: S3Client,
  { bucket, key }: { bucket: string; key: string },
  { rowLimit, signal }: { rowLimit: number; signal: AbortSignal },
): Promise<Cells[]> {
  const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }), { abortSignal: signal });
  const rows: Cells[] = [];
  let isHeader = true;
  for await (const row of readCsv(textOf(Body as AsyncIterable<Uint8Array>))) {
    if (!isHeader) rows.push(row);
    isHeader = false;
    refuseBeyond(rowLimit, rows.length);
  }
  return rows;
}

async function* textOf(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}

function objectOf({ StatementType, ResultConfiguration }: QueryExecution): { bucket: string; key: string } | undefined {
  const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+\.csv)$/.exec(ResultConfiguration?.OutputLocation ?? '') ?? [];
  return StatementType === 'DML' && bucket && key ? { bucket, key } : undefined;
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
