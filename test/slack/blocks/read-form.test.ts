import { describe, expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';
import type { Entries } from '../../../src/slack/blocks/read-form.ts';

import { UserError } from '../../../src/error.ts';
import { formatRequest } from '../../../src/question/request.ts';
import { formatOptionValue } from '../../../src/slack/blocks/filter-ids.ts';
import { readForm } from '../../../src/slack/blocks/read-form.ts';
import { FORM_QUERY } from '../../support/form-query.ts';

const query = FORM_QUERY;

const request = (values: Request['values'] = {}): Request => ({ query: 'sales', values, excluded: [] });

describe('readForm()', () => {
  const check = ({ values }: Request) => {
    if (values.top?.[0] === '0') throw new UserError('top is from 1 to 100');
  };
  const entry = (block: string, value: Record<string, unknown>): Entries => ({
    [`param/${block}`]: { [`filter/sales/${block}`]: value },
  });
  test.each<[string, Entries, string]>([
    ['a choice', entry('by', { selected_option: { value: '=city' } }), 'sales by=city'],
    [
      'several of a menu',
      entry('country', { selected_options: [{ value: '=USA' }, { value: '=France' }] }),
      'sales country=France,USA',
    ],
    ['lines', entry('customers', { value: ' b \n\na' }), 'sales customers=a,b'],
    ['a day', entry('since', { selected_date: '2025-01-01' }), 'sales since=2025-01-01'],
    ['a yes', entry('is_open', { selected_option: { value: '=true' } }), 'sales is_open=true'],
    ['nothing', entry('customers', { value: null }), 'sales'],
    [
      'two days',
      {
        'form/from': { 'form/from': { selected_date: '2025-01-01' } },
        'form/to': { 'form/to': { selected_date: '2025-01-31' } },
      },
      'sales period=2025-01-01..2025-01-31',
    ],
    [
      'one day',
      {
        'form/from': { 'form/from': { selected_date: '2025-01-01' } },
        'form/to': { 'form/to': { selected_date: '2025-01-01' } },
      },
      'sales period=2025-01-01',
    ],
    [
      'a first day',
      {
        'form/from': { 'form/from': { selected_date: '2025-01-01' } },
        'form/to': { 'form/to': { selected_date: null } },
      },
      'sales period="since 2025-01-01"',
    ],
    [
      'a last day',
      {
        'form/from': { 'form/from': { selected_date: null } },
        'form/to': { 'form/to': { selected_date: '2025-01-31' } },
      },
      'sales period="before 2025-02-01"',
    ],
    [
      'days the wrong way round',
      {
        'form/from': { 'form/from': { selected_date: '2025-02-01' } },
        'form/to': { 'form/to': { selected_date: '2025-01-01' } },
      },
      'form/from: the first day is after the last: swap them',
    ],
    ['what cannot be asked', entry('top', { value: '0' }), 'param/top: top is from 1 to 100'],
    [
      'a kind and a comparison',
      {
        'form/as': { 'form/as': { selected_option: { value: '=line' } } },
        'form/compare': { 'form/compare': { selected_option: { value: '=previous' } } },
      },
      'sales compare=previous as=line',
    ],
    [
      'text with entities, as Slack sends it',
      entry('customers', { value: 'R&amp;D &lt;1&gt;' }),
      'sales customers="R&D <1>"',
    ],
    [
      'an option whose value Slack would send back with entities',
      entry('country', { selected_options: [{ value: formatOptionValue('R&D') }] }),
      'sales country="R&D"',
    ],
    ['an input that is gone', entry('gone', { value: 'x' }), 'sales'],
  ])('%s', (_, entries, expected) => {
    const read = readForm(entries, query!, request(), {}, check);
    expect('block' in read ? `${read.block}: ${read.message}` : formatRequest(read.request)).toBe(expected);
  });
});

describe('readForm() of a form that showed days', () => {
  const shown = request({ period: ['2025-01-01..2025-01-31'] });
  const days = (from: string | null, to: string | null): Entries => ({
    'form/from': { 'form/from': { selected_date: from } },
    'form/to': { 'form/to': { selected_date: to } },
  });
  const named = { 'param/period': { 'filter/sales/period': { selected_option: { value: '=last year' } } } };
  test.each<[string, Entries, string]>([
    ['the same days', days('2025-01-01', '2025-01-31'), 'sales period=2025-01-01..2025-01-31'],
    ['no days', days(null, null), 'sales period=2025-01-01..2025-01-31'],
    ['other days', days('2025-01-01', '2025-02-28'), 'sales period=2025-01-01..2025-02-28'],
    ['a name above the same days', { ...named, ...days('2025-01-01', '2025-01-31') }, 'sales period="last year"'],
    [
      'a name above other days',
      { ...named, ...days('2025-01-01', '2025-02-28') },
      'form/from: choose a period or days, not both',
    ],
  ])('%s', (_, entries, expected) => {
    const read = readForm(entries, query!, shown, {}, () => undefined);
    expect('block' in read ? `${read.block}: ${read.message}` : formatRequest(read.request)).toBe(expected);
  });
});
