import { UserError } from './error.ts';
import { literal } from './param.ts';
import type { Calendar, Span } from './period.ts';
import { spanOf } from './period.ts';
import type { Param, Query, Template } from './query.ts';
import type { Request } from './request.ts';
import { valuesOf } from './request.ts';

/** What Athena is asked: SQL with a `?` for every value, and a typed Trino literal for each, in order. */
export type Statement = {
  readonly sql: string;
  readonly parameters: readonly string[];
};

/**
 * The statement of a request. A value becomes a `?`, a choice its author's own SQL, an optional part stays when all its
 * holes have values. `span` replaces the days of the request's period, for a comparison. Throws a UserError when a value
 * cannot be left out where the query uses it.
 */
export function render(
  query: Query,
  request: Request,
  { now, calendar, span }: { now: Date; calendar: Calendar; span?: Span },
): Statement {
  const sql: string[] = [];
  const parameters: string[] = [];
  const params = new Map(query.params.map((param) => [param.name, param]));
  const write = (template: Template): void => {
    for (const part of template) {
      if (part.kind === 'sql') {
        sql.push(part.text);
      } else if (part.kind === 'optional') {
        if (isKept(part.parts, params, request)) write(part.parts);
      } else {
        const param = params.get(part.param)!;
        const values = valuesOf(request, param);
        if (!values) throw new UserError(`${query.name} needs ${param.name}: add ${param.name}=…`);
        if (param.type === 'choice') {
          sql.push(choiceText(param, values[0]!, part.field === 'label', part.quoted));
        } else if (param.type === 'period') {
          const { start, end } = span ?? spanOf(values[0]!, now, calendar);
          sql.push('?');
          parameters.push(`DATE '${part.field === 'start' ? start : end}'`);
        } else {
          if (request.excluded.includes(param.name)) negate(sql, query, param);
          sql.push(values.map(() => '?').join(', '));
          parameters.push(...values.map((value) => literal(param, value)));
        }
      }
    }
  };
  write(query.template);
  return { sql: sql.join('').trim(), parameters };
}

function isKept(parts: Template, params: ReadonlyMap<string, Param>, request: Request): boolean {
  return parts.every((part) => part.kind !== 'hole' || valuesOf(request, params.get(part.param)!) !== undefined);
}

function choiceText(param: Param, name: string, isLabel: boolean, isQuoted: boolean): string {
  const choice = param.choices.find((candidate) => candidate.name === name);
  if (!choice) throw new UserError(`${param.name} has no choice ${name} any more: ask again`);
  if (!isLabel) return choice.sql;
  const label = choice.label.replaceAll('"', '""');
  return isQuoted ? label : `"${label}"`;
}

/** `IN (` becomes `NOT IN (` and `=` becomes `<>`, where the author's SQL compares with the hole that follows. */
function negate(sql: string[], query: Query, param: Param): void {
  const before = sql.pop() ?? '';
  const negated = before.replace(/\bIN(\s*\(\s*)$/i, 'NOT IN$1').replace(/(?<![<>!])=(\s*)$/, '<>$1');
  if (negated === before)
    throw new UserError(`${query.name} cannot leave out a ${param.name}: name the ones that you want instead`);
  sql.push(negated);
}
