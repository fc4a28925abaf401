import type { Input } from '../protocol/input.ts';
import type { Operations } from '../protocol/protocol.ts';
import type { PreparedStatement, PreparedStatements } from '../queries/prepared-statements.ts';
import type { Workgroups } from './workgroups.ts';

import { findText, findTexts, pageOf, readText } from '../protocol/input.ts';

const LONGEST_STATEMENT = 262_144;

/** Creates Athena's operations on prepared statements, which `EXECUTE name USING …` runs. */
export function preparedOperations(prepared: PreparedStatements, workgroups: Workgroups): Operations {
  const workgroupOf = (input: Input) => workgroups.find(readText(input, 'WorkGroup')).name;
  const save = (input: Input, isNew: boolean) => {
    const statement = {
      workgroup: workgroupOf(input),
      name: readText(input, 'StatementName', { min: 1, max: 256 }),
      sql: readText(input, 'QueryStatement', { min: 1, max: LONGEST_STATEMENT }),
      description: findText(input, 'Description', { max: 1024 }) ?? '',
    };
    if (!isNew) prepared.find(statement.workgroup, statement.name);
    prepared.save(statement, { isNew });
    return {};
  };
  return {
    CreatePreparedStatement: (input) => save(input, true),
    UpdatePreparedStatement: (input) => save(input, false),
    GetPreparedStatement: (input) => ({
      PreparedStatement: describe(prepared.find(workgroupOf(input), readText(input, 'StatementName'))),
    }),
    BatchGetPreparedStatement(input) {
      const workgroup = workgroupOf(input);
      const names = findTexts(input, 'PreparedStatementNames') ?? [];
      const known = new Map(prepared.list(workgroup).map((statement) => [statement.name, statement]));
      return {
        PreparedStatements: names.flatMap((name) => known.get(name) ?? []).map(describe),
        UnprocessedPreparedStatementNames: names
          .filter((name) => !known.has(name))
          .map((name) => ({
            StatementName: name,
            ErrorCode: 'PREPARED_STATEMENT_NOT_FOUND',
            ErrorMessage: `PreparedStatement ${name} was not found in workGroup ${workgroup}`,
          })),
      };
    },
    ListPreparedStatements(input) {
      const { items, NextToken } = pageOf(prepared.list(workgroupOf(input)), input);
      return {
        PreparedStatements: items.map(({ name, modifiedMs }) => ({
          StatementName: name,
          LastModifiedTime: modifiedMs / 1000,
        })),
        NextToken,
      };
    },
    DeletePreparedStatement(input) {
      prepared.remove(workgroupOf(input), readText(input, 'StatementName'));
      return {};
    },
  };
}

function describe({ name, sql, workgroup, description, modifiedMs }: PreparedStatement) {
  return {
    StatementName: name,
    QueryStatement: sql,
    WorkGroupName: workgroup,
    Description: description || undefined,
    LastModifiedTime: modifiedMs / 1000,
  };
}
