import type { Run } from '../answer/context.ts';
import type { Column } from '../table/table.ts';

import { kindOf } from '../table/table.ts';
import { singular } from '../text/normalize.ts';
import { sqlName, sqlText } from '../trino/sql-name.ts';
import { isKeyName, withoutKeyEnding } from './key-names.ts';
import { findRepeatedKeys, repeatedKeysSql } from './repeated-keys.ts';

/** A table that another one can be joined with: each of its keys stands in one row, and at least one key occurs in the other table. */
export type JoinProposal = {
  /** The table as it stands after FROM. */
  readonly table: string;
  /** What its rows are, in the singular: `product` for `dim_products`. */
  readonly entity: string;
  /** The column that holds the key: the fact table's, or that of the table joined by `through`. */
  readonly column: string;
  /** The proposal whose table holds the column; missing when the fact table does. */
  readonly through?: JoinProposal;
  /** The column of the joined table that it is found by. */
  readonly key: string;
  readonly columns: readonly Column[];
};

/** A table with its columns, by its own name and as it stands after FROM. */
type Candidate = { readonly name: string; readonly table: string; readonly columns: readonly string[] };

/** The most tables whose keys are counted, as each costs a run. */
const MOST_TRIED = 16;

/** A table whose columns may hold keys of others. */
type Holder = { readonly table: string; readonly columns: readonly Column[]; readonly through?: JoinProposal };

/**
 * Finds the tables of the same database that a fact table can be joined with, and those that these can be joined with.
 * A table is proposed when it has a column of the key's name (`customerNumber` in `dim_customers`), or is called like
 * the key and has an `id` (`product_id` and `products.id`); each key must stand in one row. `database` is that of a
 * table whose name has none; undefined searches all databases that have a table of this name. A table that cannot be read is left out.
 * Rejects when the list of tables cannot be read, and with the signal's reason once it aborts.
 */
export async function proposeJoins(
  fact: { readonly name: string; readonly columns: readonly Column[] },
  database: string | undefined,
  run: Run,
  signal: AbortSignal,
): Promise<readonly JoinProposal[]> {
  const tables = await otherTables(fact.name, database, run, signal);
  const holders: Holder[] = [{ table: fact.name.split('.').map(sqlName).join('.'), columns: fact.columns }];
  const proposals: JoinProposal[] = [];
  let tried = 0;
  for (const holder of holders) {
    for (const column of holder.columns) {
      for (const { candidate, key } of candidatesFor(column.name, tables)) {
        const isKnown = proposals.some(({ table }) => table === candidate.table);
        if (holder.through && isKnown) continue;
        if (tried++ >= MOST_TRIED) return proposals;
        const columns = await provenColumns({ ...candidate, key }, holder.table, column, run, signal);
        if (!columns) continue;
        const { through } = holder;
        const entity = entityOf(candidate.name);
        const found = {
          table: candidate.table,
          entity,
          column: column.name,
          key,
          columns,
          ...(through && { through }),
        };
        proposals.push(found);
        if (!isKnown) holders.push({ table: found.table, columns, through: found });
        break;
      }
    }
  }
  return proposals;
}

async function otherTables(
  name: string,
  database: string | undefined,
  run: Run,
  signal: AbortSignal,
): Promise<readonly Candidate[]> {
  const [own = name, schema = database, catalog] = name.split('.').reverse();
  const within = schema === undefined ? '' : ` WHERE table_schema = ${sqlText(schema.toLowerCase())}`;
  const from = `${catalog === undefined ? '' : `${sqlName(catalog)}.`}information_schema.columns`;
  const sql = `SELECT table_schema, table_name, column_name FROM ${from}${within} ORDER BY 1, 2, ordinal_position`;
  const { rows } = await run({ sql, parameters: [] }, signal);
  const schemas = new Set(rows.filter(([, table]) => table === own.toLowerCase()).map(([found]) => found));
  const tables = new Map<string, Candidate & { readonly columns: string[] }>();
  for (const [found, table, column] of rows) {
    if (!found || !table || !column || !schemas.has(found) || table === own.toLowerCase()) continue;
    const path = [...name.split('.').slice(0, -1), table].map(sqlName).join('.');
    const known = tables.get(table) ?? { name: table, table: path, columns: [] };
    known.columns.push(column);
    tables.set(table, known);
  }
  return [...tables.values()];
}

/** The tables in which a column's values may be keys, those called like the column first. */
function candidatesFor(
  column: string,
  tables: readonly Candidate[],
): readonly { readonly candidate: Candidate; readonly key: string }[] {
  const subject = plainOf(withoutKeyEnding(column));
  const found = tables.flatMap((candidate) => {
    const entity = plainOf(entityOf(candidate.name));
    const isNamed = subject !== '' && subject.endsWith(entity);
    const same = candidate.columns.find((other) => plainOf(other) === plainOf(column));
    const own = candidate.columns.find((other) => ['id', 'key', 'code', `${entity}id`].includes(plainOf(other)));
    const isTelling = isNamed || (isKeyName(column) && subject !== '');
    const key = (isTelling ? same : undefined) ?? (isNamed ? own : undefined);
    return key === undefined ? [] : [{ candidate, key, isNamed }];
  });
  return [...found.filter(({ isNamed }) => isNamed), ...found.filter(({ isNamed }) => !isNamed)];
}

/** The columns of a table when each key stands in one row of it, is of the column's kind, and finds a row. */
async function provenColumns(
  { table, key }: { readonly table: string; readonly key: string },
  holder: string,
  column: Column,
  run: Run,
  signal: AbortSignal,
): Promise<readonly Column[] | undefined> {
  try {
    const { columns } = await run({ sql: `SELECT * FROM ${table} LIMIT 0`, parameters: [] }, signal);
    const found = columns.find(({ name }) => name.toLowerCase() === key.toLowerCase());
    if (!found || kindOf(found) !== kindOf(column)) return undefined;
    const keys = { keys: [sqlName(found.name)], columns: [found.name], conditions: [] };
    if (await findRepeatedKeys(repeatedKeysSql(table, keys), [], run)) return undefined;
    const on = `a.${sqlName(column.name)} = b.${sqlName(found.name)}`;
    const { rows } = await run(
      { sql: `SELECT 1 FROM ${holder} a JOIN ${table} b ON ${on} LIMIT 1`, parameters: [] },
      signal,
    );
    return rows.length > 0 ? columns : undefined;
  } catch {
    signal.throwIfAborted();
    return undefined; // a table that cannot be read is none to propose
  }
}

/** What the rows of a table are: `dim_products` → `product`. */
function entityOf(table: string): string {
  const words = table.replace(/^(?:dim|d|dimension|fact|f|tbl|stg)_/i, '').split('_');
  return words.map((word, index) => (index === words.length - 1 ? singular(word) : word)).join(' ');
}

/** Returns a name in lower case with only its letters and digits, so that `Product_ID` and `productId` are equal. */
function plainOf(name: string): string {
  return name.replace(/[^a-z0-9]/gi, '').toLowerCase();
}
