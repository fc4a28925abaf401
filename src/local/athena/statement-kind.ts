/** How Athena classes a statement. Only results of DML have a header row. */
export type StatementKind = { readonly type: 'DML' | 'DDL' | 'UTILITY'; readonly substatement: string };
