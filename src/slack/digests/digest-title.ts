import type { Answer } from '../../answer/answer.ts';
import type { AnswerContext } from '../../answer/context.ts';
import type { Digest } from '../../digests/digest.ts';

import { periodWords } from '../../answer/title.ts';
import { today } from '../../calendar/day.ts';
import { dayWords } from '../../calendar/words.ts';
import { periodParam } from '../../catalogue/param.ts';
import { valuesOf } from '../../question/request.ts';
import { labelOf } from '../../text/text.ts';

/**
 * Writes the title of a digest that was due at `dueAt`: its name, and the period that all its answers are about, such as
 * `Monday sales · Last week (16 – 22 Nov 2026)`; the day it was due where they are about several.
 */
export function digestTitle(
  { name, timezone }: Pick<Digest, 'name' | 'timezone'>,
  answers: readonly Pick<Answer, 'query' | 'request'>[],
  { dueAt, context }: { readonly dueAt: Date; readonly context: Pick<AnswerContext, 'calendar' | 'look'> },
): string {
  const calendar = { ...context.calendar, timezone };
  const locale = context.look?.locale;
  const [first, ...others] = new Set(answers.map(periodOf));
  const period = first !== undefined && others.length === 0 ? first : undefined;
  const when =
    period === undefined
      ? dayWords(today(dueAt, timezone), locale)
      : periodWords(period, { now: dueAt, calendar, locale });
  return `${labelOf(name)} · ${when}`;
}

function periodOf({ query, request }: Pick<Answer, 'query' | 'request'>): string | undefined {
  const param = periodParam(query);
  return param && valuesOf(request, param)?.[0];
}
