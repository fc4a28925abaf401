import { SHORT_MONTHS } from './day.ts';

/** The parts of a date, those that are said. */
export type DateParts = {
  readonly day?: number;
  /** From 1 for January. */
  readonly month?: number;
  readonly year?: number;
};

type Part = keyof DateParts;

/** The order where nobody asks for another one: that of most languages. */
const DAY_FIRST: readonly Part[] = ['day', 'month', 'year'];

/**
 * Writes a date in English words, its parts in the order of a language: `30 Sep 2026` without a locale and for `de-DE`,
 * `Sep 30, 2026` for `en-US`, `2026 Sep 30` for `ja-JP`.
 */
export function writeDate(parts: DateParts, locale?: string): string {
  const order = orderOf(locale);
  const texts = order.flatMap((part) => {
    const number = parts[part];
    if (number === undefined) return [];
    return [part === 'month' ? SHORT_MONTHS[number - 1]! : String(number)];
  });
  const needsComma = order[0] === 'month' && parts.day !== undefined && parts.year !== undefined;
  return needsComma ? `${texts[0]} ${texts[1]}, ${texts[2]}` : texts.join(' ');
}

/** Writes the first and the last day of a span without repeating a year or a month that both share: `1 – 31 Jul 2026`, `Jul 1 – 31, 2026`. */
export function writeDateRange(first: Required<DateParts>, last: Required<DateParts>, locale?: string): string {
  const { day, month, year } = first;
  if (year !== last.year) return `${writeDate(first, locale)} – ${writeDate(last, locale)}`;
  const start = month === last.month ? { day } : { day, month };
  const order = orderOf(locale);
  if (order[0] === 'day') return `${writeDate(start, locale)} – ${writeDate(last, locale)}`;
  // what both share stands once, before the first day
  const end = month === last.month ? { day: last.day } : { day: last.day, month: last.month };
  const days = `${writeDate({ day, month }, locale)} – ${writeDate(end, locale)}`;
  return order[0] === 'year' ? `${year} ${days}` : `${days}, ${year}`;
}

const ORDERS = new Map<string, readonly Part[]>();

function orderOf(locale: string | undefined): readonly Part[] {
  if (locale === undefined) return DAY_FIRST;
  const known = ORDERS.get(locale);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locale, {
    calendar: 'gregory',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
  });
  const types = format.formatToParts(0).map(({ type }) => type);
  const order = DAY_FIRST.toSorted((left, right) => types.indexOf(left) - types.indexOf(right));
  ORDERS.set(locale, order);
  return order;
}
