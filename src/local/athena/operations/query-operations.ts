import { randomUUID } from 'node:crypto';

import type { Engine } from '../lake/engine.ts';
import type { Input } from '../protocol/input.ts';
import type { Operations } from '../protocol/protocol.ts';
import type { AthenaStatement } from '../queries/athena-statement.ts';
import type { ExecutionQueue } from '../queries/execution-queue.ts';
import type { QueryCompiler } from '../queries/query-compiler.ts';
import type { S3Objects } from '../s3/s3-objects.ts';
import type { Workgroups } from './workgroups.ts';

import { DEFAULT_DATABASE } from '../lake/lake.ts';
import { invalid } from '../protocol/api-error.ts';
import { findNumber, findStructure, findText, findTexts, pageOf, readText, violation } from '../protocol/input.ts';
import { kindOf, readAthenaStatement } from '../queries/athena-statement.ts';
import { describeExecution } from '../queries/embedded-execution.ts';
import { outputObjectOf } from '../queries/execution-queue.ts';
import { readResultPage } from '../queries/result-page.ts';
import { PRIMARY } from './workgroups.ts';

const LONGEST_QUERY = 262_144;

const LONGEST_PARAMETER = 1024;

const MOST_IDS = 50;

const LONGEST_REUSE_MINUTES = 10_080;

const REUSE_MINUTES = 60;

/** The parts of the server that the operations use. */
type QueryOperationsContext = {
  readonly engine: Engine;
  readonly compiler: QueryCompiler;
  readonly executions: ExecutionQueue;
  readonly workgroups: Workgroups;
  readonly objects: S3Objects;
};

/**
 * Creates Athena's operations on query executions.
 * https://docs.aws.amazon.com/athena/latest/APIReference/API_Operations.html
 */
export function queryOperations(context: QueryOperationsContext): Operations {
  const { executions, workgroups, objects } = context;
  const find = (input: Input) => executions.find(readText(input, 'QueryExecutionId'));
  return {
    StartQueryExecution: (input) => start(input, context),
    GetQueryExecution: (input) => ({ QueryExecution: describeExecution(find(input)) }),
    BatchGetQueryExecution: (input) => batchGet(input, context),
    GetQueryResults: (input) =>
      readResultPage(
        find(input),
        { token: findText(input, 'NextToken'), limit: findNumber(input, 'MaxResults') },
        objects,
      ),
    ListQueryExecutions(input) {
      const { name } = workgroups.find(findText(input, 'WorkGroup') ?? PRIMARY);
      const { items, NextToken } = pageOf(executions.list(name), input);
      return { QueryExecutionIds: items.map(({ id }) => id), NextToken };
    },
    StopQueryExecution(input) {
      executions.stop(find(input));
      return {};
    },
  };
}

async function start(input: Input, { engine, compiler, executions, workgroups }: QueryOperationsContext) {
  const query = readText(input, 'QueryString', { min: 1, max: LONGEST_QUERY });
  const token = readToken(input);
  const context = findStructure(input, 'QueryExecutionContext');
  const requested = findText(findStructure(input, 'ResultConfiguration'), 'OutputLocation');
  const workgroup = workgroups.find(findText(input, 'WorkGroup') ?? PRIMARY);
  if (workgroup.state === 'DISABLED') throw invalid(`WorkGroup ${workgroup.name} is disabled.`);
  const location = workgroup.isEnforced ? workgroup.outputLocation : (requested ?? workgroup.outputLocation);
  outputObjectOf(location, '');
  const statement = readAthenaStatement(query);
  const database = findText(context, 'Database', { min: 1, max: 255 })?.replace(/^`(.*)`$/, '$1'); // as awswrangler sends it
  await checkStatement(statement, { engine, compiler, database });

  const execution = executions.start({
    query,
    token,
    kind: kindOf(statement),
    parameters: readParameters(input),
    catalog: findText(context, 'Catalog'),
    database,
    workgroup: workgroup.name,
    requestedOutput: requested,
    location,
    reuseMinutes: readReuse(input),
    cutoffBytes: workgroup.cutoffBytes,
  });
  return { QueryExecutionId: execution.id };
}

/** What Athena refuses at once: bad grammar, and a table to be described that is not there. */
async function checkStatement(
  statement: AthenaStatement,
  { engine, compiler, database = DEFAULT_DATABASE }: { engine: Engine; compiler: QueryCompiler; database?: string },
): Promise<void> {
  if ('sql' in statement) await compiler.checkSyntax(statement.sql);
  if (statement.kind !== 'describe' && statement.kind !== 'show columns') return;
  const lake = await engine.refresh();
  if (lake.has(`${statement.name.database ?? database.toLowerCase()}.${statement.name.table}`)) return;
  throw invalid(
    `Entity Not Found (Service: AmazonDataCatalog; Status Code: 400; Error Code: EntityNotFoundException; Request ID: ${randomUUID()}; Proxy: null)`,
  );
}

function batchGet(input: Input, { executions }: QueryOperationsContext) {
  const ids = findTexts(input, 'QueryExecutionIds') ?? [];
  if (ids.length < 1 || ids.length > MOST_IDS) {
    throw violation('QueryExecutionIds', `Member must have length between 1 and ${MOST_IDS}`);
  }
  const outcomes = ids.map((id) => {
    try {
      return { QueryExecution: describeExecution(executions.find(id)) };
    } catch (error) {
      return { QueryExecutionId: id, ErrorCode: 'QUERY_EXECUTION_NOT_FOUND', ErrorMessage: (error as Error).message };
    }
  });
  return {
    QueryExecutions: outcomes.flatMap((outcome) => ('QueryExecution' in outcome ? outcome.QueryExecution : [])),
    UnprocessedQueryExecutionIds: outcomes.filter((outcome) => 'ErrorCode' in outcome),
  };
}

function readToken(input: Input): string {
  const token = findText(input, 'ClientRequestToken', { min: 32, max: 128 });
  if (token === undefined) throw invalid('clientRequestToken is null or empty');
  return token;
}

function readParameters(input: Input): string[] {
  const parameters = findTexts(input, 'ExecutionParameters');
  if (parameters?.length === 0) {
    throw violation('ExecutionParameters', 'Member must have length greater than or equal to 1');
  }
  for (const parameter of parameters ?? []) {
    if (parameter.length < 1 || parameter.length > LONGEST_PARAMETER) {
      throw violation(
        'ExecutionParameters',
        `Member must satisfy constraint: [Member must have length less than or equal to ${LONGEST_PARAMETER}, Member must have length greater than or equal to 1]`,
      );
    }
  }
  return parameters ?? [];
}

function readReuse(input: Input): number {
  const byAge = findStructure(findStructure(input, 'ResultReuseConfiguration'), 'ResultReuseByAgeConfiguration');
  if (byAge.Enabled !== true) return 0;
  const minutes = findNumber(byAge, 'MaxAgeInMinutes') ?? REUSE_MINUTES;
  if (minutes >= 0 && minutes <= LONGEST_REUSE_MINUTES) return minutes;
  throw violation('MaxAgeInMinutes', `Member must have value between 0 and ${LONGEST_REUSE_MINUTES}`);
}
