import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Compare, Request } from '../../question/request.ts';

import { comparedWords } from '../../answer/compared-spans.ts';
import { thresholdSize, valueWords } from '../../answer/title.ts';
import { periodParam } from '../../catalogue/param.ts';
import { insideOf } from '../../question/inside.ts';
import { normalize, withValue } from '../../question/request.ts';
import { truncate } from '../../text/text.ts';
import { controlWords } from '../words.ts';
import { COMPARISONS, itemsOf, removeId } from './filter-ids.ts';
import { BLOCK_LIMITS, oneLine, plain } from './limits.ts';

/** The longest words of a chip: on a phone, two chips of this length fill a row. */
const CHIP_WORDS = 22;

/** What stands on the bar by itself or is said by the headline, and so is no chip. */
const SAID_ELSEWHERE: readonly Param['role'][] = ['measure', 'dimension'];

/**
 * Makes a button for each value that a request sets beyond its query's defaults; a click removes the value. `locale` is the
 * language tag for numbers and dates.
 */
export function chipButtons(query: Query, request: Request, locale?: string): readonly types.Button[] {
  const isSaid = ({ role }: Param) => SAID_ELSEWHERE.includes(role) || (role === 'show' && insideOf(query, request));
  const set = query.params.filter(
    (param) => request.values[param.name] !== undefined && !isSaid(param) && param !== periodParam(query),
  );
  return [
    ...set.map((param) => chip(removeId(query.name, param.name), chipWords(param, { query, request, locale }))),
    ...(request.compare ? [chip(removeId(query.name), versusWords(request.compare, locale))] : []),
  ];
}

/** Returns a request without one parameter, or without its comparison when no parameter is named. */
export function withoutChip(request: Request, query: Query, param: string | undefined): Request {
  if (param === undefined) return normalize({ ...request, compare: undefined }, query);
  return withValue(request, query, param, undefined);
}

function versusWords(compare: Compare, locale: string | undefined): string {
  const known = COMPARISONS.find(({ value }) => value === compare)?.text;
  return controlWords.versus(known ?? comparedWords(compare, locale));
}

function chip(id: string, words: string): types.Button {
  return {
    type: 'button',
    action_id: id,
    text: plain(controlWords.removable(words), BLOCK_LIMITS.buttonText),
    accessibility_label: truncate(controlWords.remove(words), BLOCK_LIMITS.buttonText),
  };
}

type Asked = { readonly query: Query; readonly request: Request; readonly locale: string | undefined };

function chipWords(param: Param, asked: Asked): string {
  const { request } = asked;
  const values = request.values[param.name]!.map((value) => oneLine(textOf(param, value, asked)));
  const [first = '', ...rest] = values;
  const more = rest.length > 0 ? ` +${rest.length}` : '';
  const isWhole = values.join(', ').length <= CHIP_WORDS;
  const said = isWhole ? values.join(', ') : `${truncate(first, CHIP_WORDS - more.length)}${more}`;
  if (request.excluded.includes(param.name)) return controlWords.except(said);
  if (param.role === 'show' || (param.role === 'filter' && param.type === 'string')) return said;
  if (param.role === 'series') return controlWords.splitBy(said);
  if (param.keeps === 'first' || param.keeps === 'last') return controlWords[param.keeps](said);
  if (param.keeps) return `${controlWords.thresholds[param.keeps]} ${said}`;
  return `${oneLine(param.label)}: ${said}`;
}

/** A value as a person reads it: a choice by its label, a truth as yes or no, a number with its thousands. */
function textOf(param: Param, value: string, asked: Asked): string {
  if (param.role === 'threshold') return thresholdSize(value, asked);
  return (
    itemsOf(param, undefined)?.find((item) => item.value === value)?.text ?? valueWords(param, value, asked.locale)
  );
}
