import type { Query } from '../catalogue/query.ts';
import type { Chart } from '../chart/chart.ts';
import type { Look } from '../chart/options.ts';
import type { Picture } from '../chart/picture.ts';
import type { Understanding } from '../question/parse.ts';
import type { Request } from '../question/request.ts';
import type { Table } from '../table/table.ts';
import type { Comparison } from './compare.ts';
import type { ComparedSpans } from './compared-spans.ts';
import type { AnswerContext, RunOptions } from './context.ts';
import type { EarlierResult, ShownResult } from './shown-result.ts';
import type { RenderOptions, Statement } from './statement.ts';

import { dayWords, momentWords } from '../calendar/words.ts';
import { isLimit } from '../catalogue/param.ts';
import { chart } from '../chart/chart.ts';
import { asksWhy, insideOf } from '../question/inside.ts';
import { formatRequest, valuesOf } from '../question/request.ts';
import { abortable } from './abortable.ts';
import { changeRanking } from './change-ranking.ts';
import { daysOf } from './chart-options.ts';
import { listedColumns } from './column-values.ts';
import { comparedSpans } from './compared-spans.ts';
import { endedData } from './ended-data.ts';
import { explanationOf, sampleOf } from './explanation.ts';
import { resultOf } from './shown-result.ts';
import { render } from './statement.ts';
import { subtitleOf } from './title.ts';
import { traced } from './traced.ts';
import { understand } from './understand.ts';
import { verifiedNow } from './verified.ts';
import { reasonsOf } from './why/reasons.ts';

/** One question answered: its request, its rows, and what is shown of them. */
export type Answer = {
  /** The canonical text of the request; asking it again gives the same answer. */
  readonly text: string;
  readonly request: Request;
  readonly query: Query;
  readonly statement: Statement;
  readonly table: Table;
  /** By measure column, the column that holds its earlier value; missing when nothing is compared. */
  readonly earlier?: Comparison['columns'];
  readonly chart: Chart;
  /** The d3-formats of its columns, by name. */
  readonly formats?: Readonly<Record<string, string>>;
  readonly look?: Look;
  readonly title: string;
  /** How the question was understood: filters and period in words. */
  readonly subtitle: string;
  /** Sentences that the asker should read beside the answer, such as that a budget is nearly used. */
  readonly notes?: readonly string[];
  /** Questions for the other meaning of an ambiguous word. */
  readonly alternatives: Understanding['alternatives'];
  /** Missing when drawing failed; everything else is there all the same. */
  readonly picture?: Picture;
  /** The error that drawing failed with, for the log. */
  readonly pictureFailure?: unknown;
  /** The newest day or moment in the data, in Athena's text; missing when the query does not tell. */
  readonly asOf?: string;
  /** When its rows were computed, as `09:02`; missing unless they were computed for an earlier question. */
  readonly reusedFrom?: string | undefined;
  /** Who verified the query's numbers, and when; missing when nobody has, or too long ago. */
  readonly verified?: Query['verified'];
};

/** The number of days for which a verification counts, unless a setting says otherwise. */
export const VERIFIED_DAYS = 365;

/**
 *   text → Request → Statement → Table → Chart → Picture
 *
 * Answers a question, in whichever way it is asked: understands it, runs its statement and draws its chart. Throws a UserError for what the asker
 * can mend. A picture that fails does not fail the answer.
 */
export function answer(text: string, context: AnswerContext, options: AnswerMoment): Promise<Answer> {
  return traced('answer', () => answerNow(text, context, options));
}

/** When a question is asked; its answer is given up when the signal aborts. */
type AnswerMoment = { readonly now: Date; readonly signal: AbortSignal };

async function answerNow(text: string, context: AnswerContext, { now, signal }: AnswerMoment): Promise<Answer> {
  const { request, query, alternatives } = await traced('understand', () => understand(text, context, { signal, now }));
  const { calendar } = context;
  const rendering = { now, calendar, rawForms: await abortable(signal, rawFormsIn(query, request, context)) };
  const statement = render(query, request, rendering);
  const { locale } = context.look ?? {};
  const compared = comparedSpans(query, request, { now, calendar, locale });
  const notes = new Set<string>();
  const about = { query, request, asked: context.asked, onNote: (sentence: string) => void notes.add(sentence) };
  // what a digest says of its data is read first, as an earlier result is used again by it
  const isNew = context.asked?.isDigest === true;
  if (isNew) await abortable(signal, context.freshness(query, { isNew }));
  const [current, earlier, asOf] = await Promise.all([
    traced('run', () => context.run(statement, signal, about), { 'owlpost.dataset': query.name }),
    asksWhy(query, request) ? undefined : runEarlier(about, context, { rendering, compared, signal }),
    abortable(signal, context.freshness(query)),
  ]);
  const shown = shownOf(current, query, request, { statement, earlier, compared, look: context.look });
  const words = [shown.lead, subtitleOf(query, request, { now, calendar, compared, locale })];
  const subtitle = words.filter((part) => part !== undefined && part !== '').join(' · ');
  const ended = endedData(query, request, { asOf, now, calendar, locale });
  const drawn = chart(shown.table, {
    ...context.look,
    ...shown.options,
    title: shown.title,
    subtitle,
    as: shown.as ?? request.as,
    emptyText: ended?.sentence,
    ...daysOf(query, request, context, now),
    source: asOf && `${query.title}, data to ${dayWords(asOf, locale)}`,
    now,
    timezone: calendar.timezone,
    values: await abortable(signal, listedColumns(query, current.columns, context.values)),
  });
  const picture = await traced('draw', () => context.draw(drawn)).then(
    (drawnPicture) => ({ picture: drawnPicture }),
    (pictureFailure: unknown) => ({ pictureFailure }),
  );
  const { table, title, columns, options } = shown;
  return {
    text: formatRequest(request),
    request,
    query,
    statement,
    table,
    ...(columns && { earlier: columns }),
    chart: drawn,
    formats: options.formats,
    look: context.look,
    title,
    subtitle,
    notes: [...notes],
    alternatives: ended && drawn.type === 'empty' ? [...alternatives, ended.alternative] : alternatives,
    asOf,
    reusedFrom:
      table.reused && table.ranAt ? momentWords(table.ranAt, { now, timezone: calendar.timezone, locale }) : undefined,
    verified: verifiedNow(query, { now, timezone: calendar.timezone, days: context.verifiedDays ?? VERIFIED_DAYS }),
    ...picture,
  };
}

/** What is shown of a result, by how its request looks inside a number. */
function shownOf(
  current: Table,
  query: Query,
  request: Request,
  {
    statement,
    earlier,
    compared,
    look,
  }: {
    readonly look: Look | undefined;
    readonly statement: Statement;
    readonly earlier: EarlierResult | undefined;
    readonly compared: ComparedSpans | undefined;
  },
): ShownResult {
  switch (insideOf(query, request)) {
    case 'why':
      return reasonsOf(current, query, request, { ...compared!, locale: look?.locale });
    case 'explain':
      return explanationOf(current, query, request, look);
    case 'rows':
      return sampleOf(current, query, request);
    default:
      return resultOf(current, query, request, { statement, earlier, look });
  }
}

/** Returns the raw forms in the data of the values that a request filters a dataset by. */
export async function rawFormsIn(
  query: Query,
  request: Request,
  { rawForms }: Pick<AnswerContext, 'rawForms'>,
): Promise<RenderOptions['rawForms']> {
  if (!query.dataset || !rawForms) return undefined;
  const filters = query.params.filter((param) => param.role === 'filter' && valuesOf(request, param));
  const forms = new Map(
    await Promise.all(filters.map(async (param) => [param.name, await rawForms(query, param)] as const)),
  );
  return (param, value) => forms.get(param)?.get(value);
}

async function runEarlier(
  about: RunOptions & { readonly query: Query; readonly request: Request },
  context: AnswerContext,
  {
    rendering,
    compared,
    signal,
  }: {
    readonly rendering: RenderOptions;
    readonly compared: ComparedSpans | undefined;
    readonly signal: AbortSignal;
  },
): Promise<EarlierResult | undefined> {
  if (!compared) return undefined;
  const { query, request } = about;
  const isLimited =
    !changeRanking(query, request) &&
    query.params.some((limit) => isLimit(limit) && valuesOf(request, limit) !== undefined);
  const statement = render(query, request, { ...rendering, span: compared.earlierSpan, isUnlimited: isLimited });
  const run = () => context.run(statement, signal, about);
  const table = await traced('run', run, { 'owlpost.dataset': query.name });
  return { table, ...compared, isLimited };
}
