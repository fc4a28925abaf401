import type { DateOrder } from '../calendar/span.ts';

const MONTHS = 'january|february|march|april|may|june|july|august|september|october|november|december';

const SHORT = 'jan|feb|mar|apr|jun|jul|aug|sept|sep|oct|nov|dec';

/** The names of the months, as alternatives of a pattern. */
export const MONTH = `(?:${MONTHS}|${SHORT})`;

/** The units of a period, as alternatives of a pattern. */
export const UNITS = '(?:day|week|month|quarter|year)s?';

/** The quarters and halves by their ordinal numbers: `second` is 2, `last` is 4. */
export const ORDINALS: ReadonlyMap<string, string> = new Map([
  ['first', '1'],
  ['1st', '1'],
  ['second', '2'],
  ['2nd', '2'],
  ['third', '3'],
  ['3rd', '3'],
  ['fourth', '4'],
  ['4th', '4'],
  ['last', '4'],
  ['final', '4'],
]);

/** The ordinal numbers as alternatives of a pattern. */
export const ORDINAL = `(?:${[...ORDINALS.keys()].join('|')})`;

const SHORT_UNITS: Readonly<Record<string, string>> = { qtr: 'quarter', yr: 'year', mth: 'month', wk: 'week' };

/** Writes short units, years of two digits and `this year` beside a part of it, in full: `last 2 yrs`, `4q04`, `q1 this year`. */
export function writeOut(text: string, today: string | undefined): string {
  const year = Number(today?.slice(0, 4));
  return text
    .replace(/\b(qtr|yr|mth|wk)(s?)\b/g, (_, unit, plural) => `${SHORT_UNITS[unit]}${plural}`)
    .replace(
      /\b(?:q([1-4])['’]|([1-4])q['’]?)(\d\d|(?:19|20)\d\d)\b/g,
      (_, after, before, number) => `q${after ?? before} ${number.length === 2 ? `20${number}` : number}`,
    )
    .replace(new RegExp(`\\b(${MONTH}) ?['’](\\d\\d)\\b`, 'g'), '$1 20$2')
    .replace(/(?<=^| )['’](\d\d)(?= |$)/g, '20$1')
    .replace(/\b(?:the )?(?:full|whole|entire|complete) (?:calendar )?(?:year )?(?=(?:19|20)\d\d\b)/g, '')
    .replace(/^no later than /, 'through ')
    .replace(
      new RegExp(`\\b(q[1-4]|h[12]|${MONTH}|${ORDINAL} (?:quarter|half))(?: of)? (this|last) year\\b`, 'g'),
      (whole, part, which) => (Number.isNaN(year) ? whole : `${part} ${which === 'this' ? year : year - 1}`),
    );
}

/** Writes dates of digits as ISO days. `1/2/2025` is told as a problem unless the other dates or the setting decide. */
export function writeDates(
  text: string,
  { dateOrder }: { readonly dateOrder?: DateOrder },
): { readonly text: string } | { readonly problem: string } {
  const slashed = [...text.matchAll(/\b(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b/g)];
  const isMonthFirst = slashed.some(([, , second]) => Number(second) > 12);
  const isDayFirst = slashed.some(([, first]) => Number(first) > 12);
  const unlessMonthFirst = isDayFirst ? 'day-first' : dateOrder;
  const order = isMonthFirst ? 'month-first' : unlessMonthFirst;
  const open = slashed.find(([, first, second]) => first !== second);
  if (open && !order)
    return {
      problem: `${open[0]} can be read in two ways: write it as ${isoOf(open, 'month-first')} or ${isoOf(open, 'day-first')}`,
    };
  return {
    text: text
      .replace(/\b(\d{1,2})\/(\d{1,2})\/(\d{4}|\d{2})\b/g, (...match) =>
        isoOf(match as unknown as RegExpExecArray, order ?? 'month-first'),
      )
      .replace(/\b(\d{1,2})\.(\d{1,2})\.(\d{4})\b/g, (_, day, month, year) => `${year}-${pad(month)}-${pad(day)}`)
      .replace(/\b(\d{4})\/(\d{1,2})\/(\d{1,2})\b/g, (_, year, month, day) => `${year}-${pad(month)}-${pad(day)}`)
      .replace(/(?<![\d/])(0?[1-9]|1[0-2])\/((?:19|20)\d\d)(?![\d/])/g, (_, month, year) => `${year}-${pad(month)}`),
  };
}

function isoOf([, first = '', second = '', year = '']: ArrayLike<string> & Iterable<string>, order: DateOrder): string {
  const [month, day] = order === 'month-first' ? [first, second] : [second, first];
  return `${year.length === 2 ? `20${year}` : year}-${pad(month)}-${pad(day)}`;
}

/** Writes a number with two digits. */
export function pad(number: string): string {
  return number.padStart(2, '0');
}
