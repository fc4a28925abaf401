/** The definitions of DuckDB macros for casts from strings and for functions on strings, for `CREATE MACRO`. */
export const STRING_MACROS: readonly string[] = [
  `trino.check_like(pattern, sign) AS
     CASE WHEN length(sign) = 1 AND contains(replace(replace(replace(pattern, sign || sign, ''), sign || '%', ''), sign || '_', ''), sign)
       THEN CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'Escape character must be followed by ''%'', ''_'' or the escape character itself', pattern) AS VARCHAR)
       ELSE pattern END`,
  `trino.no_cast(text, target) AS
     CAST(trino.raise('INVALID_CAST_ARGUMENT', 'Cannot cast ''' || text || ''' to ' || target, text) AS VARCHAR)`,
  `trino.no_date(text, target) AS
     CAST(trino.raise('INVALID_CAST_ARGUMENT', 'Value cannot be cast to ' || target || ': ' || text, text) AS VARCHAR)`,
  `trino.check_integer(text, target) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '[+-]?[0-9]+') THEN text ELSE trino.no_cast(text, target) END`,
  `trino.check_double(text, target) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '\\s*[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?\\s*|\\s*[+-]?(NaN|Infinity)\\s*')
       THEN trim(text) ELSE trino.no_cast(text, target) END`,
  `trino.check_decimal(text, target) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '[+-]?([0-9]+\\.?[0-9]*|\\.[0-9]+)([eE][+-]?[0-9]+)?')
       THEN text ELSE trino.no_cast(text, target) END`,
  `trino.check_boolean(text) AS
     CASE WHEN text IS NULL THEN NULL
       WHEN lower(text) IN ('true', 't', '1') THEN TRUE
       WHEN lower(text) IN ('false', 'f', '0') THEN FALSE
       ELSE CAST(trino.no_cast(text, 'boolean') AS BOOLEAN) END`,
  `trino.check_date(text) AS
     CASE WHEN text IS NULL THEN NULL
       WHEN regexp_full_match(text, '\\s*[0-9]{4,6}-[0-9]{1,2}-[0-9]{1,2}\\s*') AND TRY_CAST(trim(text) AS DATE) IS NOT NULL
       THEN TRY_CAST(trim(text) AS DATE) ELSE CAST(trino.no_date(text, 'date') AS DATE) END`,
  `trino.with_seconds(text) AS CASE WHEN regexp_full_match(text, '.* [0-9]+:[0-9]+') THEN text || ':00' ELSE text END`,
  `trino.check_timestamp(text) AS
     CASE WHEN text IS NULL THEN NULL
       WHEN regexp_full_match(text, '\\s*[0-9]{4,6}-[0-9]{1,2}-[0-9]{1,2}( [0-9]{1,2}:[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{1,12})?)?)?\\s*')
         AND TRY_CAST(trino.with_seconds(trim(text)) AS TIMESTAMP) IS NOT NULL
       THEN TRY_CAST(trino.with_seconds(trim(text)) AS TIMESTAMP) ELSE CAST(trino.no_date(text, 'timestamp') AS TIMESTAMP) END`,
  // the zone stands at the end; one that is not the type's own cannot be kept
  `trino.check_zoned(text, zone) AS
     CASE WHEN text IS NULL THEN NULL
       WHEN regexp_extract(text, '([A-Za-z]\\S*|[+-][0-9]{2}:[0-9]{2})\\s*$', 1) IN ('', zone)
       THEN trino.check_timestamp(regexp_replace(text, '\\s*([A-Za-z]\\S*|[+-][0-9]{2}:[0-9]{2})\\s*$', ''))
       ELSE CAST(trino.raise('NOT_SUPPORTED', 'A column of timestamps in several time zones is not supported by the embedded engine', text) AS VARCHAR)::TIMESTAMP END`,
  `trino.check_time(text) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '\\s*([01]?[0-9]|2[0-3]):[0-9]{1,2}(:[0-9]{1,2}(\\.[0-9]{1,12})?)?\\s*')
       THEN CASE WHEN regexp_full_match(text, '\\s*[0-9]+:[0-9]+\\s*') THEN trim(text) || ':00' ELSE trim(text) END
       ELSE trino.no_date(text, 'time') END`,
  `trino.fit_varchar(text, size, source) AS
     CASE WHEN length(text) > size
       THEN CAST(trino.raise('INVALID_CAST_ARGUMENT', 'Value ' || text || ' cannot be represented as varchar(' || size || ')', text) AS VARCHAR)
       ELSE text END`,

  `trino.fit_list(text) AS
     CASE WHEN octet_length(encode(text)) > 1048576
       THEN CAST(trino.raise('EXCEEDED_FUNCTION_MEMORY_LIMIT', 'Concatenated string has the length in bytes larger than the maximum output length 1048576', text) AS VARCHAR) ELSE text END`,
  // what is no number is a JSON text
  `trino.json_number(text) AS CASE WHEN text IN ('NaN', 'Infinity', '-Infinity') THEN '"' || text || '"' ELSE text END`,

  `trino.substring(text, start) AS
       CASE WHEN text IS NULL OR start IS NULL THEN NULL
         WHEN start = 0 OR start < -length(text) OR start > length(text) THEN ''
         ELSE substr(text, start) END,
     (text, start, size) AS
       CASE WHEN text IS NULL OR start IS NULL OR size IS NULL THEN NULL
         WHEN start = 0 OR start < -length(text) OR start > length(text) OR size <= 0 THEN ''
         ELSE substr(text, start, least(size, length(text))) END`,
  `trino.bytes_from(bytes, start, size) AS
     CASE WHEN bytes IS NULL OR start IS NULL OR size IS NULL THEN NULL
       WHEN start = 0 OR start < -octet_length(bytes) OR start > octet_length(bytes) OR size <= 0 THEN CAST('' AS BLOB)
       ELSE unhex(substr(hex(bytes), CASE WHEN start < 0 THEN octet_length(bytes) + start ELSE start - 1 END * 2 + 1, least(size, octet_length(bytes)) * 2)) END`,
  `trino.check_padding(text, size, padding) AS
     CASE WHEN size < 0 OR size > 2147483647 THEN CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'Target length must be in the range [0..2147483647]', size) AS VARCHAR)
       WHEN padding = '' THEN CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'Padding string must not be empty', size) AS VARCHAR) ELSE text END`,
  `trino.pad_left(text, size, padding) AS lpad(trino.check_padding(text, size, padding), CAST(size AS INTEGER), padding)`,
  `trino.pad_right(text, size, padding) AS rpad(trino.check_padding(text, size, padding), CAST(size AS INTEGER), padding)`,
  `trino.split_part(text, delimiter, part) AS
     CASE WHEN part < 1 THEN CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'Index must be greater than zero', part) AS VARCHAR)
       WHEN delimiter IS NOT NULL THEN list_extract(string_split(text, delimiter), part) END`,
  `trino.replace(text, part, other) AS
     CASE WHEN part = '' AND text = '' THEN other WHEN part = '' THEN array_to_string(list_append(list_prepend('', string_split(text, '')), ''), other)
       ELSE replace(text, part, other) END`,
  // as a form does it: a space is a plus sign, and of all signs only -_.* stay
  `trino.url_encode(text) AS replace(replace(replace(url_encode(text), '%20', '+'), '~', '%7E'), '%2A', '*')`,
  `trino.interleave(gaps, replacements) AS
     array_to_string(list_transform(range(1, len(gaps) + 1), lambda i: list_extract(gaps, i) || coalesce(list_extract(replacements, i), '')), '')`,
  `trino.from_hex(text) AS
     CASE WHEN text IS NULL OR regexp_full_match(text, '([0-9A-Fa-f]{2})*') THEN unhex(text)
       ELSE CAST(CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'Invalid hex input: ' || text, text) AS VARCHAR) AS BLOB) END`,
  `trino.of_size(bytes, size) AS
     CASE WHEN octet_length(bytes) <> size
       THEN CAST(CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'expected ' || size || '-byte input, but got instead: ' || octet_length(bytes), bytes) AS VARCHAR) AS BLOB)
       ELSE bytes END`,
];
