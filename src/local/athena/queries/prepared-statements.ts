import { ApiError, invalid } from '../protocol/api-error.ts';

/** A prepared statement of a workgroup. */
export type PreparedStatement = {
  readonly name: string;
  readonly workgroup: string;
  readonly sql: string;
  readonly description: string;
  readonly modifiedMs: number;
};

const NAME = /^[a-zA-Z_][a-zA-Z0-9_@:]{0,255}$/;

/** The prepared statements of an embedded Athena. */
export type PreparedStatements = ReturnType<typeof openPreparedStatements>;

/** Creates the prepared statements of a server, in memory, by workgroup and name. Its functions throw an ApiError for an unknown or wrong name. */
export function openPreparedStatements() {
  const statements = new Map<string, PreparedStatement>();
  const keyOf = (workgroup: string, name: string) => `${workgroup}\n${name}`;

  function find(workgroup: string, name: string): PreparedStatement {
    const statement = statements.get(keyOf(workgroup, name));
    if (statement) return statement;
    throw new ApiError(
      'ResourceNotFoundException',
      `PreparedStatement ${name} was not found in workGroup ${workgroup}`,
      {
        code: 'PREPARED_STATEMENT_NOT_FOUND',
        members: { ResourceName: name },
      },
    );
  }

  return {
    find,
    list: (workgroup: string) =>
      [...statements.values()]
        .filter((statement) => statement.workgroup === workgroup)
        .sort((a, b) => (a.name < b.name ? -1 : 1)),

    /** Adds or replaces a statement. With `isNew` it throws for a name that exists. */
    save(
      { workgroup, name, sql, description }: Omit<PreparedStatement, 'modifiedMs'>,
      { isNew }: { isNew: boolean },
    ): void {
      if (!NAME.test(name)) {
        throw invalid(`The prepared statement name ${name} must match the pattern [a-zA-Z_][a-zA-Z0-9_@:]{1,256}.`);
      }
      const key = keyOf(workgroup, name);
      if (isNew && statements.has(key))
        throw invalid(`PreparedStatement ${name} already exists in workGroup ${workgroup}`);
      statements.set(key, { workgroup, name, sql, description, modifiedMs: Date.now() });
    },

    remove(workgroup: string, name: string): void {
      find(workgroup, name);
      statements.delete(keyOf(workgroup, name));
    },
  };
}
