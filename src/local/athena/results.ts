import type { Execution } from './execution.ts';
import type { Objects } from './objects.ts';
import type { ResultFormat, Row } from './result-file.ts';

import { type ApiError, invalid } from './api-error.ts';
import { isOver } from './execution.ts';
import { readRows } from './result-file.ts';

const MOST_ROWS = 1000;

/**
 * One page of a result, read from its file. Pages count the header row, which only queries have and only on the first
 * page. https://docs.aws.amazon.com/athena/latest/APIReference/API_GetQueryResults.html
 */
export async function readPage(
  execution: Execution,
  { token, limit = MOST_ROWS }: { token: string | undefined; limit: number | undefined },
  objects: Objects,
) {
  checkReady(execution);
  if (limit > MOST_ROWS) throw invalid(`MaxResults is more than maximum allowed length ${MOST_ROWS}`);
  if (limit < 1) throw invalid('MaxResults is less than minimum allowed length 1');
  const offset = token === undefined ? 0 : offsetOf(token, execution);
  const object = objects.find(execution.output.bucket, execution.output.key);
  if (!object) throw invalid('Could not find results', 'RESULT_NOT_FOUND');
  if (offset > object.size) throw malformed(token);

  const { rows, bytes, isEnd } =
    offset === object.size
      ? { rows: [], bytes: 0, isEnd: true }
      : await readRows(objects.read(object, { start: offset, end: object.size - 1 }), {
          count: limit,
          format: formatOf(execution),
        });
  return {
    UpdateCount: execution.kind.type === 'DML' ? 0 : undefined,
    ResultSet: { Rows: rows.map(describeRow), ResultSetMetadata: { ColumnInfo: execution.columns ?? [] } },
    NextToken: isEnd ? undefined : tokenOf(execution, offset + bytes),
  };
}

export function formatOf({ kind }: Execution): ResultFormat {
  return kind.type === 'DML' ? 'csv' : 'txt';
}

function checkReady(execution: Execution): void {
  const { state } = execution;
  if (!isOver(execution)) {
    throw invalid(`Query has not yet finished. Current state: ${state}`, 'INVALID_QUERY_EXECUTION_STATE');
  }
  if (state === 'FAILED') {
    throw invalid(`Query did not finish successfully. Final query state: ${state}`, 'INVALID_QUERY_EXECUTION_STATE');
  }
  if (state === 'CANCELLED') throw invalid('Could not find results', 'RESULT_NOT_FOUND');
}

function describeRow(row: Row): { Data: { VarCharValue?: string }[] } {
  return { Data: row.map((cell) => (cell === null ? {} : { VarCharValue: cell })) };
}

/** A token says where in the result's file the next page starts. */
function tokenOf({ id }: Execution, offset: number): string {
  return Buffer.from(`${id} ${offset}`).toString('base64url');
}

function offsetOf(token: string, { id }: Execution): number {
  const [of, offset] = Buffer.from(token, 'base64url').toString().split(' ');
  if (of !== id || !/^\d{1,15}$/.test(offset ?? '')) throw malformed(token);
  return Number(offset);
}

function malformed(token: string | undefined): ApiError {
  return invalid(`Malformed nextPageToken ${token}`);
}
