import { createHash } from 'node:crypto';

import type { Statement } from '../answer/statement.ts';
import type { Query } from '../catalogue/query.ts';

/**
 * Returns the statement with a comment at its end that names the query, its version and the hash of its parameters,
 * to be seen in Athena's history. It is the same for the same statement and parameters and different for others, so
 * that Athena reuses its result only for these.
 */
export function taggedStatement(
  { sql, parameters }: Statement,
  { name, version }: Pick<Query, 'name' | 'version'>,
): Statement {
  const hash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex').slice(0, 16);
  return { sql: `${sql.replace(/;\s*$/, '')}\n/* owlpost ${name}@${version} ${hash} */`, parameters };
}
