import type { Answer } from './answer.ts';

import { dayWords } from '../calendar/words.ts';
import { formatNumber } from '../text/number.ts';
import { separate } from '../text/separators.ts';
import { cleanText } from '../text/text.ts';

/** Writes the line under an answer: freshness, rows, bytes read, cost, duration, owner and definition: `Data to 31 Oct 2026 · 10 rows · …`. */
export function receiptOf({
  asOf,
  table,
  query,
  verified,
  reusedFrom,
  look,
}: Pick<Answer, 'asOf' | 'table' | 'query' | 'verified' | 'reusedFrom' | 'look'>): string {
  const rows = table.rows.length;
  const { locale } = look ?? {};
  return [
    asOf && `Data to ${writeMoment(asOf, locale)}`,
    `${formatNumber(rows, { style: 'full', locale })} ${rows === 1 ? 'row' : 'rows'}`,
    scanWords({ table, reusedFrom, look }),
    separate(formatSeconds(table.elapsedMs), locale),
    table.engine,
    `${query.name}@${query.version}`,
    verified && `verified by ${verified.by} on ${dayWords(verified.on, locale)}`,
    query.owner && `ask ${query.owner}`,
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Writes how much was read and what it costs. Reserved capacity is paid by the hour, so that its cost is not told. */
export function scanWords({ table, reusedFrom, look }: Pick<Answer, 'table' | 'reusedFrom' | 'look'>): string {
  const { reused, scannedBytes, reservedDpus } = table;
  if (reused) return reusedFrom ? `from ${reusedFrom}, reused` : 'earlier result used again';
  const cost = reservedDpus === undefined ? formatCost(estimateCost(scannedBytes)) : 'on reserved capacity';
  return separate(`${formatBytes(scannedBytes)} scanned (${cost})`, look?.locale);
}

/** Writes Athena's text of a day or a moment: `2026-10-31 08:00:00.000` → `31 Oct 2026 08:00`. */
export function writeMoment(text: string, locale?: string): string {
  const moment = /^(\d{4}-\d{2}-\d{2})(?:[ T](\d{2}:\d{2}))?/.exec(text);
  if (!moment) return cleanText(text);
  return [dayWords(moment[1]!, locale), moment[2] !== '00:00' && moment[2]].filter(Boolean).join(' ');
}

/** Writes a number of bytes: `1.2 MB`. */
export function formatBytes(bytes: number): string {
  const units = ['bytes', 'kB', 'MB', 'GB', 'TB', 'PB'];
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3));
  const amount = bytes / 1000 ** power;
  return `${power === 0 ? amount : amount.toFixed(amount < 10 ? 1 : 0)} ${units[power]}`;
}

function formatSeconds(milliseconds: number): string {
  if (milliseconds < 100) return 'under 0.1 s';
  return `${(milliseconds / 1000).toFixed(milliseconds < 10_000 ? 1 : 0)} s`;
}

/** Writes US dollars: `$0.20`. */
export function formatCost(dollars: number): string {
  if (dollars === 0) return '$0';
  return dollars < 0.01 ? 'under $0.01' : `$${dollars.toFixed(2)}`;
}

const MEGABYTE = 2 ** 20;

const DOLLARS_PER_TERABYTE = 5;

const LEAST_MEGABYTES = 10;

/**
 * Estimates what Athena charges for a query in US dollars: 5 $ a terabyte, in whole megabytes, at least 10 of them; 0
 * when nothing was read. A few regions differ. https://aws.amazon.com/athena/pricing/
 */
export function estimateCost(scannedBytes: number): number {
  if (scannedBytes <= 0) return 0;
  const megabytes = Math.max(LEAST_MEGABYTES, Math.ceil(scannedBytes / MEGABYTE));
  return (megabytes * DOLLARS_PER_TERABYTE) / 2 ** 20;
}
