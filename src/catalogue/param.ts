import type { Choice, Param, Query, Role } from './query.ts';

import { isDay } from '../calendar/day.ts';
import { canonicalPeriod } from '../calendar/period.ts';
import { UserError } from '../error.ts';
import { nearest } from '../text/nearest.ts';
import { normalizeText } from '../text/normalize.ts';
import { truncate } from '../text/text.ts';
import { findValues, isListed } from '../text/value-index.ts';
import { sqlText } from '../trino/sql-name.ts';

/** Athena takes at most this many characters in one execution parameter, quotes included. */
const LITERAL_LIMIT = 1024;

const INT64 = 2n ** 63n;

/**
 * Returns the canonical text of one value of a parameter. `known` are the values that its `values` query listed; when
 * they are empty, any text is taken. Throws a UserError that names the parameter and what it takes.
 */
export function canonicalValue(param: Param, text: string, known: readonly string[] = []): string {
  const isKnown = param.type === 'string' && isListed(known, text);
  const value = isKnown ? text : text.trim();
  if (value === '' && !isKnown) throw new UserError(`${param.name} needs a value: ${expected(param)}`);
  switch (param.type) {
    case 'choice':
      return (
        findChoice(param, value) ??
        refuse(
          param,
          value,
          param.choices.map(({ name }) => name),
        )
      ).name;
    case 'period':
      return canonicalPeriod(value) ?? refuse(param, value);
    case 'date':
      return isDay(value) ? value : refuse(param, value);
    case 'boolean':
      return canonicalBoolean(value) ?? refuse(param, value);
    case 'integer':
    case 'number':
      return canonicalNumber(param, value);
    case 'string':
      return canonicalString(param, value, known);
  }
}

/** Finds a choice by its name, label or an alias, in any spelling. */
export function findChoice(param: Param, text: string): Choice | undefined {
  const wanted = normalizeText(text);
  return (
    param.choices.find(({ name }) => name === text) ??
    param.choices.find(({ name, label, aliases }) =>
      [name, label, ...aliases].some((word) => normalizeText(word) === wanted),
    )
  );
}

/** Whether a parameter keeps rows by their rank or size. A comparison is then made for the kept rows only. */
export function isLimit({ keeps }: Param): boolean {
  return keeps !== undefined;
}

/** Finds the filter of a query by the name of its dimension; undefined when it has none. */
export function filterParam({ params }: Pick<Query, 'params'>, dimension: string | undefined): Param | undefined {
  return params.find(({ role, name }) => role === 'filter' && name === dimension);
}

/** Finds the first parameter of a query that has a role; undefined when none has it. */
export function roleParam({ params }: Pick<Query, 'params'>, role: Role): Param | undefined {
  return params.find((param) => param.role === role);
}

/** Finds the period parameter of a query; undefined when it has none. */
export function periodParam({ params }: Query): Param | undefined {
  return params.find(({ type }) => type === 'period');
}

/** Writes the typed Trino literal of a canonical value. Text always stands between quotes, and quotes in it are doubled. */
export function literal(param: Param, value: string): string {
  switch (param.type) {
    case 'string':
      return sqlText(value);
    case 'date':
      return `DATE '${value}'`;
    case 'boolean':
      return value;
    case 'integer':
    case 'number':
      return /^-?\d+$/.test(value) && BigInt(value) < INT64 && BigInt(value) >= -INT64 ? value : `DECIMAL '${value}'`;
    case 'choice':
    case 'period':
      throw new Error(`${param.name} is a ${param.type} and has no single literal`);
  }
}

function rangeWords({ min, max }: Param): string {
  if (min !== undefined && max !== undefined) return ` from ${min} to ${max}`;
  if (min !== undefined) return ` of at least ${min}`;
  return max === undefined ? '' : ` of at most ${max}`;
}

/** Describes what a parameter takes, for messages and help: `a whole number from 1 to 100`. */
export function expected(param: Param): string {
  const range = rangeWords(param);
  switch (param.type) {
    case 'choice':
      return `one of ${list(param.choices.map(({ name }) => name))}`;
    case 'period':
      return 'a period such as last quarter, last 30 days, 2025-Q3, March 2025, 2025-01-01..2025-06-30 or all time';
    case 'date':
      return 'a day such as 2025-03-01';
    case 'boolean':
      return 'yes or no';
    case 'integer':
      return `a whole number${range}`;
    case 'number':
      return `a number${range}`;
    case 'string':
      return Array.isArray(param.values) ? `one of ${list(param.values)}` : 'a text';
  }
}

function canonicalBoolean(value: string): string | undefined {
  if (/^(true|yes|on|y|1)$/i.test(value)) return 'true';
  return /^(false|no|off|n|0)$/i.test(value) ? 'false' : undefined;
}

const SCALES: Readonly<Record<string, number>> = { k: 3, m: 6, bn: 9, b: 9 };

const NUMBER_WORDS = 'zero one two three four five six seven eight nine ten eleven twelve'.split(' ');

/** `$1.5m` → `1500000`, `ten` → `10`, `1,000` → `1000`. */
function canonicalNumber(param: Param, value: string): string {
  const word = NUMBER_WORDS.indexOf(value.toLowerCase());
  const written = /^([+-]?)[$€£¥]?([\d.,]+)\s?(k|m|bn|b)?$/i.exec(word < 0 ? value : String(word));
  if (!written) return refuse(param, value);
  const plain = written[2]!.replace(/(?<=\d),(?=\d{3}(?:\D|$))/g, '');
  const match = /^0*(\d+)(?:\.(\d*?)0*)?$/.exec(scaled(plain, SCALES[written[3]?.toLowerCase() ?? ''] ?? 0));
  if (!match || match[1]!.length + (match[2]?.length ?? 0) > 38) return refuse(param, value);
  if (param.type === 'integer' && match[2]) return refuse(param, value);
  const digits = match[2] ? `${match[1]}.${match[2]}` : match[1]!;
  const number = written[1] === '-' && !/^[0.]*$/.test(digits) ? `-${digits}` : digits;
  const tooSmall = param.min !== undefined && Number(number) < param.min;
  const tooLarge = param.max !== undefined && Number(number) > param.max;
  return tooSmall || tooLarge ? refuse(param, value) : number;
}

/** Moves the decimal point of a plain number so many places to the right. */
function scaled(plain: string, places: number): string {
  const [whole = '', fraction = ''] = plain.split('.');
  if (places === 0 || plain.split('.').length > 2) return plain;
  return `${whole}${fraction.slice(0, places).padEnd(places, '0')}.${fraction.slice(places)}`;
}

function canonicalString(param: Param, value: string, known: readonly string[]): string {
  if (/\p{Cc}/u.test(value)) throw new UserError(`${param.name} holds a control character: type it again without`);
  if (value.length + 2 + (value.match(/'/g)?.length ?? 0) > LITERAL_LIMIT) {
    throw new UserError(`${param.name} is too long: Athena takes at most ${LITERAL_LIMIT - 2} characters a value`);
  }
  const values = Array.isArray(param.values) ? (param.values as readonly string[]) : known;
  if (values.length === 0 || isListed(values, value)) return value;
  const found = findValues(values, value);
  if (found.length > 1) throw new UserError(`${param.name} "${value}" can be ${list(found)}: write it exactly`);
  return found[0] ?? refuse(param, value, values);
}

function refuse(param: Param, value: string, candidates: readonly string[] = []): never {
  const near = nearest(value, [candidates]);
  const isLookedUp = param.type === 'string' && candidates.length > 0;
  const takes = () => (isLookedUp ? `one of ${listed(candidates)}` : expected(param));
  const next = near.length > 0 ? `did you mean ${near.join(' or ')}?` : `it takes ${takes()}`;
  throw new UserError(`${param.name} cannot be "${truncate(value, 60)}": ${next}`, {
    near: { word: value, matches: near },
  });
}

/** The beginning of each list of values in words, blank ones left out: 100,000 are looked through once. */
const LISTED = new WeakMap<readonly string[], string>();

function listed(values: readonly string[]): string {
  const known = LISTED.get(values) ?? list(values.filter((value) => value.trim() !== ''));
  LISTED.set(values, known);
  return known;
}

function list(words: readonly string[]): string {
  const shown = words.slice(0, 12).join(', ');
  return words.length > 12 ? `${shown} and ${words.length - 12} more` : shown;
}
