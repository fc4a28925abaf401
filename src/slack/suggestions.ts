import { fold } from '../fold.ts';

/** The values that a person may mean while typing: those that begin with it, then words that do, then the rest that hold it. */
export function suggest(values: readonly string[], typed: string, limit: number): readonly string[] {
  const wanted = fold(typed);
  if (wanted === '') return values.slice(0, limit);
  const ranked = values.flatMap((value) => {
    const text = fold(value);
    const rank = text.startsWith(wanted) ? 0 : text.includes(` ${wanted}`) ? 1 : text.includes(wanted) ? 2 : 3;
    return rank < 3 ? [{ value, rank }] : [];
  });
  return ranked
    .sort((left, right) => left.rank - right.rank)
    .slice(0, limit)
    .map(({ value }) => value);
}
