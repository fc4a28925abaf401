/** SQL with a `?` for every value, and the typed Trino literals of those values in order. */
export type Fragment = { readonly sql: string; readonly parameters: readonly string[] };

/** Template tag that joins SQL texts and fragments; their values stay in the order of the text. */
export function fragment(strings: TemplateStringsArray, ...parts: readonly (Fragment | string)[]): Fragment {
  let sql = strings[0]!;
  const parameters: string[] = [];
  for (const [index, part] of parts.entries()) {
    if (typeof part === 'string') sql += part;
    else {
      sql += part.sql;
      parameters.push(...part.parameters);
    }
    sql += strings[index + 1]!;
  }
  return { sql, parameters };
}

/** Joins fragments with a separator between them. */
export function joinFragments(fragments: readonly Fragment[], between: string): Fragment {
  return {
    sql: fragments.map(({ sql }) => sql).join(between),
    parameters: fragments.flatMap(({ parameters }) => parameters),
  };
}

/** Indents all lines of a fragment but the first by two spaces. */
export function indentFragment({ sql, parameters }: Fragment): Fragment {
  return { sql: sql.replaceAll('\n', '\n  '), parameters };
}

/** Writes a value as a `?` with its typed literal. */
export function placeholder(literal: string): Fragment {
  return { sql: '?', parameters: [literal] };
}

/** Writes a column name between double quotes. */
export function quoteName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
