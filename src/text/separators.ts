/** The marks that a language sets between the digits of a number, and where. */
export type Separators = {
  readonly decimal: string;
  readonly thousands: string;
  /** How many digits each group has, from the last one on: 3, 3, … or, in India, 3, 2, 2, …. */
  readonly grouping: readonly number[];
};

/** Writes `1,234.5` with the separators of a language, without a locale as it is; digits that have no commas get no groups. */
export function separate(text: string, locale: string | undefined): string {
  if (locale === undefined) return text;
  const { whole, decimal } = writerFor(locale);
  return text.replace(/(\d[\d,]*)(?:\.(\d+))?/g, (_, digits: string, fraction?: string) => {
    const grouped = digits.includes(',') ? whole.format(BigInt(digits.replaceAll(',', ''))) : digits;
    return fraction === undefined ? grouped : `${grouped}${decimal}${fraction}`;
  });
}

/** Returns the separators of a language. */
export function separatorsOf(locale: string): Separators {
  const { whole, decimal } = writerFor(locale);
  const parts = whole.formatToParts(10n ** 18n);
  const digits = parts.filter(({ type }) => type === 'integer').map(({ value }) => value.length);
  const thousands = parts.find(({ type }) => type === 'group')?.value ?? '';
  return { decimal, thousands, grouping: digits.slice(1).reverse() };
}

type Writer = { readonly whole: Intl.NumberFormat; readonly decimal: string };

const WRITERS = new Map<string, Writer>();

function writerFor(locale: string): Writer {
  const known = WRITERS.get(locale);
  if (known) return known;
  const latin = { numberingSystem: 'latn' }; // the words around the numbers are English
  const decimal = new Intl.NumberFormat(locale, latin).formatToParts(0.5).find(({ type }) => type === 'decimal')?.value;
  const writer = { whole: new Intl.NumberFormat(locale, latin), decimal: decimal ?? '.' };
  WRITERS.set(locale, writer);
  return writer;
}
