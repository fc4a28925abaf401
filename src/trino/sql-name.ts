/** Words that Trino's grammar keeps for itself: as names they stand in double quotes. */
const RESERVED_WORDS = new Set(
  (
    'alter and as between by case cast constraint create cross cube current_date current_time current_timestamp ' +
    'current_user deallocate delete describe distinct drop else end escape except execute exists extract false first for ' +
    'from full group grouping having in inner insert intersect into is join last left like listagg localtime ' +
    'localtimestamp natural normalize not null on or order outer prepare recursive right rollup select skip table then ' +
    'trim true uescape union unnest using values when where with'
  ).split(' '),
);

/** Writes the name of a column or table as SQL takes it: in double quotes where it is no plain name, or a word of the grammar. */
export function sqlName(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/i.test(name) && !RESERVED_WORDS.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}

/** Writes a text as an SQL literal: between quotes, with quotes in it doubled. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
