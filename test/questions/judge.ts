import type { Ask, Grouping, OracleTable } from './ask.ts';
import type { Outcome } from './owlpost.ts';
import type { Question, Reading } from './question.ts';
import type { OrderLine } from './star.ts';

import { isLabelColumn } from './ask.ts';
import { differenceOf } from './match.ts';
import { answerOf } from './oracle.ts';
import { DIMENSIONS } from './star.ts';

/** How an outcome stands to what was expected of it. `vague` is a right refusal that lacks a word. */
export type Verdict = 'right' | 'missed' | 'wrong' | 'refused well' | 'vague';

export type Judgement = { readonly verdict: Verdict; readonly why: string };

type Lake = { readonly lines: readonly OrderLine[]; readonly today: string; readonly defaultPeriod: string };

/** Judges what Owlpost did with a question about a lake. */
export function judge(question: Question, outcome: Outcome, lake: Lake): Judgement {
  if (outcome.kind === 'crash') return { verdict: 'wrong', why: `a crash: ${outcome.message}` };
  if (outcome.kind === 'refusal') return judgeRefusal(question, outcome.message);
  if (question.kind === 'refuse') return { verdict: 'wrong', why: `answered: ${outcome.canonical}` };
  const whys = question.readings
    .flatMap((reading) => expand(reading, lake.defaultPeriod))
    .map((reading) => unlike(reading, outcome, lake));
  if (whys.includes(undefined)) return { verdict: 'right', why: '' };
  return { verdict: 'wrong', why: `${whys[0] ?? 'no reading'} (${outcome.canonical})` };
}

function judgeRefusal({ kind, mustName }: Question, message: string): Judgement {
  if (kind === 'answer') return { verdict: 'missed', why: message };
  const missing = unsaid(mustName, message);
  return missing === undefined
    ? { verdict: 'refused well', why: message }
    : { verdict: 'vague', why: `does not name ${missing}: ${message}` };
}

/** The first entry of which no alternative is in the text. */
function unsaid(entries: readonly string[], text: string): string | undefined {
  const lower = text.toLowerCase();
  return entries.find((entry) => !entry.split('|').some((word) => lower.includes(word.toLowerCase())));
}

type WholeReading = Reading & { readonly period: string };

/** A reading with each period that it may have, and for a first place also without the value Unknown. */
function expand(reading: Reading, defaultPeriod: string): readonly WholeReading[] {
  const { period, says = [] } = reading;
  const dated: readonly WholeReading[] =
    period === undefined
      ? [
          { ...reading, period: defaultPeriod },
          { ...reading, period: 'all', says: [...says, 'all time'] },
        ]
      : [{ ...reading, period }];
  const dimension = DIMENSIONS.find((name) => name === reading.by);
  if (!reading.first || !dimension) return dated;
  const known = { dimension, values: ['Unknown'], isExcluded: true };
  return dated.flatMap((whole) => [whole, { ...whole, filters: [...(whole.filters ?? []), known] }]);
}

function unlike(reading: WholeReading, outcome: Extract<Outcome, { kind: 'answer' }>, lake: Lake): string | undefined {
  const missing = unsaid(reading.says ?? [], outcome.said);
  if (missing !== undefined) return `does not say ${missing}`;
  const wanted = answerOf(lake.lines, reading, lake);
  const difference = differenceOf(wanted, outcome.table, reading);
  if (difference === undefined || reading.by !== undefined) return difference;
  return isBreakdown(reading, wanted, outcome, lake) ? undefined : difference;
}

const GROUPINGS: readonly Grouping[] = [...DIMENSIONS, 'day', 'week', 'month', 'quarter', 'year'];

/** Whether a total is answered by rows of one grouping, all of them right, while the headline says the total. */
function isBreakdown(
  ask: Ask,
  total: OracleTable,
  { table, headline }: Extract<Outcome, { kind: 'answer' }>,
  lake: Lake,
): boolean {
  const names = table.columns.map(({ name }) => name.toLowerCase());
  const by = GROUPINGS.find((grouping) => names.includes(grouping));
  if (by === undefined || differenceOf(answerOf(lake.lines, { ...ask, by }, lake), table) !== undefined) return false;
  const numbers = total.rows[0]!.filter((_, index) => !isLabelColumn(total.columns[index]!));
  return numbers.every((number) => typeof number === 'number' && isSaid(number, headline));
}

const UNITS: Readonly<Record<string, number>> = { K: 1e3, M: 1e6, B: 1e9 };

/** Whether a sentence says a number, as exactly as it writes it: `$12.3K` says 12,345; `45.6%` says 0.456. */
function isSaid(number: number, sentence: string): boolean {
  return [...sentence.matchAll(/(?<![\w.])[−-]?[$€£]?(\d[\d,]*)(\.\d+)?\s?([KMB%])?/g)].some(
    ([, whole = '', fraction = '', unit = '']) => {
      const scale = unit === '%' ? 0.01 : (UNITS[unit] ?? 1);
      const value = Number(whole.replaceAll(',', '') + fraction) * scale;
      const step = scale * 10 ** -Math.max(0, fraction.length - 1);
      return Math.abs(value - Math.abs(number)) <= 0.5001 * step;
    },
  );
}
