import type { S3Object, S3Objects } from '../s3/s3-objects.ts';
import type { EmbeddedExecution, StatementKind } from './embedded-execution.ts';
import type { ResultRow } from './result-file.ts';

import { invalid } from '../protocol/api-error.ts';
import { violation } from '../protocol/input.ts';
import { isOver } from './embedded-execution.ts';
import { readRows } from './result-file.ts';

type ResultFormat = 'csv' | 'txt';

const MOST_ROWS = 1000;

/**
 * Reads a page of a result as GetQueryResults answers it. The first page of queries and EXPLAIN begins with the header row, which
 * counts. Throws an InvalidRequestException when there is no result, and for a wrong token or limit.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export async function readResultPage(
  execution: EmbeddedExecution,
  { token, limit = MOST_ROWS }: { token: string | undefined; limit: number | undefined },
  objects: S3Objects,
) {
  if (limit < 1) throw violation('MaxResults', 'Member must have value greater than or equal to 1');
  if (limit > MOST_ROWS) throw invalid(`MaxResults is more than maximum allowed length ${MOST_ROWS}`);
  checkReady(execution);
  const offset = token === undefined ? 0 : offsetOf(token, execution);
  const object = objects.find(execution.output.bucket, execution.output.key);
  if (!object) throw invalid('Could not find results', 'RESULT_NOT_FOUND');

  const { columns = [], kind, updateCount } = execution;
  const read = formatOf(kind) === 'csv' ? readTablePage : readTextPage;
  const { rows, next } = await read({ offset, limit, execution, object, objects });
  return {
    UpdateCount: updateCount,
    ResultSet: { Rows: rows.map(describeRow), ResultSetMetadata: { ColumnInfo: columns } },
    NextToken: next === undefined ? undefined : tokenOf(execution, next),
  };
}

/** Returns the format of a statement's result file: CSV for queries, lines of text for all other statements. */
export function formatOf({ type, substatement }: StatementKind): ResultFormat {
  return type === 'DML' && substatement !== 'EXPLAIN' ? 'csv' : 'txt';
}

type PageRequest = {
  /** A byte of a CSV, a line of a text. */
  readonly offset: number;
  readonly limit: number;
  readonly execution: EmbeddedExecution;
  readonly object: S3Object;
  readonly objects: S3Objects;
};

type Page = { readonly rows: readonly ResultRow[]; readonly next: number | undefined };

async function readTablePage({ offset, limit, object, objects }: PageRequest): Promise<Page> {
  if (offset >= object.size) return { rows: [], next: undefined };
  const file = objects.read(object, { start: offset, end: object.size - 1 });
  const { rows, bytes, isEnd } = await readRows(file, limit);
  return { rows, next: isEnd ? undefined : offset + bytes };
}

async function readTextPage({ offset, limit, execution, object, objects }: PageRequest): Promise<Page> {
  const content = Buffer.concat(await objects.read(object).toArray()).toString();
  const header = execution.kind.type === 'DML' ? execution.columns?.map(({ Name }) => Name) : undefined;
  const lines = content === '' ? [] : content.split('\n').map((line) => [line]);
  const rows = [...(header ? [header] : []), ...lines];
  const end = offset + limit;
  return { rows: rows.slice(offset, end), next: end < rows.length ? end : undefined };
}

function checkReady(execution: EmbeddedExecution): void {
  const { state } = execution;
  if (!isOver(execution)) {
    throw invalid(`Query has not yet finished. Current state: ${state}`, 'INVALID_QUERY_EXECUTION_STATE');
  }
  if (state === 'FAILED') {
    throw invalid(`Query did not finish successfully. Final query state: ${state}`, 'INVALID_QUERY_EXECUTION_STATE');
  }
  if (state === 'CANCELLED') throw invalid('Could not find results', 'RESULT_NOT_FOUND');
}

function describeRow(row: ResultRow): { Data: { VarCharValue?: string }[] } {
  return { Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) };
}

/** A token says where in the result's file the next page starts. */
function tokenOf({ id }: EmbeddedExecution, offset: number): string {
  return Buffer.from(`${id} ${offset}`).toString('base64url');
}

function offsetOf(token: string, { id }: EmbeddedExecution): number {
  const [of, offset] = Buffer.from(token, 'base64url').toString().split(' ');
  if (of === id && /^\d{1,15}$/.test(offset ?? '')) return Number(offset);
  throw invalid(`Malformed nextPageToken ${token}`);
}
