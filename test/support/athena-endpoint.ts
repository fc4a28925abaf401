import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

type Body = Readonly<Record<string, unknown>>;

/** What the endpoint answers to one call: a body, an error by name, a lost connection, or nothing until it closes. */
export type Reply =
  | Body
  | { readonly error: string; readonly status?: number; readonly detail?: Body }
  | 'hang'
  | 'lose';

/** Answers by operation; `count` is how many times the operation was called before. */
export type Script = Readonly<Record<string, (body: Body, count: number) => Reply>>;

export type Call = { readonly operation: string; readonly body: Body };

/** An Athena on loopback that says what a test wrote, and S3 objects below `/bucket/key`. */
export async function openEndpoint(script: Script, objects: Map<string, string | Uint8Array> = new Map()) {
  const calls: Call[] = [];
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const send = (status: number, body: string | Uint8Array, type = 'application/x-amz-json-1.1') => {
      response.writeHead(status, { 'content-type': type });
      response.end(body);
    };
    const path = new URL(request.url ?? '/', 'http://localhost').pathname;
    if (request.method === 'PUT') {
      calls.push({ operation: 'PutObject', body: { path, type: request.headers['content-type'] } });
      if (!path.startsWith('/pictures/')) return send(403, refusal('AccessDenied'), 'application/xml');
      objects.set(path, Buffer.concat(chunks));
      return send(200, '');
    }
    if (request.method === 'DELETE') {
      objects.delete(path);
      return void response.writeHead(204).end();
    }
    if (request.method === 'GET') {
      calls.push({ operation: 'GetObject', body: { path } });
      const object = objects.get(path);
      if (object !== undefined) return send(200, object, 'text/csv');
      return send(404, refusal('NoSuchKey'), 'application/xml');
    }

    const operation = String(request.headers['x-amz-target']).replace('AmazonAthena.', '');
    const body = JSON.parse(Buffer.concat(chunks).toString()) as Body;
    const count = calls.filter((call) => call.operation === operation).length;
    calls.push({ operation, body });
    const reply = (script[operation] ?? DEFAULTS[operation])?.(body, count) ?? { error: 'UnknownOperationException' };
    if (reply === 'hang') return;
    if (reply === 'lose') return response.destroy();
    if (!('error' in reply)) return send(200, JSON.stringify(reply));
    const { error, status = 400, detail = {} } = reply as { error: string; status?: number; detail?: Body };
    send(status, JSON.stringify({ __type: error, Message: `${error} was asked for`, ...detail }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    calls,
    /** The bodies of the calls to one operation so far. */
    bodiesOf: (operation: string) => calls.filter((call) => call.operation === operation).map((call) => call.body),
    async close() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

const refusal = (code: string) => `<Error><Code>${code}</Code><Message>${code} was asked for</Message></Error>`;

/** An execution as GetQueryExecution tells it. */
export function execution(id: unknown, state: string, more: Body = {}): Body {
  const { Status, ...rest } = more as { Status?: Body };
  return {
    QueryExecutionId: id,
    StatementType: 'DML',
    Status: { State: state, ...Status },
    EngineVersion: { EffectiveEngineVersion: 'Athena engine version 3' },
    Statistics: { DataScannedInBytes: 12_345_678, TotalExecutionTimeInMillis: 42 },
    ...rest,
  };
}

const DEFAULTS: Script = {
  GetWorkGroup: () => ({ WorkGroup: { Name: 'primary', Configuration: {} } }),
  StartQueryExecution: (_, count) => ({ QueryExecutionId: `query-${count + 1}` }),
  GetQueryExecution: ({ QueryExecutionId }) => ({ QueryExecution: execution(QueryExecutionId, 'SUCCEEDED') }),
  BatchGetQueryExecution: ({ QueryExecutionIds }) => ({
    QueryExecutions: (QueryExecutionIds as string[]).map((id) => execution(id, 'SUCCEEDED')),
  }),
  StopQueryExecution: () => ({}),
  GetQueryResults: () => page(['n'], [['1']], { isFirst: true }),
};

/** A page of GetQueryResults; the first one begins with the header row. */
export function page(
  names: readonly string[],
  rows: readonly (readonly (string | null)[])[],
  { isFirst = false, token, types = [] }: { isFirst?: boolean; token?: string; types?: readonly string[] } = {},
): Body {
  const row = (cells: readonly (string | null)[]) => ({
    Data: cells.map((cell) => (cell === null ? {} : { VarCharValue: cell })),
  });
  return {
    NextToken: token,
    ResultSet: {
      Rows: [...(isFirst ? [row(names)] : []), ...rows.map(row)],
      ResultSetMetadata: {
        ColumnInfo: names.map((name, index) => ({ Name: name, Label: name, Type: types[index] ?? 'varchar' })),
      },
    },
  };
}
