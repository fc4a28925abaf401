/** A place of a statement, from `start` up to, not including, `end`, to be written otherwise. */
export type SqlEdit = { readonly start: number; readonly end: number; readonly text: string };

/** A statement with all edits made. Their places count in the statement as it is given, and must not overlap. */
export function applyEdits(sql: string, edits: readonly SqlEdit[]): string {
  return edits
    .toSorted((left, right) => right.start - left.start)
    .reduce((text, { start, end, text: own }) => `${text.slice(0, start)}${own}${text.slice(end)}`, sql);
}
