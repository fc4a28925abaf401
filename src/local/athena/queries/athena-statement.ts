import type { StatementKind } from './embedded-execution.ts';

/** The name of a table in a statement, in lower case; `database` is absent when it is not written. */
export type TableName = { readonly database?: string; readonly table: string };

/** A statement by how the server runs it. What has no other kind is a query; `refused` ones, which would write, are not run. */
export type AthenaStatement =
  | { readonly kind: 'query'; readonly sql: string }
  | { readonly kind: 'explain'; readonly sql: string; readonly options: readonly string[] }
  | { readonly kind: 'show databases'; readonly pattern?: string }
  | { readonly kind: 'show tables' | 'show views'; readonly database?: string; readonly pattern?: string }
  | {
      readonly kind:
        | 'show columns'
        | 'describe'
        | 'show partitions'
        | 'show create table'
        | 'show tblproperties'
        | 'repair';
      readonly name: TableName;
    }
  | { readonly kind: 'prepare'; readonly name: string; readonly sql: string }
  | { readonly kind: 'execute'; readonly name: string; readonly values: readonly string[] }
  | { readonly kind: 'deallocate'; readonly name: string }
  | { readonly kind: 'refused'; readonly words: string };

const NAME = '(?:`(?:[^`]|``)+`|"(?:[^"]|"")+"|[\\p{L}_][\\p{L}\\p{N}_$]*)';

const TABLE = `(${NAME}(?:\\s*\\.\\s*${NAME}){0,2})`;

const TEXT = "'((?:[^']|'')*)'";

type Rule = readonly [pattern: RegExp, read: (match: RegExpMatchArray) => AthenaStatement];

const rule = (pattern: string, read: (match: RegExpMatchArray) => AthenaStatement): Rule => [
  new RegExp(`^${pattern.replaceAll(' ', '\\s+').replaceAll('~', '\\s*')}$`, 'isu'),
  read,
];

const onTable = (kind: Extract<AthenaStatement, { name: TableName }>['kind']) => (match: RegExpMatchArray) => ({
  kind,
  name: tableName(match[1]!, match[2]),
});

const RULES: readonly Rule[] = [
  rule(`SHOW (?:DATABASES|SCHEMAS)(?: (?:IN|FROM) ${NAME})?(?: LIKE ${TEXT})?`, ([, pattern]) => ({
    kind: 'show databases',
    pattern,
  })),
  rule(`SHOW (TABLES|VIEWS)(?: (?:IN|FROM) ${TABLE})?(?: (?:LIKE )?${TEXT})?`, ([, what, database, pattern]) => ({
    kind: what?.toLowerCase() === 'views' ? 'show views' : 'show tables',
    database: database === undefined ? undefined : parts(database).at(-1),
    pattern,
  })),
  rule(`SHOW COLUMNS (?:IN|FROM) ${TABLE}(?: (?:IN|FROM) (${NAME}))?`, onTable('show columns')),
  rule(`SHOW PARTITIONS ${TABLE}`, onTable('show partitions')),
  rule(`SHOW CREATE TABLE ${TABLE}`, onTable('show create table')),
  rule(`SHOW TBLPROPERTIES ${TABLE}`, onTable('show tblproperties')),
  rule(`(?:DESCRIBE|DESC) (?:EXTENDED |FORMATTED )?${TABLE}`, onTable('describe')),
  rule(`MSCK REPAIR TABLE ${TABLE}`, onTable('repair')),
  rule(`EXPLAIN(?:~\\(([^()]*)\\)~| )((?!ANALYZE\\b).*?)`, ([, options = '', sql = '']) => ({
    kind: 'explain',
    sql,
    options: options
      .split(',')
      .map((option) => option.trim().replace(/\s+/g, ' ').toUpperCase())
      .filter(Boolean),
  })),
  rule(`PREPARE (${NAME}) FROM (.*?)`, ([, name = '', sql = '']) => ({ kind: 'prepare', name: unquote(name), sql })),
  rule(`EXECUTE (${NAME})(?: USING (.*?))?`, ([, name = '', values]) => ({
    kind: 'execute',
    name: unquote(name),
    values: values === undefined ? [] : splitValues(values),
  })),
  rule(`DEALLOCATE PREPARE (${NAME})`, ([, name = '']) => ({ kind: 'deallocate', name: unquote(name) })),
];

const WRITES =
  /^(CREATE|ALTER|DROP|INSERT|UPDATE|DELETE|MERGE|UNLOAD|TRUNCATE|OPTIMIZE|VACUUM|GRANT|REVOKE|CALL|COMMENT|ANALYZE|SET|RESET|USE|START|COMMIT|ROLLBACK|REFRESH|EXPLAIN ANALYZE|SHOW \w+)\b( (TABLE|VIEW|DATABASE|SCHEMA|EXTERNAL TABLE|INTO))?/i;

/** Returns what kind of statement a text is, by its first words after comments, with its parts. */
export function readAthenaStatement(sql: string): AthenaStatement {
  const text = withoutEnd(withoutLeadingComments(sql));
  for (const [pattern, read] of RULES) {
    const match = text.match(pattern);
    if (match) return inPlace(read(match), sql);
  }
  const [words] = text.replace(/\s+/g, ' ').match(WRITES) ?? [];
  return words ? { kind: 'refused', words: words.toUpperCase() } : { kind: 'query', sql };
}

/** The statement inside of another one keeps its lines and columns, so that a complaint points at the right place. */
function inPlace(statement: AthenaStatement, sql: string): AthenaStatement {
  if (statement.kind !== 'explain' && statement.kind !== 'prepare') return statement;
  const before = sql.slice(0, sql.lastIndexOf(statement.sql));
  return { ...statement, sql: before.replace(/[^\n]/g, ' ') + statement.sql };
}

const KINDS: Readonly<Record<Exclude<AthenaStatement['kind'], 'query' | 'refused'>, StatementKind>> = {
  explain: { type: 'DML', substatement: 'EXPLAIN' },
  execute: { type: 'DML', substatement: 'EXECUTE' },
  'show databases': { type: 'UTILITY', substatement: 'SHOW_DATABASES' },
  'show tables': { type: 'UTILITY', substatement: 'SHOW_TABLES' },
  'show views': { type: 'UTILITY', substatement: 'SHOW_VIEWS' },
  'show columns': { type: 'UTILITY', substatement: 'SHOW_COLUMNS' },
  'show partitions': { type: 'UTILITY', substatement: 'SHOW_PARTITIONS' },
  'show create table': { type: 'UTILITY', substatement: 'SHOW_CREATE_TABLE' },
  'show tblproperties': { type: 'UTILITY', substatement: 'SHOW_TABLE_PROPERTIES' },
  describe: { type: 'UTILITY', substatement: 'DESCRIBE_TABLE' },
  repair: { type: 'DDL', substatement: 'MSCK_REPAIR' },
  prepare: { type: 'DDL', substatement: 'PREPARE' },
  deallocate: { type: 'DDL', substatement: 'DEALLOCATE' },
};

const DML = /^(INSERT|UPDATE|DELETE|MERGE|UNLOAD|VACUUM|EXPLAIN)\b/;

/** Returns Athena's statement type and substatement type of a statement. */
export function kindOf(statement: AthenaStatement): StatementKind {
  if (statement.kind === 'query') return { type: 'DML', substatement: 'SELECT' };
  if (statement.kind !== 'refused') return KINDS[statement.kind];
  const substatement = statement.words.replaceAll(' ', '_');
  if (DML.test(statement.words)) return { type: 'DML', substatement: substatement.replace(/_.*/, '') };
  return { type: substatement.startsWith('SHOW') ? 'UTILITY' : 'DDL', substatement };
}

/** A `;` may end a statement. */
function withoutEnd(sql: string): string {
  return sql.trimEnd().replace(/;$/, '').trimEnd();
}

function withoutLeadingComments(sql: string): string {
  return sql.replace(/^(\s|--[^\n]*(\n|$)|\/\*[\s\S]*?\*\/)+/, '');
}

function tableName(text: string, database?: string): TableName {
  const names = parts(text);
  return { database: database === undefined ? names.at(-2) : parts(database)[0], table: names.at(-1)! };
}

function parts(text: string): string[] {
  return (text.match(new RegExp(NAME, 'gu')) ?? []).map((name) => unquote(name).toLowerCase());
}

function unquote(name: string): string {
  const quote = name.match(/^[`"]/)?.[0];
  return quote ? name.slice(1, -1).replaceAll(quote + quote, quote) : name;
}

/** Cuts `1, 'a, b', f(2, 3)` at its outer commas. */
function splitValues(text: string): string[] {
  const values: string[] = [''];
  let depth = 0;
  for (const [part] of text.matchAll(/'(?:[^']|'')*'|"(?:[^"]|"")*"|[\s\S]/g)) {
    if ('([{'.includes(part)) depth++;
    if (')]}'.includes(part)) depth--;
    if (part === ',' && depth === 0) values.push('');
    else values[values.length - 1] += part;
  }
  return values.map((value) => value.trim());
}
