import { describe, expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import {
  choiceInput,
  dayInputs,
  paramInput,
  paramInputId,
  periodInput,
} from '../../../src/slack/blocks/form-inputs.ts';
import { plain } from '../../../src/slack/blocks/limits.ts';
import { FORM_QUERY } from '../../support/form-query.ts';

const param = (name: string) => FORM_QUERY.params.find((each) => each.name === name)!;

const request = (values: Request['values'] = {}): Request => ({ query: 'sales', values, excluded: [] });

test.each([
  ['2025-01-01..2025-01-31', '2025-01-01', '2025-01-31'],
  ['2025-01-01', '2025-01-01', '2025-01-01'],
  ['last month', undefined, undefined],
  ['2025-01', undefined, undefined],
  [undefined, undefined, undefined],
])('dayInputs(%s) is filled from %s to %s', (current, from, to) => {
  const dates = dayInputs(current).map(({ element }) => (element as { initial_date?: string }).initial_date);
  expect(dates).toEqual([from, to]);
});

describe('paramInput()', () => {
  const typeOf = (name: string, values: Request['values'] = {}, menu?: readonly string[]) =>
    paramInput(FORM_QUERY, param(name), request(values), { [name]: menu }).element.type;

  test.each([
    ['by', undefined, 'static_select'],
    ['country', undefined, 'multi_external_select'], // not known yet
    ['country', ['USA', 'France'], 'multi_static_select'],
    ['country', [], 'plain_text_input'], // looked for in vain
    ['customers', undefined, 'plain_text_input'],
    ['is_open', undefined, 'static_select'],
    ['since', undefined, 'datepicker'],
    ['top', undefined, 'number_input'],
  ])('of %s with the values %j', (name, menu, type) => expect(typeOf(name, {}, menu)).toBe(type));

  test('takes more values than a menu holds as lines', () => {
    const values = Array.from({ length: 101 }, (_, index) => `${index}`);
    expect(typeOf('country', { country: values }, values)).toBe('plain_text_input');
  });

  test('is filled with what is in force, and tells the bounds of a number', () => {
    const { element, hint, optional } = paramInput(FORM_QUERY, param('top'), request({ top: ['7'] }), {});
    expect(element).toMatchObject({ initial_value: '7', min_value: '1', max_value: '100', is_decimal_allowed: false });
    expect(hint?.text).toBe('From 1 to 100.');
    expect(optional).toBe(false);
  });

  test('leaves out a date that the calendar of Slack does not take', () =>
    expect(paramInput(FORM_QUERY, param('since'), request({ since: ['2025-1'] }), {}).element).not.toHaveProperty(
      'initial_date',
    ));
});

test('all inputs are what Slack takes, each with an id of its own', () => {
  const blocks = [
    ...dayInputs('2025-01-01'),
    periodInput(FORM_QUERY, param('period'), request({ period: ['last month'] })),
    choiceInput('form/as', { label: 'Chart', placeholder: 'As it fits' }, [{ text: 'Bars', value: 'bar' }], 'pie'),
    ...FORM_QUERY.params
      .filter(({ type }) => type !== 'period')
      .map((each) => paramInput(FORM_QUERY, each, request(), {})),
    ...['from', 'to', 'form', 'day'].map((name) => paramInput(FORM_QUERY, { ...param('since'), name }, request(), {})),
  ];
  expect(checkView({ type: 'modal', title: plain('Filters', 24), submit: plain('Show', 24), blocks })).toEqual([]);
  const ids = blocks.map(({ block_id }) => block_id);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids).toContain(paramInputId(param('since')));
});

test('choiceInput() has nothing chosen unless the value is one of its own', () => {
  const items = [{ text: 'Bars', value: 'bar' }];
  const words = { label: 'Chart', placeholder: 'As it fits' };
  expect(choiceInput('form/as', words, items, 'bar').element).toMatchObject({ initial_option: { value: '=bar' } });
  expect(choiceInput('form/as', words, items, 'pie').element).not.toHaveProperty('initial_option');
});
