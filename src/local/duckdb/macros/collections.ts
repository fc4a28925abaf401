/** The definitions of DuckDB macros for arrays and maps, for `CREATE MACRO`. */
export const COLLECTION_MACROS: readonly string[] = [
  `trino.has_null(list) AS (len(list) > len(list_filter(list, lambda e: e IS NOT NULL)))`,
  `trino.array_index(i) AS
     CASE WHEN i = 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'SQL array indices start at 1', i) ELSE i END`,
  `trino.subscript(list, i) AS
     list_extract(list, CASE WHEN i = 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'SQL array indices start at 1', i)
       WHEN i < 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Array subscript is negative: ' || i, i)
       WHEN i > len(list) THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'Array subscript must be less than or equal to array length: ' || i || ' > ' || len(list), i)
       ELSE i END)`,
  `trino.map_subscript(m, k) AS
     CASE WHEN m IS NULL OR k IS NULL OR map_contains(m, k) THEN map_extract_value(m, k)
       ELSE list_extract(map_values(m), trino.raise('INVALID_FUNCTION_ARGUMENT', 'Key not present in map: ' || CAST(k AS VARCHAR), CAST(k AS VARCHAR))) END`,
  `trino.contains(list, x) AS
     CASE WHEN x IS NULL THEN NULL WHEN list_contains(list, x) THEN TRUE WHEN trino.has_null(list) THEN NULL WHEN list IS NOT NULL THEN FALSE END`,
  `trino.array_position(list, x) AS
     CASE WHEN x IS NULL OR list IS NULL THEN NULL ELSE CAST(coalesce(list_position(list, x), 0) AS BIGINT) END`,
  `trino.distinct_elements(list) AS list_filter(list, lambda e, i: list_position(list, e) = i)`,
  `trino.array_intersect(a, b) AS
     CASE WHEN b IS NOT NULL THEN list_filter(trino.distinct_elements(a), lambda e: list_position(b, e) IS NOT NULL) END`,
  `trino.array_except(a, b) AS
     CASE WHEN b IS NOT NULL THEN list_filter(trino.distinct_elements(a), lambda e: list_position(b, e) IS NULL) END`,
  `trino.arrays_overlap(a, b) AS
     CASE WHEN a IS NULL OR b IS NULL THEN NULL
       WHEN len(list_filter(a, lambda e: e IS NOT NULL AND list_contains(b, e))) > 0 THEN TRUE
       WHEN len(a) > 0 AND len(b) > 0 AND (trino.has_null(a) OR trino.has_null(b)) THEN NULL ELSE FALSE END`,
  `trino.repeat_element(x, times) AS
     list_transform(range(0, CASE WHEN times < 0 OR times > 10000
       THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'count argument of repeat function must be in the range [0..10000]', times) ELSE times END), lambda i: x)`,
  `trino.slice(list, start, size) AS
     CASE WHEN list IS NULL OR start IS NULL OR size IS NULL THEN NULL
       WHEN start = 0 THEN list_slice(list, trino.raise('INVALID_FUNCTION_ARGUMENT', 'SQL array indices start at 1', start), 1)
       WHEN size < 0 THEN list_slice(list, trino.raise('INVALID_FUNCTION_ARGUMENT', 'length must be greater than or equal to 0', size), 1)
       WHEN size = 0 OR start < -len(list) OR start > len(list) THEN list_filter(list, lambda e: FALSE)
       WHEN start < 0 THEN list_slice(list, len(list) + start + 1, len(list) + start + size)
       ELSE list_slice(list, start, start + size - 1) END`,
  `trino.trim_array(list, size) AS
     CASE WHEN size < 0 THEN list_slice(list, trino.raise('INVALID_FUNCTION_ARGUMENT', 'size must not be negative: ' || size, size), 1)
       WHEN size > len(list) THEN list_slice(list, trino.raise('INVALID_FUNCTION_ARGUMENT', 'size must not exceed array cardinality ' || len(list) || ': ' || size, size), 1)
       WHEN size = len(list) THEN list_filter(list, lambda e: FALSE)
       ELSE list_slice(list, 1, len(list) - size) END`,
  `trino.flatten(lists) AS flatten(list_filter(lists, lambda e: e IS NOT NULL))`,
  `trino.sequence_step(a, b, step) AS
     CASE WHEN step = 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'step must not be zero', step)
       WHEN (b - a) * sign(step) < 0 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start', step)
       WHEN (b - a) // step >= 10000 THEN trino.raise('INVALID_FUNCTION_ARGUMENT', 'result of sequence function must not have more than 10000 entries', step)
       ELSE step END`,
  `trino.check_steps(a, b, step) AS
     CASE WHEN trino.total_milliseconds(step) = 0 THEN to_days(CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'step must not be zero', a) AS INTEGER))
       WHEN (epoch_ms(b) - epoch_ms(a)) * sign(trino.total_milliseconds(step)) < 0
         THEN to_days(CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'sequence stop value should be greater than or equal to start value if step is greater than zero otherwise stop should be less than or equal to start', a) AS INTEGER))
       WHEN (epoch_ms(b) - epoch_ms(a)) // trino.total_milliseconds(step) >= 10000
         THEN to_days(CAST(trino.raise('INVALID_FUNCTION_ARGUMENT', 'result of sequence function must not have more than 10000 entries', a) AS INTEGER))
       ELSE step END`,
  `trino.moment_sequence(a, b, step) AS generate_series(a, b, trino.check_steps(a, b, step))`,
  `trino.date_sequence(a, b, step) AS
     list_transform(trino.moment_sequence(CAST(a AS TIMESTAMP), CAST(b AS TIMESTAMP), step), lambda e: CAST(e AS DATE))`,
  // each step is counted from the start, so that the 31st comes back after a shorter month
  `trino.month_sequence(a, b, step) AS
     list_transform(range(0, CAST(date_sub('month', a, b) // trino.total_months(step) + 1 AS BIGINT)),
       lambda n: a + to_months(CAST(n * trino.total_months(step) AS INTEGER)))`,
  `trino.any_true(list) AS
     CASE WHEN list IS NULL THEN NULL WHEN list_contains(list, TRUE) THEN TRUE WHEN trino.has_null(list) THEN NULL ELSE FALSE END`,
  `trino.all_true(list) AS
     CASE WHEN list IS NULL THEN NULL WHEN list_contains(list, FALSE) THEN FALSE WHEN trino.has_null(list) THEN NULL ELSE TRUE END`,
  `trino.same_elements(a, b) AS
     CASE WHEN len(a) <> len(b) THEN FALSE ELSE trino.all_true(list_transform(range(1, len(a) + 1), lambda i: list_extract(a, i) = list_extract(b, i))) END`,
  // in whatever order the entries stand
  `trino.same_entries(a, b) AS
     CASE WHEN a IS NULL OR b IS NULL THEN NULL WHEN cardinality(a) <> cardinality(b) THEN FALSE
       ELSE trino.all_true(list_transform(map_keys(a), lambda k: CASE WHEN map_contains(b, k) THEN map_extract_value(a, k) = map_extract_value(b, k) ELSE FALSE END)) END`,
  `trino.ngrams(list, n) AS
     CASE WHEN n <= 0 THEN [list_slice(list, trino.raise('INVALID_FUNCTION_ARGUMENT', 'N must be positive', n), 1)]
       WHEN len(list) <= n THEN [list]
       ELSE list_transform(range(1, len(list) - n + 2), lambda i: list_slice(list, i, i + n - 1)) END`,
  `trino.contains_sequence(list, part) AS
     CASE WHEN list IS NULL OR part IS NULL THEN NULL WHEN len(part) = 0 THEN TRUE
       ELSE list_contains(list_transform(range(1, len(list) - len(part) + 2), lambda i: list_slice(list, i, i + len(part) - 1)), part) END`,

  `trino.map(keys, vals) AS
     CASE WHEN keys IS NULL OR vals IS NULL THEN NULL
       WHEN len(keys) <> len(vals) THEN map(list_slice(keys, trino.raise('INVALID_FUNCTION_ARGUMENT', 'Key and value arrays must be the same length', len(keys)), 1), list_slice(vals, 1, 1))
       ELSE map(keys, vals) END`,
  `trino.array_histogram(list) AS
     CASE WHEN list IS NULL THEN NULL ELSE map_from_entries(list_transform(
       list_filter(trino.distinct_elements(list), lambda e: e IS NOT NULL),
       lambda k: struct_pack(key := k, value := CAST(len(list_filter(list, lambda e: e = k)) AS BIGINT)))) END`,
  `trino.most_frequent(size, counts) AS
     CASE WHEN counts IS NULL THEN NULL ELSE map_from_entries(list_transform(
       list_slice(list_sort(list_transform(map_entries(counts), lambda e: struct_pack(n := -CAST(e.value AS BIGINT), k := e.key))), 1, size),
       lambda e: struct_pack(key := e.k, value := -e.n))) END`,
  `trino.combinations(list, size) AS
     list_transform(trino_combinations(CAST(len(list) AS BIGINT), size), lambda chosen: list_transform(chosen, lambda i: list_extract(list, i)))`,
  `trino.dot_product(a, b) AS list_sum(list_transform(map_keys(a), lambda k: coalesce(map_extract_value(a, k) * map_extract_value(b, k), 0e0)))`,
  `trino.cosine_similarity(a, b) AS
     CASE WHEN len(map_keys(a)) = 0 OR len(map_keys(b)) = 0 THEN NULL
       ELSE trino.dot_product(a, b) / (sqrt(trino.dot_product(a, a)) * sqrt(trino.dot_product(b, b))) END`,
  `trino.counts_to_bigint(counts) AS
     CASE WHEN counts IS NULL THEN NULL ELSE map_from_entries(list_transform(map_entries(counts), lambda e: struct_pack(key := e.key, value := CAST(e.value AS BIGINT)))) END`,
  `trino.first_entries(entries) AS
     CASE WHEN len(entries) > 0 THEN map_from_entries(list_filter(entries,
       lambda e, i: list_position(list_transform(entries, lambda o: o.key), e.key) = i)) END`,
  `trino.union_entries(lists) AS
     CASE WHEN len(list_filter(lists, lambda l: l IS NOT NULL)) > 0
       THEN coalesce(trino.first_entries(flatten(list_filter(lists, lambda l: l IS NOT NULL))), map_from_entries(list_filter(flatten(lists), lambda e: FALSE))) END`,
  `trino.grouped_entries(entries) AS
     CASE WHEN len(entries) > 0 THEN map_from_entries(list_transform(
       trino.distinct_elements(list_transform(entries, lambda o: o.key)),
       lambda k: struct_pack(key := k, value := list_transform(list_filter(entries, lambda e: e.key = k), lambda e: e.value)))) END`,
  `trino.multimap(entries) AS
     CASE WHEN entries IS NULL THEN NULL
       WHEN len(entries) = 0 THEN map_from_entries(list_transform(entries, lambda e: struct_pack(key := e.key, value := [e.value])))
       ELSE trino.grouped_entries(entries) END`,
];
