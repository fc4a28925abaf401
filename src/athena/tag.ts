import { createHash } from 'node:crypto';

import type { Statement } from '../answer/statement.ts';
import type { Query } from '../catalogue/query.ts';

/**
 * The statement with a comment at its end that names the query, its version and its parameters by their hash: in Athena's
 * history one sees what it is for. It is always the same for the same statement and parameters, and another for others, so
 * that Athena can serve its result again and never that of other parameters.
 */
export function taggedStatement(
  { sql, parameters }: Statement,
  { name, version }: Pick<Query, 'name' | 'version'>,
): Statement {
  const hash = createHash('sha256').update(JSON.stringify(parameters)).digest('hex').slice(0, 16);
  return { sql: `${sql.replace(/;\s*$/, '')}\n/* owlpost ${name}@${version} ${hash} */`, parameters };
}
