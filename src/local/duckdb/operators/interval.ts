import type { Expression } from '../../../trino/syntax.ts';
import type { TypedSql } from '../context.ts';

import { TrinoError } from '../../../trino/error.ts';
import { simple } from '../types/type.ts';

const MONTHS: Readonly<Record<string, number>> = { year: 12, month: 1 };

const MILLISECONDS: Readonly<Record<string, number>> = {
  day: 86_400_000,
  hour: 3_600_000,
  minute: 60_000,
  second: 1000,
};

/** The fields of a literal such as `INTERVAL '1 02:30' DAY TO MINUTE`, in order. */
const FIELDS = ['day', 'hour', 'minute', 'second'];

/** Translates `INTERVAL '7' DAY` and `INTERVAL '1-6' YEAR TO MONTH`. Throws INVALID_LITERAL. */
export function intervalLiteral(node: Extract<Expression, { kind: 'interval' }>): TypedSql {
  const sign = node.negative ? -1 : 1;
  if (node.from in MONTHS) {
    return { sql: `to_months(${sign * months(node)})`, type: simple('interval year to month') };
  }
  const total = sign * milliseconds(node);
  const days = Math.trunc(total / 86_400_000);
  const rest = total - days * 86_400_000;
  const sql = rest === 0 ? `to_days(${days})` : `(to_days(${days}) + to_milliseconds(${rest}))`;
  return { sql, type: simple('interval day to second') };
}

function months(node: Extract<Expression, { kind: 'interval' }>): number {
  const isBoth = node.from === 'year' && node.to === 'month';
  const match = (isBoth ? /^([+-]?)(\d+)-(\d+)$/ : /^([+-]?)(\d+)$/).exec(node.value.trim());
  if (!match || (node.to && !isBoth && node.to !== node.from)) return invalid(node);
  const [, sign, first, second = '0'] = match;
  const total = Number(first) * MONTHS[node.from]! + Number(second);
  return sign === '-' ? -total : total;
}

function milliseconds(node: Extract<Expression, { kind: 'interval' }>): number {
  const [from, to] = [FIELDS.indexOf(node.from), FIELDS.indexOf(node.to ?? node.from)];
  if (from < 0 || to < from) return invalid(node);
  const [, sign = '', text = ''] = /^([+-]?)(.*)$/.exec(node.value.trim()) ?? [];
  const parts = text.split(/[ :]/);
  if (parts.length !== to - from + 1) return invalid(node);
  const total = parts.reduce((sum, part, index) => {
    const field = FIELDS[from + index]!;
    const isNumber = field === 'second' ? /^\d+(\.\d{1,3})?$/.test(part) : /^\d+$/.test(part);
    return isNumber ? sum + Math.round(Number(part) * MILLISECONDS[field]!) : invalid(node);
  }, 0);
  return sign === '-' ? -total : total;
}

function invalid({ value, at }: Extract<Expression, { kind: 'interval' }>): never {
  throw new TrinoError('INVALID_LITERAL', `'${value}' is not a valid INTERVAL literal`, at);
}
