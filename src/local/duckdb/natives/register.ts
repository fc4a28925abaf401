import type { DuckDBConnection, DuckDBType, DuckDBValue } from '@duckdb/node-api';
import {
  BIGINT,
  BLOB,
  BOOLEAN,
  DOUBLE,
  DuckDBScalarFunction,
  FLOAT,
  INTEGER,
  LIST,
  STRUCT,
  VARCHAR,
} from '@duckdb/node-api';

import { crc32, fromUtf8, hash, hmac, reverseBytes } from './bytes.ts';
import { javaFormat, mysqlFormat } from './date-format.ts';
import { javaParse, mysqlParse } from './date-parse.ts';
import { humanSeconds, parseDataSize, parseDuration } from './duration.ts';
import * as encodings from './encodings.ts';
import { formatNumber, javaText } from './format.ts';
import { isoDate, isoTimestamp } from './iso-date.ts';
import * as json from './json.ts';
import { decimalText, doubleText, intervalText, realText } from './number-text.ts';
import * as numbers from './numbers.ts';
import * as regular from './regular-expression.ts';
import * as documents from './sql-json.ts';
import * as words from './strings.ts';
import { digestQuantiles, discreteQuantiles } from './t-digest.ts';
import { withinTime } from './time-limit.ts';
import { decodeUrl, urlParameter, urlPart } from './url.ts';

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
): Native => ({ parameters, result, apply: apply as unknown as Native['apply'] });

/** Functions that DuckDB's SQL cannot express, with Java's semantics. */
const NATIVES: Readonly<Record<string, Native>> = {
  trino_double_text: native([DOUBLE], VARCHAR, doubleText),
  trino_real_text: native([FLOAT], VARCHAR, realText),
  trino_decimal_text: native([DOUBLE, INTEGER, INTEGER], VARCHAR, decimalText),
  trino_interval_text: native([BIGINT], VARCHAR, (milliseconds: bigint) => intervalText(Number(milliseconds))),
  trino_format: native([VARCHAR, LIST(VARCHAR)], VARCHAR, javaText),
  trino_format_number: native([DOUBLE], VARCHAR, formatNumber),

  trino_json_parse: native([VARCHAR], VARCHAR, json.parseJson),
  trino_json_format: native([VARCHAR], VARCHAR, json.jsonFormat),
  trino_json_to_text: native([VARCHAR, VARCHAR], VARCHAR, json.jsonToText),
  trino_json_to_number: native([VARCHAR, VARCHAR], VARCHAR, json.jsonToNumber),
  trino_json_to_boolean: native([VARCHAR], VARCHAR, json.jsonToBoolean),
  trino_json_elements: native([VARCHAR], LIST(VARCHAR), json.jsonElements),
  trino_json_members: native([VARCHAR], LIST(LIST(VARCHAR)), json.jsonMembers),
  trino_json_member: native([VARCHAR, VARCHAR, INTEGER], VARCHAR, json.jsonMember),
  trino_json_extract: native([VARCHAR, VARCHAR], VARCHAR, json.jsonExtract),
  trino_json_extract_scalar: native([VARCHAR, VARCHAR], VARCHAR, json.jsonExtractScalar),
  trino_json_array_length: native([VARCHAR], BIGINT, json.jsonArrayLength),
  trino_json_array_contains: native([VARCHAR, VARCHAR, VARCHAR], BOOLEAN, json.jsonArrayContains),
  trino_json_array_get: native([VARCHAR, BIGINT], VARCHAR, json.jsonArrayGet),
  trino_json_size: native([VARCHAR, VARCHAR], BIGINT, json.jsonSize),
  trino_is_json_scalar: native([VARCHAR], BOOLEAN, json.isJsonScalar),

  trino_json_value: native([VARCHAR, VARCHAR, VARCHAR, VARCHAR, VARCHAR], VARCHAR, documents.jsonValue),
  trino_json_query: native(
    [VARCHAR, VARCHAR, VARCHAR, VARCHAR, VARCHAR, VARCHAR, VARCHAR],
    VARCHAR,
    documents.jsonQuery,
  ),
  trino_json_exists: native([VARCHAR, VARCHAR, VARCHAR, VARCHAR], BOOLEAN, documents.jsonExists),
  trino_json_array: native([LIST(VARCHAR), BOOLEAN], VARCHAR, documents.jsonArray),
  trino_json_object: native([LIST(VARCHAR), BOOLEAN, BOOLEAN], VARCHAR, documents.jsonObject),

  trino_regexp_like: native([VARCHAR, VARCHAR], BOOLEAN, regular.regexpLike),
  trino_regexp_extract: native([VARCHAR, VARCHAR, BIGINT], VARCHAR, regular.regexpExtract),
  trino_regexp_extract_all: native([VARCHAR, VARCHAR, BIGINT], LIST(VARCHAR), regular.regexpExtractAll),
  trino_regexp_replace: native([VARCHAR, VARCHAR, VARCHAR], VARCHAR, regular.regexpReplace),
  trino_regexp_count: native([VARCHAR, VARCHAR], BIGINT, regular.regexpCount),
  trino_regexp_position: native([VARCHAR, VARCHAR, INTEGER, INTEGER], INTEGER, regular.regexpPosition),
  trino_regexp_groups: native([VARCHAR, VARCHAR], LIST(LIST(VARCHAR)), regular.regexpGroups),
  trino_regexp_split: native([VARCHAR, VARCHAR], LIST(VARCHAR), regular.regexpSplit),

  trino_mysql_format: native([BIGINT, VARCHAR], VARCHAR, mysqlFormat),
  trino_mysql_parse: native([VARCHAR, VARCHAR], BIGINT, mysqlParse),
  trino_java_format: native([BIGINT, VARCHAR, INTEGER, VARCHAR], VARCHAR, javaFormat),
  trino_java_parse: native([VARCHAR, VARCHAR], BIGINT, javaParse),
  trino_iso_date: native([VARCHAR], VARCHAR, isoDate),
  trino_iso_timestamp: native([VARCHAR], BIGINT, isoTimestamp),
  trino_parse_duration: native([VARCHAR], BIGINT, parseDuration),
  trino_parse_data_size: native([VARCHAR], VARCHAR, parseDataSize),
  trino_human_seconds: native([DOUBLE], VARCHAR, humanSeconds),

  trino_reverse: native([VARCHAR], VARCHAR, words.reverse),
  trino_strpos: native([VARCHAR, VARCHAR, BIGINT], BIGINT, words.strpos),
  trino_split: native([VARCHAR, VARCHAR, BIGINT], LIST(VARCHAR), words.split),
  trino_split_pairs: native(
    [VARCHAR, VARCHAR, VARCHAR, BOOLEAN],
    LIST(STRUCT({ key: VARCHAR, value: VARCHAR })),
    words.splitPairs,
  ),
  trino_chr: native([BIGINT], VARCHAR, words.chr),
  trino_normalize: native([VARCHAR, VARCHAR], VARCHAR, words.normalize),
  trino_levenshtein: native([VARCHAR, VARCHAR], BIGINT, words.levenshtein),
  trino_hamming: native([VARCHAR, VARCHAR], BIGINT, words.hamming),
  trino_soundex: native([VARCHAR], VARCHAR, words.soundex),
  trino_luhn: native([VARCHAR], BOOLEAN, words.luhn),
  trino_cbrt: native([DOUBLE], DOUBLE, numbers.cubeRoot),
  trino_to_base: native([BIGINT, BIGINT], VARCHAR, numbers.toBase),
  trino_from_base: native([VARCHAR, BIGINT], BIGINT, numbers.fromBase),
  trino_shift_left: native([BIGINT, INTEGER, INTEGER], BIGINT, numbers.shiftLeft),
  trino_shift_right: native([BIGINT, INTEGER, INTEGER], BIGINT, numbers.shiftRight),
  trino_shift_right_signed: native([BIGINT, INTEGER, INTEGER], BIGINT, numbers.shiftRightSigned),
  trino_combinations: native([BIGINT, INTEGER], LIST(LIST(INTEGER)), numbers.combinations),
  trino_inverse_normal_cdf: native([DOUBLE, DOUBLE, DOUBLE], DOUBLE, numbers.inverseNormalCdf),
  trino_normal_cdf: native([DOUBLE, DOUBLE, DOUBLE], DOUBLE, numbers.normalCdf),

  trino_digest_quantiles: native([LIST(DOUBLE), LIST(DOUBLE), LIST(DOUBLE), BOOLEAN], LIST(DOUBLE), digestQuantiles),
  trino_discrete_quantiles: native([LIST(BIGINT), LIST(DOUBLE), LIST(DOUBLE)], LIST(BIGINT), discreteQuantiles),

  trino_url: native([VARCHAR, VARCHAR], VARCHAR, urlPart),
  trino_url_parameter: native([VARCHAR, VARCHAR], VARCHAR, urlParameter),
  trino_url_decode: native([VARCHAR], VARCHAR, decodeUrl),
  trino_hash: native([BLOB, VARCHAR], BLOB, hash),
  trino_hmac: native([BLOB, BLOB, VARCHAR], BLOB, hmac),
  trino_crc32: native([BLOB], BIGINT, crc32),
  trino_to_base32: native([BLOB], VARCHAR, encodings.toBase32),
  trino_from_base32: native([VARCHAR], BLOB, encodings.fromBase32),
  trino_xxhash64: native([BLOB], BLOB, encodings.xxhash64),
  trino_from_utf8: native([BLOB, VARCHAR], VARCHAR, fromUtf8),
  trino_reverse_bytes: native([BLOB], BLOB, reverseBytes),
};

/** Registers the native functions, which DuckDB calls back for each row, for every connection of the instance. */
export function registerNatives(connection: DuckDBConnection): void {
  for (const [name, { parameters, result, apply }] of Object.entries(NATIVES)) {
    connection.registerScalarFunction(
      DuckDBScalarFunction.create({
        name,
        parameterTypes: parameters,
        returnType: result,
        mainFunction: (_info, chunk, output) => {
          const columns = parameters.map((_, index) => chunk.getColumnVector(index));
          withinTime(() => {
            for (let row = 0; row < chunk.rowCount; row += 1) {
              const values = columns.map((column) => column.getItem(row));
              output.setItem(row, values.includes(null) ? null : apply(...(values as never[])));
            }
          });
          output.flush();
        },
      }),
    );
  }
}
