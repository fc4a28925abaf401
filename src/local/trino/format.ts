import type { FunctionCall } from './functions/table.ts';

import { toText } from './cast.ts';

/** `format(…)`: each argument is given to Java's formatter as the text that Trino would print. */
export function formatSql(call: FunctionCall): string {
  const [pattern, ...values] = call.args;
  const texts = values.map((sql, index) => {
    const type = call.types[index + 1]!;
    return (
      toText(sql, type) ??
      (type.kind === 'unknown'
        ? 'CAST(NULL AS VARCHAR)'
        : call.fail(`format() cannot print an argument of type ${type.kind}`, 'NOT_SUPPORTED'))
    );
  });
  return `trino_format(${pattern}, CAST([${texts.join(', ')}] AS VARCHAR[]))`;
}
