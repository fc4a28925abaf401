import { messageOf } from '../../error.ts';
import { TrinoError } from '../../trino/error.ts';
import { raisedBy } from '../../trino/fail.ts';

/** Patterns of DuckDB's messages, with the name and the message of Trino's error for the same. */
const TRINO_ERRORS: readonly (readonly [pattern: RegExp, name: string, message: string])[] = [
  [/^Interrupted|INTERRUPT/i, 'USER_CANCELED', 'Query was canceled'],
  [
    /Out of Memory|memory limit|could not allocate|temporary directory/i,
    'EXCEEDED_LOCAL_MEMORY_LIMIT',
    'Query exceeded the memory limit of the embedded engine',
  ],
  [
    /must appear in the GROUP BY clause/i,
    'EXPRESSION_NOT_AGGREGATE',
    'An expression must be an aggregate expression or appear in GROUP BY clause',
  ],
  [
    /More than one row returned by a subquery/i,
    'SUBQUERY_MULTIPLE_ROWS',
    'Scalar sub-query has returned multiple rows',
  ],
  [/Invalid escape string/i, 'INVALID_FUNCTION_ARGUMENT', 'Escape string must be a single character'],
  [
    /Like pattern must not end with escape character/i,
    'INVALID_FUNCTION_ARGUMENT',
    "Escape character must be followed by '%', '_' or the escape character itself",
  ],
  [/Could not decode string .* as base64/is, 'INVALID_FUNCTION_ARGUMENT', 'Illegal base64 text'],
  [/Map keys must be unique/i, 'INVALID_FUNCTION_ARGUMENT', 'Duplicate map keys are not allowed'],
  [/Map keys can not be NULL/i, 'INVALID_FUNCTION_ARGUMENT', 'map key cannot be null'],
  [/Overflow in (addition|subtraction|multiplication)/i, 'NUMERIC_VALUE_OUT_OF_RANGE', '$1 overflow'],
  [/out of range|overflow/i, 'NUMERIC_VALUE_OUT_OF_RANGE', 'Value out of range'],
  [/invalid regular expression|regex/i, 'INVALID_FUNCTION_ARGUMENT', 'Invalid or unsupported regular expression'],
  [/Could not convert string '(.*?)' to (\w+)/is, 'INVALID_CAST_ARGUMENT', "Cannot cast '$1' to $2"],
  [/Conversion Error/i, 'INVALID_CAST_ARGUMENT', 'Cannot cast a value to the type asked for'],
];

/**
 * Returns the TrinoError for an error that DuckDB threw while running a translation. DuckDB's own message quotes SQL,
 * paths and rewritten names, so it is kept as the cause and never shown.
 */
export function trinoErrorOf(error: unknown): TrinoError {
  const text = messageOf(error);
  const raised = raisedBy(error);
  if (raised) return new TrinoError(raised.name, raised.message, undefined, { cause: error });
  for (const [pattern, name, message] of TRINO_ERRORS) {
    const match = pattern.exec(text);
    if (match)
      return new TrinoError(
        name,
        message.replace(/\$(\d)/g, (_, group) => match[Number(group)] ?? ''),
        undefined,
        { cause: error },
      );
  }
  return new TrinoError('GENERIC_INTERNAL_ERROR', 'The embedded engine failed to run this statement', undefined, {
    cause: error,
  });
}
