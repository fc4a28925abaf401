import { nearest } from '../text/nearest.ts';
import { normalizeText } from '../text/normalize.ts';

/** What has a canonical name and other words for it. */
type Named = { readonly name: string; readonly label: string; readonly aliases: readonly string[] };

/** Returns the canonical form of a name: `Product line` → `product_line`. Empty when nothing is left of it. */
export function canonicalName(text: string): string {
  return normalizeText(text).replaceAll(' ', '_');
}

/** Finds the entry with a name, a label or an alias. */
export function findNamed<T extends Named>(entries: readonly T[], text: string): T | undefined {
  const wanted = normalizeText(text);
  return (
    entries.find(({ name }) => normalizeText(name) === wanted) ??
    entries.find(({ label, aliases }) => [label, ...aliases].some((word) => normalizeText(word) === wanted))
  );
}

/** Writes that there is nothing of a kind by this name, and which name is near. */
export function noneNamed(kind: string, text: string, entries: readonly Named[]): string {
  const names = entries.map(({ name }) => name);
  const [near] = nearest(text, [names], { most: 1 });
  const list = names.length > 0 ? `there are ${names.slice(0, 12).join(', ')}` : 'there is none';
  return `there is no ${kind} ${text}: ${near ? `did you mean ${near}?` : list}`;
}
