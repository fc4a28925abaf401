import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Compare, Request } from '../../question/request.ts';

import { periodParam } from '../../catalogue/param.ts';
import { insideOf } from '../../question/inside.ts';
import { normalize, withValue } from '../../question/request.ts';
import { textOrBlank, truncate } from '../../text/text.ts';
import { controlWords } from '../words.ts';
import { COMPARISONS, itemsOf, removeId } from './filter-ids.ts';
import { BLOCK_LIMITS, oneLine, plain } from './limits.ts';

/** The longest words of a chip: on a phone, two chips of this length fill a row. */
const CHIP_WORDS = 22;

/** What stands on the bar by itself or is said by the headline, and so is no chip. */
const SAID_ELSEWHERE: readonly Param['role'][] = ['measure', 'dimension'];

/** Makes a button for each value that a request sets beyond its query's defaults; a click removes the value. */
export function chipButtons(query: Query, request: Request): readonly types.Button[] {
  const isSaid = ({ role }: Param) => SAID_ELSEWHERE.includes(role) || (role === 'show' && insideOf(query, request));
  const set = query.params.filter(
    (param) => request.values[param.name] !== undefined && !isSaid(param) && param !== periodParam(query),
  );
  return [
    ...set.map((param) => chip(removeId(query.name, param.name), chipWords(param, request))),
    ...(request.compare ? [chip(removeId(query.name), comparedWords(request.compare))] : []),
  ];
}

/** Returns a request without one parameter, or without its comparison when no parameter is named. */
export function withoutChip(request: Request, query: Query, param: string | undefined): Request {
  if (param === undefined) return normalize({ ...request, compare: undefined }, query);
  return withValue(request, query, param, undefined);
}

function comparedWords(compare: Compare): string {
  return controlWords.versus(COMPARISONS.find(({ value }) => value === compare)?.text ?? compare);
}

function chip(id: string, words: string): types.Button {
  return {
    type: 'button',
    action_id: id,
    text: plain(controlWords.removable(words), BLOCK_LIMITS.buttonText),
    accessibility_label: truncate(controlWords.remove(words), BLOCK_LIMITS.buttonText),
  };
}

function chipWords(param: Param, request: Request): string {
  const values = request.values[param.name]!.map((value) => oneLine(textOf(param, value)));
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

/** A value as a person reads it: a choice by its label, a truth as yes or no. */
function textOf(param: Param, value: string): string {
  return itemsOf(param, undefined)?.find((item) => item.value === value)?.text ?? textOrBlank(value);
}
