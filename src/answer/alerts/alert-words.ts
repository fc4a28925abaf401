import type { AlertRule } from '../../digests/alert-rule.ts';
import type { Alert } from './alert-text.ts';

import { backLimitOf } from '../../digests/alert-rule.ts';
import { chosenChoices } from '../../question/request.ts';
import { formatNumber } from '../../text/number.ts';
import { separate } from '../../text/separators.ts';
import { uncapital } from '../../text/text.ts';
import { comparedTo, questionWords } from '../question-words.ts';

const BESIDE = { '<': 'below', '<=': 'at most', '>': 'above', '>=': 'at least' } as const;

/** Names what an alert checks: `Sales by country · Yesterday`. Here and below, `locale` is the language tag for numbers and dates. */
export function alertTitle({ query, request }: Alert, locale?: string): string {
  return questionWords(query, request, locale);
}

/** Writes the limit of an alert so that it reads after `is`: `below $1,000`, `down by more than 10% against the usual`. */
export function limitWords(alert: Alert, locale?: string): string {
  const { rule } = alert;
  if (rule.subject === 'value') return `${BESIDE[rule.operator]} ${numberWords(alert, rule.limit, locale)}`;
  return `${separate(changeWords(rule), locale)} against ${baselineWords(alert, locale)}`;
}

/** Writes an alert as one sentence without a full stop: `“Sales · Yesterday” is below $1,000`. */
export function alertSentence(alert: Alert, locale?: string): string {
  const { query, request, isEach } = alert;
  const title = `“${alertTitle(alert, locale)}”`;
  const limit = limitWords(alert, locale);
  if (!isEach) return `${title} is ${limit}`;
  const [dimension] = chosenChoices(query, request, 'dimension');
  return `any ${uncapital(dimension?.label ?? 'row')} of ${title} is ${limit}`;
}

/** Writes the other terms of an alert, each as a sentence: when it is over, what it leaves out, when it reminds. */
export function alertTerms(alert: Alert, locale?: string): readonly string[] {
  const { rule, remindHours, baseline, person } = alert;
  const back = backLimitOf(rule);
  const over = rule.subject === 'value' ? numberWords(alert, back, locale) : separate(signedShare(back), locale);
  return [
    `It is over once back at ${over}.`,
    ...(baseline === 'usual' ? ['The usual is the middle of the same weekdays in the last four weeks.'] : []),
    ...(rule.least === undefined ? [] : [`What is below ${numberWords(alert, rule.least, locale)} is ignored.`]),
    ...(person === undefined ? [] : [`Whoever is the ${uncapital(person.label)} of a row is named beside it.`]),
    remindHours === undefined
      ? 'It is told once.'
      : `Until somebody acknowledges it, it is told again after ${spanWords(remindHours)}.`,
  ];
}

/** A number in the unit of what an alert looks at. */
function numberWords({ query, request }: Alert, value: number, locale: string | undefined): string {
  const [measure] = chosenChoices(query, request, 'measure');
  return formatNumber(value, { format: measure?.format, style: 'full', locale });
}

/** `down by more than 10%` where the limit has a direction, `changed by less than 5%` where it has none. */
function changeWords({ operator, limit }: AlertRule): string {
  const share = shareWords(Math.abs(limit));
  const orMore = operator.endsWith('=');
  if (limit < 0 && operator.startsWith('<')) return orMore ? `down by ${share} or more` : `down by more than ${share}`;
  if (limit > 0 && operator.startsWith('>')) return orMore ? `up by ${share} or more` : `up by more than ${share}`;
  return `at a change ${BESIDE[operator]} ${signedShare(limit)}`;
}

function baselineWords({ baseline, request: { compare } }: Alert, locale: string | undefined): string {
  if (baseline === 'usual') return 'the usual';
  return compare === undefined ? '' : comparedTo(compare, locale);
}

function signedShare(share: number): string {
  return `${share < 0 ? '−' : '+'}${shareWords(Math.abs(share))}`;
}

function shareWords(share: number): string {
  return `${Number((share * 100).toFixed(2))}%`;
}

function spanWords(hours: number): string {
  const [count, unit] = hours % 24 === 0 ? [hours / 24, 'day'] : [hours, 'hour'];
  return count === 1 ? `1 ${unit}` : `${count} ${unit}s`;
}
