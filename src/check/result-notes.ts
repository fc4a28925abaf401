import type { Table } from '../table/table.ts';

/** Returns what is worth knowing of an answer that runs: columns without a name or with the name of another, and no rows. */
export function resultNotes({ columns, rows }: Pick<Table, 'columns' | 'rows'>): readonly string[] {
  const names = columns.map(({ name }) => name);
  const unnamed = names.findIndex((name) => /^_col\d+$/.test(name));
  const doubled = names.find((name, index) => names.indexOf(name) < index);
  return [
    ...(unnamed >= 0
      ? [`column ${unnamed + 1} has no name, and people read ${names[unnamed]}: write AS "Name" behind it`]
      : []),
    ...(doubled === undefined ? [] : [`two columns are called ${doubled}: give each a name of its own with AS`]),
    ...(rows.length === 0 ? ['it gives no rows as it is asked by its name alone: see its defaults'] : []),
  ];
}
