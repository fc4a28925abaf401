import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import { BIGINT, DOUBLE, DuckDBScalarFunction, FLOAT, INTEGER, LIST, VARCHAR } from '@duckdb/node-api';

import { jsonElements, jsonMember, jsonMembers, jsonToBoolean, jsonToNumber, jsonToText, parseJson } from './json.ts';
import { decimalText, doubleText, intervalText, realText } from './text.ts';

/** A function that DuckDB calls back for each row; any NULL argument makes the result NULL without a call. */
type Native = {
  readonly parameters: readonly DuckDBType[];
  readonly result: DuckDBType;
  readonly apply: (...values: never[]) => DuckDBValue;
};

const native = <Values extends unknown[]>(
  parameters: readonly DuckDBType[],
  result: DuckDBType,
  apply: (...values: Values) => DuckDBValue,
): Native => ({ parameters, result, apply: apply as Native['apply'] });

/** What DuckDB has no words for, in Java's own semantics. */
const NATIVES: Readonly<Record<string, Native>> = {
  trino_double_text: native([DOUBLE], VARCHAR, doubleText),
  trino_real_text: native([FLOAT], VARCHAR, realText),
  trino_decimal_text: native([DOUBLE, INTEGER, INTEGER], VARCHAR, decimalText),
  trino_interval_text: native([BIGINT], VARCHAR, (milliseconds: bigint) => intervalText(Number(milliseconds))),
  trino_json_parse: native([VARCHAR], VARCHAR, parseJson),
  trino_json_to_text: native([VARCHAR, VARCHAR], VARCHAR, jsonToText),
  trino_json_to_number: native([VARCHAR, VARCHAR], VARCHAR, jsonToNumber),
  trino_json_to_boolean: native([VARCHAR], VARCHAR, jsonToBoolean),
  trino_json_elements: native([VARCHAR], LIST(VARCHAR), jsonElements),
  trino_json_members: native([VARCHAR], LIST(LIST(VARCHAR)), jsonMembers),
  trino_json_member: native([VARCHAR, VARCHAR, INTEGER], VARCHAR, jsonMember),
};

/** Makes the functions known to every connection of the instance. */
export function registerNatives(connection: DuckDBConnection): void {
  for (const [name, { parameters, result, apply }] of Object.entries(NATIVES)) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: parameters,
        returnType: result,
        mainFunction: (_info, chunk, output) => {
          const columns = parameters.map((_, index) => chunk.getColumnVector(index));
          for (let row = 0; row < chunk.rowCount; row += 1) {
            const values = columns.map((column) => column.getItem(row));
            output.setItem(row, values.includes(null) ? null : apply(...(values as never[])));
          }
          output.flush();
        },
      }),
    );
  }
}
