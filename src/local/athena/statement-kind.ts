/** How Athena classes a statement. Results of DML have a header row and are `.csv`, all others are `.txt`. */
export type StatementKind = { readonly type: 'DML' | 'DDL' | 'UTILITY'; readonly substatement: string };

const KINDS: readonly [RegExp, StatementKind][] = [
  [/^EXPLAIN\b/, { type: 'DML', substatement: 'EXPLAIN' }],
  [/^SHOW (DATABASES|SCHEMAS)\b/, { type: 'UTILITY', substatement: 'SHOW_DATABASES' }],
  [/^SHOW TABLES\b/, { type: 'UTILITY', substatement: 'SHOW_TABLES' }],
  [/^SHOW VIEWS\b/, { type: 'UTILITY', substatement: 'SHOW_VIEWS' }],
  [/^SHOW COLUMNS\b/, { type: 'UTILITY', substatement: 'SHOW_COLUMNS' }],
  [/^SHOW PARTITIONS\b/, { type: 'UTILITY', substatement: 'SHOW_PARTITIONS' }],
  [/^SHOW CREATE TABLE\b/, { type: 'UTILITY', substatement: 'SHOW_CREATE_TABLE' }],
  [/^SHOW\b/, { type: 'UTILITY', substatement: 'SHOW' }],
  [/^(DESCRIBE|DESC)\b/, { type: 'UTILITY', substatement: 'DESCRIBE_TABLE' }],
  [/^INSERT\b/, { type: 'DML', substatement: 'INSERT' }],
  [/^UNLOAD\b/, { type: 'DML', substatement: 'UNLOAD' }],
  [/^(CREATE|ALTER|DROP|MSCK)\b/, { type: 'DDL', substatement: 'DDL' }],
];
const SELECT: StatementKind = { type: 'DML', substatement: 'SELECT' };

/** Tells a statement by its first words. */
export function kindOfStatement(sql: string): StatementKind {
  const words = firstWords(sql);
  return KINDS.find(([pattern]) => pattern.test(words))?.[1] ?? SELECT;
}

/** The statement without comments before it, its first white space made single and its letters large. */
function firstWords(sql: string): string {
  return sql
    .replace(/^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '')
    .slice(0, 200)
    .replace(/\s+/g, ' ')
    .toUpperCase();
}
