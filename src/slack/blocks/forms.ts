import type { types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { FilterValues } from './filter-ids.ts';
import type { FormTarget } from './form-target.ts';

import { periodParam } from '../../catalogue/param.ts';
import { CHART_TYPES } from '../../chart/chart-type.ts';
import { capital, labelOf } from '../../text/text.ts';
import { formWords } from '../words.ts';
import { COMPARISONS, currentOf, isComparable, parseFilterId } from './filter-ids.ts';
import { choiceInput, dayInputs, FORM_INPUTS, paramInput, periodInput } from './form-inputs.ts';
import { formatTarget } from './form-target.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** The callback id of the forms. */
export const FORM = 'form';

/** What stands above the period in the form with every filter: what is shown, and by what. */
const FIRST: readonly Param['role'][] = ['measure', 'dimension', 'series'];

/** Makes a form with the first and the last day of a period. */
export function datesForm(param: Param, request: Request, target: FormTarget): types.ModalView {
  return form(param.label, dayInputs(currentOf(request, param)[0]), target);
}

/**
 * Makes a form with every parameter, the comparison and the chart type. A period is chosen by its name or by its days.
 * `menus` holds the values of menus, as far as they are known; `locale` is the language tag for dates.
 */
export function filtersForm(
  query: Query,
  request: Request,
  menus: FilterValues,
  target: FormTarget,
  locale?: string,
): types.ModalView {
  const period = periodParam(query);
  const of = (params: readonly Param[]) => params.map((param) => paramInput(query, param, request, menus));
  const others = query.params.filter((param) => param !== period);
  const inputs = [
    ...of(others.filter(({ role }) => FIRST.includes(role))),
    ...(period ? [periodInput(query, period, request, locale), ...dayInputs(currentOf(request, period)[0])] : []),
    ...(isComparable(query) ? [comparisonInput(request)] : []),
    ...of(others.filter(({ role }) => !FIRST.includes(role))),
    chartInput(request),
  ];
  return form(formWords.filters, inputs.slice(0, BLOCK_LIMITS.modalBlocks), target);
}

function comparisonInput({ compare }: Request): types.InputBlock {
  const words = { label: formWords.compareWith, placeholder: formWords.nothing };
  const items = COMPARISONS.map(({ text, value }) => ({ text: capital(text), value }));
  return choiceInput(FORM_INPUTS.compare, words, items, compare);
}

function chartInput({ as }: Request): types.InputBlock {
  const items = CHART_TYPES.map((type) => ({ text: capital(type), value: type }));
  return choiceInput(FORM_INPUTS.chart, { label: formWords.chart, placeholder: formWords.automatic }, items, as);
}

/** Returns the title of the form for one parameter, from the id of the control that opens it. */
export function formTitle(actionId: string): string {
  return labelOf(parseFilterId(actionId)?.param ?? formWords.filter);
}

function form(title: string, blocks: types.KnownBlock[], target: FormTarget): types.ModalView {
  return {
    type: 'modal',
    callback_id: FORM,
    private_metadata: formatTarget(target),
    title: plain(title, BLOCK_LIMITS.modalTitle),
    submit: plain(formWords.show, BLOCK_LIMITS.modalTitle),
    close: plain(formWords.back, BLOCK_LIMITS.modalTitle),
    blocks,
  };
}
