import type { Expression } from '../../trino/syntax.ts';
import type { Context, Typed } from './context.ts';

import { TrinoError } from '../../trino/error.ts';
import { parseExpression } from '../../trino/grammar.ts';
import { queryReader } from '../../trino/query-reader.ts';
import { translateExpression } from './expressions/expression.ts';
import { stringLiteral } from './operators/literal.ts';

/**
 * ExecutionParameters as Athena reads them: a value that is an expression without columns is that expression, any
 * other text is a string. Each is parsed alone, so none can reach beyond its own place.
 */
export function bindParameters(values: readonly string[]): Typed[] {
  return values.map((value) => {
    const expression = constantExpression(value);
    return expression ? translateExpression(expression, EMPTY) : stringLiteral(value);
  });
}

const EMPTY: Context = {
  session: {
    catalog: new Map(),
    database: '',
    parameters: [],
    uniqueName: (base) => `${base}$0`,
    noteRead: () => undefined,
  },
  tables: new Map(),
  clause: 'Parameter',
  query: (query) => {
    throw new TrinoError(
      'NOT_SUPPORTED',
      'A subquery as a parameter is not supported by the embedded engine',
      query.at,
    );
  },
};

function constantExpression(value: string): Expression | undefined {
  const tree = parseExpression(value);
  if (!tree) return undefined;
  try {
    const reader = queryReader(tree);
    const expression = reader.expression(tree);
    return reader.parameterCount === 0 && !mentionsColumn(expression) ? expression : undefined;
  } catch (error) {
    if (error instanceof TrinoError && error.name === 'SYNTAX_ERROR') return undefined;
    throw error;
  }
}

/** Whether a column stands anywhere in the tree. */
function mentionsColumn(node: unknown): boolean {
  if (Array.isArray(node)) return node.some(mentionsColumn);
  if (typeof node !== 'object' || node === null) return false;
  if ('kind' in node && node.kind === 'column') return true;
  return Object.values(node).some(mentionsColumn);
}
