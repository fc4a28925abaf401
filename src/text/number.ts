import { format as d3Format, formatSpecifier } from 'd3-format';

import { separate } from './separators.ts';

/** The styles in which numbers can be written. */
export const NUMBER_STYLES = ['short', 'full'] as const;

/** A style of numbers: `short` writes $4.2M, `full` writes $4,213,456. */
export type NumberStyle = (typeof NUMBER_STYLES)[number];

/** How a number is written. */
export type NumberOptions = {
  /** A d3-format, optionally with text around it: `$,.0f`, `.1%`, `,.2f €`, `£,.0f`. */
  readonly format?: string;
  readonly style?: NumberStyle;
  /** The language tag, such as `de`, whose separators are used; English when missing. */
  readonly locale?: string;
};

const STEPS = [
  { from: 1e12, letter: 'T' },
  { from: 1e9, letter: 'B' },
  { from: 1e6, letter: 'M' },
  { from: 1e3, letter: 'K' },
];

const SHORT_FROM = 10_000;

const HUGE = 1e16;

const PLAIN_TYPES = new Set(['', 'f', 'd', 'r', 'g']);

const D3_FORMAT = /^[+(]?\$?,?(\.\d+)?~?[efgrsdp%]?$/;

const UNIT_FORMAT = /^(?<prefix>[^\d,.~$+(%]*)(?<pattern>[+(]?\$?,?(\.\d+)?~?([efgrsdp](?![\p{L}])|%)?)(?<suffix>.*)$/u;

/** Writes a number with three significant digits, or in full, with the unit of its format and a true minus sign. */
export function formatNumber(value: number, { format, style = 'short', locale }: NumberOptions = {}): string {
  const { prefix, pattern, suffix } = splitFormat(format);
  const { symbol, precision, type, comma } = formatSpecifier(pattern);
  const around = (text: string) =>
    `${value < 0 ? '−' : ''}${prefix}${symbol === '$' ? '$' : ''}${separate(text, locale)}${suffix}`;
  const size = Math.abs(value);
  if (!PLAIN_TYPES.has(type)) return `${prefix}${separate(d3Format(pattern)(value), locale)}${suffix}`;
  if (size >= HUGE || (size > 0 && size < 1e-6)) return around(powerOfTen(size));
  if (style === 'short' && size >= SHORT_FROM) return around(shorten(size));
  const decimals = precision ?? defaultDecimals(size);
  const isLost = size > 0 && size < 0.5 * 10 ** -decimals;
  const trim = precision === undefined ? '~' : '';
  return around(d3Format(isLost ? '.2~r' : `${comma || !format ? ',' : ''}.${decimals}${trim}f`)(size));
}

/** Writes the numbers of an axis in one unit, with as many decimals as distinguish them: `$0`, `$0.5M`, `$1.0M`. */
export function formatTicks(values: readonly number[], options: NumberOptions = {}): readonly string[] {
  const { prefix, pattern, suffix } = splitFormat(options.format);
  const { symbol, type } = formatSpecifier(pattern);
  const most = values.reduce((high, value) => Math.max(high, Math.abs(value)), 0);
  const isFine = most < 1e6 && values.some((value) => Number((value % 100).toPrecision(12)) !== 0); // $9,250 is shorter than $9.25K
  const isShort = options.style !== 'full' && most >= SHORT_FROM && !isFine;
  const short = isShort ? STEPS.find(({ from }) => most >= from) : undefined;
  const unit = type === '%' ? { from: 0.01, letter: '%' } : (short ?? { from: 1, letter: '' });
  if (most >= HUGE || most < 1e-6 || (type !== '%' && !PLAIN_TYPES.has(type)))
    return values.map((value) => formatNumber(value, options));
  const scaled = values.map((value) => Number((value / unit.from).toPrecision(12)));
  const decimals = [0, 1, 2, 3, 4, 5, 6, 7].find((count) =>
    scaled.every((size) => Number(size.toFixed(count)) === size),
  );
  return scaled.map((size) => {
    const digits = d3Format(`,.${size === 0 ? 0 : (decimals ?? 8)}f`)(Math.abs(size));
    const text = `${separate(digits, options.locale)}${size === 0 && type !== '%' ? '' : unit.letter}`;
    return `${size < 0 ? '−' : ''}${prefix}${symbol === '$' ? '$' : ''}${text}${suffix}`;
  });
}

/** Writes a fraction as a percentage: `45%`, `0.4%`, `<0.1%`. */
export function formatShare(share: number, { locale }: NumberOptions = {}): string {
  const percent = share * 100;
  const write = (rounded: number) => `${separate(String(rounded), locale)}%`;
  if (percent > 0 && percent < 0.1) return `<${write(0.1)}`;
  if (percent > 99 && percent < 100) return write(Math.min(99.9, Number(percent.toFixed(1))));
  return write(percent < 1 ? Number(percent.toFixed(1)) : Math.round(percent));
}

/** Writes the change against an earlier value, `+12%` or, of a percentage, `+1.5 pts`; undefined when there is nothing to compare with. */
export function formatChange(
  value: number | null,
  earlier: number | null,
  { format, locale }: NumberOptions = {},
): string | undefined {
  if (value === null || earlier === null) return undefined;
  const points = pointsIn(format);
  if (points) return formatPoints((value - earlier) * points, locale);
  if (earlier === 0) return undefined;
  const change = (value - earlier) / Math.abs(earlier);
  if (value === earlier) return '±0%';
  const size = Math.abs(change);
  if (change >= 10 && earlier > 0) return `×${formatNumber(value / earlier, { locale })}`;
  if (size >= 10) return `${change < 0 ? '−' : '+'}${formatNumber(Math.round(size * 100), { locale })}%`;
  return `${change < 0 ? '−' : '+'}${formatShare(size, { locale })}`;
}

/**
 * Writes a change as a number and as a percentage: `+$1,234 (+12%)`; without the percentage when there is none.
 * Undefined when a value is missing.
 */
export function formatDifference(
  value: number | null,
  earlier: number | null,
  options: NumberOptions = {},
): string | undefined {
  if (value === null || earlier === null) return undefined;
  const difference = value - earlier;
  const change = formatChange(value, earlier, options);
  if (change && pointsIn(options.format)) return change;
  const sign = difference < 0 ? '' : signOf(difference);
  return `${sign}${formatNumber(difference, options)}${change ? ` (${change})` : ''}`;
}

/** Splits a format into the d3-format and the text around it. An invalid format counts as none. */
export function splitFormat(format = ''): {
  readonly prefix: string;
  readonly pattern: string;
  readonly suffix: string;
} {
  if (D3_FORMAT.test(format)) return { prefix: '', pattern: format, suffix: '' };
  const { prefix = '', pattern = '', suffix = '' } = UNIT_FORMAT.exec(format)?.groups ?? {};
  return pattern === '' ? { prefix: '', pattern: '', suffix: '' } : { prefix, pattern, suffix };
}

/** What makes percentage points of a difference: 100 where the format makes percents of parts, 1 where it only adds the sign. */
function pointsIn(format: string | undefined): number | undefined {
  const { pattern, suffix } = splitFormat(format);
  if (['%', 'p'].includes(formatSpecifier(pattern).type)) return 100;
  return suffix.trim().startsWith('%') ? 1 : undefined;
}

function signOf(difference: number): string {
  if (difference === 0) return '±';
  return difference < 0 ? '−' : '+';
}

function formatPoints(points: number, locale: string | undefined): string {
  const size = Number(Math.abs(points).toFixed(Math.abs(points) < 0.1 ? 2 : 1));
  return `${signOf(Math.sign(points) * size)}${formatNumber(size, { locale })} ${size === 1 ? 'pt' : 'pts'}`;
}

/** `8.23×10¹⁸` */
function powerOfTen(size: number): string {
  const [digits = '', power = ''] = d3Format('.2~e')(size).split('e');
  const raised = power.replace('+', '').replace(/./gu, (digit) => '⁰¹²³⁴⁵⁶⁷⁸⁹'['0123456789'.indexOf(digit)] ?? '⁻');
  return `${digits}×10${raised}`;
}

function shorten(size: number): string {
  const rounded = Number(size.toPrecision(3));
  const { from, letter } = STEPS.find((step) => rounded >= step.from)!;
  return d3Format(',.3~r')(rounded / from) + letter;
}

function defaultDecimals(size: number): number {
  if (Number.isInteger(size) || size >= 1000) return 0;
  if (size >= 1) return 2;
  const nearOne = Math.ceil(-Math.log10(1 - size)); // 0.9995 is not 1
  return Math.min(8, Math.max(2 - Math.floor(Math.log10(size)), nearOne));
}
