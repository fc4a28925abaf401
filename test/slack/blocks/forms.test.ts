import { describe, expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';

import { checkView } from '../../../src/local/slack/rules/surface.ts';
import { parseTarget } from '../../../src/slack/blocks/form-target.ts';
import { datesForm, filtersForm } from '../../../src/slack/blocks/forms.ts';
import { FORM_QUERY } from '../../support/form-query.ts';

const query = FORM_QUERY;

const target = { ref: { channel: 'C1', ts: '1.2' }, state: { text: 'sales', asker: 'U1' } };

const countries = Array.from({ length: 300 }, (_, index) => `${index} ${'x'.repeat(100)}`);

const request = (values: Request['values'] = {}): Request => ({ query: 'sales', values, excluded: [] });

describe('forms stay within what Slack takes', () => {
  test.each<[string, Request, Parameters<typeof filtersForm>[2]]>([
    ['nothing chosen', request(), { country: ['France', 'USA'] }],
    [
      'everything chosen',
      request({
        by: ['city'],
        country: ['USA'],
        customers: ['a', 'b'],
        is_open: ['true'],
        since: ['2025-01-01'],
        period: ['2025-01-01..2025-02-01'],
        top: ['7'],
      }),
      { country: ['France'] },
    ],
    ['a menu of 300', request({ country: countries.slice(0, 100) }), { country: countries }],
    ['more than a menu can hold', request({ country: countries }), { country: countries }],
    ['a menu that is not known yet', request(), {}],
    ['values of 10,000 characters', request({ customers: ['y'.repeat(10_000)] }), {}],
  ])('%s', (_, asked, menus) => {
    const forms = [
      filtersForm(query!, asked, menus, target),
      datesForm(query!.params.find(({ type }) => type === 'period')!, asked, target),
    ];
    for (const form of forms) expect(checkView(form)).toEqual([]);
    expect(parseTarget(forms[0]!.private_metadata!)).toEqual(target);
  });
});
