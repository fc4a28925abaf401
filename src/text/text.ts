/** Shortens a text to at most `limit` UTF-16 units, with `…` at its end when something was cut; never splits a surrogate pair. */
export function truncate(text: string, limit: number): string {
  if (text.length <= limit) return text;
  const kept = text.slice(0, limit - 1).trimEnd();
  return `${/[\uD800-\uDBFF]$/.test(kept) ? kept.slice(0, -1) : kept}…`;
}

/** The name that is shown for SQL NULL. */
export const UNKNOWN = 'Unknown';

const PLAIN_TEXT = /^[!-~]+(?: [!-~]+)*$/; // as most are

/** Capitalizes the first letter: `last year` → `Last year`. */
export function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Writes a name for use inside a sentence: `Product line` → `product line`; an abbreviation such as `MSRP` stays. */
export function uncapital(name: string): string {
  return /^\p{Lu}\p{Lu}/u.test(name) ? name : name.charAt(0).toLowerCase() + name.slice(1);
}

/** Joins words to a list: `A`, `A and B`, `A, B and C`. */
export function joinWords(words: readonly string[]): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

/** Makes a text from outside safe to draw: one line, without control or direction characters and lone surrogates. */
export function cleanText(text: string): string {
  if (PLAIN_TEXT.test(text)) return text;
  return text
    .toWellFormed()
    .replace(/[\u202a-\u202e\u2066-\u2069\u200e\u200f\ufffd-\uffff]/g, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim();
}

/** Writes a cell as a label: `Unknown` for NULL, `(blank)` for an empty text, at most 200 characters with its end kept. */
export function formatLabel(text: string | null): string {
  if (text === null) return UNKNOWN;
  const clean = cleanText(text);
  if (clean === '') return '(blank)';
  return clean.length > 200 ? `${clean.slice(0, 150)}…${clean.slice(-49)}` : clean;
}

/** Writes a value as it is, without blanks around it; `(blank)` for one in which nothing can be seen. */
export function textOrBlank(text: string): string {
  return text.trim() || formatLabel(text);
}

/** Makes a label of a name: `product_line` becomes `Product line`. */
export function labelOf(name: string): string {
  return capital(name.replace(/[_-]+/g, ' ').trim());
}
