import type { Expression } from '../../trino/syntax.ts';
import type { Context, TypedSql } from './context.ts';

import { TrinoError } from '../../trino/error.ts';
import { expressionsOf } from '../../trino/nodes.ts';
import { parseExpression } from '../../trino/parse.ts';
import { translateExpression } from './expressions/expression.ts';
import { stringLiteral } from './operators/literal.ts';

/**
 * Translates ExecutionParameters as Athena reads them: a text that is an expression without columns is that expression, any other
 * text a string. Each is parsed by itself, so that none can change the statement around its `?`.
 */
export function bindParameters(values: readonly string[]): TypedSql[] {
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
  },
  tables: new Map(),
  clause: 'Parameter',
  translate: translateExpression,
  query: (query) => {
    throw new TrinoError(
      'NOT_SUPPORTED',
      'A subquery as a parameter is not supported by the embedded engine',
      query.at,
    );
  },
};

function constantExpression(value: string): Expression | undefined {
  try {
    const parsed = parseExpression(value);
    if (!parsed || parsed.parameterCount > 0) return undefined;
    const isConstant = expressionsOf(parsed.expression, 'column').next().done;
    return isConstant ? parsed.expression : undefined;
  } catch (error) {
    if (error instanceof TrinoError && error.name === 'SYNTAX_ERROR') return undefined;
    throw error;
  }
}
