/** A replacement of the text of a statement from `start` up to, not including, `end`. */
export type SqlEdit = { readonly start: number; readonly end: number; readonly text: string };

/** Returns a statement with all edits made. Their offsets are those of the given statement, and must not overlap. */
export function applyEdits(sql: string, edits: readonly SqlEdit[]): string {
  return edits
    .toSorted((left, right) => right.start - left.start)
    .reduce((text, { start, end, text: own }) => `${text.slice(0, start)}${own}${text.slice(end)}`, sql);
}
