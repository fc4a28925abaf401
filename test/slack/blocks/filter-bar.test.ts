import type { types } from '@slack/bolt';
import { describe, expect, test } from 'vitest';

import type { Request } from '../../../src/question/request.ts';

import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { filterBar, rowsOf } from '../../../src/slack/blocks/filter-bar.ts';

const { query } = parseQueryFile(
  'sales.sql',
  `/*---
params:
  measure: { type: choice, default: sales, choices: { sales: { sql: s, label: Sales }, units: { sql: u, label: Units } } }
  by: { type: choice, default: month, choices: { month: { sql: m, label: Month }, msrp: { sql: p, label: MSRP }, line: { sql: l, label: Product line } } }
  split: { type: choice, optional: true, choices: by }
  country: { type: string, many: true, optional: true, values: "SELECT 1" }
  city: { type: string, many: true, optional: true }
  open: { type: boolean, label: Open, optional: true }
  since: { type: date, label: Shipped since, optional: true }
  period: { type: period, default: last 12 months }
  top: { type: integer, default: 10 }
  over: { type: number, optional: true }
---*/
SELECT {{by}} [[, {{split}} ]], {{measure}}, {{top}} FROM t WHERE d > {{period.start}} AND d < {{period.end}}
  [[ AND c IN ({{country}}) ]] [[ AND k IN ({{city}}) ]] [[ AND d > {{since}} ]] [[ AND o = {{open}} ]] [[ AND a > {{over}} ]]`,
);

const more: types.Overflow = {
  type: 'overflow',
  action_id: 'more',
  options: [{ text: { type: 'plain_text', text: 'x' }, value: 'x' }],
};

const bar = (values: Request['values'], given: Partial<Request> = {}) => {
  const request: Request = { query: 'sales', values, excluded: [], ...given };
  return filterBar(query!, request, { value: 'state', inside: {}, last: more });
};

/** What a button or a menu shows. */
type Face = Partial<Pick<types.Button, 'text'> & Pick<types.StaticSelect, 'initial_option' | 'placeholder'>>;

const faces = (elements: readonly types.ActionsBlockElement[]) =>
  elements.map((element) => {
    const { text, initial_option, placeholder } = element as Face;
    return element.type === 'overflow' ? '⋯' : (text ?? initial_option?.text ?? placeholder)?.text;
  });

describe('filterBar()', () => {
  test.each<[string, Request['values'], Partial<Request>, string[]]>([
    ['nothing set', {}, {}, ['Last 12 months', 'by month', 'Filters', '⋯']],
    [
      'a filter and a comparison',
      { country: ['France'], period: ['2025'] },
      { compare: 'last year' },
      ['2025', 'by month', 'Filters', 'France ✕', 'vs last year ✕', '⋯'],
    ],
    [
      'what is left out',
      { country: ['USA'], period: ['2025-Q3'] },
      { excluded: ['country'] },
      ['Q3 2025', 'by month', 'Filters', 'not USA ✕', '⋯'],
    ],
    [
      'a series, in the words of a sentence',
      { split: ['line'], by: ['msrp'], period: ['2025'] },
      {},
      ['2025', 'by MSRP', 'Filters', 'split by Product line ✕', '⋯'],
    ],
    [
      'numbers and truths by their names',
      { period: ['2025'], top: ['5'], open: ['true'] },
      {},
      ['2025', 'by month', 'Filters', 'Open: yes ✕', 'top 5 ✕', '⋯'],
    ],
    [
      'more than two rows hold: counted',
      {
        country: ['France'],
        city: ['Saint-Germain-en-Laye', 'Lyon'],
        open: ['true'],
        since: ['2025-01-01'],
        top: ['5'],
      },
      { compare: 'previous' },
      ['Last 12 months', 'by month', 'Filters +5', 'France ✕', '⋯'],
    ],
    ['a measure, which the headline says', { measure: ['units'] }, {}, ['Last 12 months', 'by month', 'Filters', '⋯']],
  ])('%s', (_, values, given, expected) => expect(faces(bar(values, given))).toEqual(expected));

  const up = (request: Request) => ({
    button: { type: 'button', action_id: 'up', text: { type: 'plain_text', text: '↑ Back' } } as const,
    request,
  });
  const request: Request = {
    query: 'sales',
    values: { country: ['France'], by: ['msrp'], period: ['2025'] },
    excluded: [],
  };
  test.each<[string, Request, Request, string[]]>([
    [
      'the chip of what one has gone down into leads back up',
      request,
      { ...request, values: { period: ['2025'] } },
      ['2025', 'by MSRP', 'France ✕', 'Filters', '⋯'],
    ],
    [
      'a way back that takes no filter away has its own button',
      request,
      request,
      ['2025', 'by MSRP', '↑ Back', 'Filters', 'France ✕', '⋯'],
    ],
    [
      'the way back to a longer time stands beside what it takes away',
      { ...request, values: { split: ['line'], period: ['2025-Q2'] } },
      { ...request, values: { period: ['2025'] } },
      ['Q2 2025', 'by month', '↑ Back', 'Filters +1', '⋯'],
    ],
    [
      'rows that are times have no way back by their other filters',
      { ...request, values: { split: ['line'], country: ['France'], period: ['2025'] } },
      { ...request, values: { period: ['2025'] } },
      ['2025', 'by month', 'Filters +1', 'France ✕', '⋯'],
    ],
  ])('%s', (_, given, above, expected) => {
    const elements = filterBar(query!, given, { value: 'state', inside: { up: up(above) }, last: more });
    expect(faces(elements).toSorted()).toEqual(expected.toSorted());
    expect(rowsOf(elements)).toBe(2);
  });

  test.each<[string, Request['values']]>([
    ['a long city', { city: ['x'.repeat(200)] }],
    ['a hundred cities', { city: Array.from({ length: 100 }, (_, index) => `city ${index}`) }],
    ['a period of days', { period: ['2024-12-01..2025-11-30'], by: ['line'], country: ['Türkiye'] }],
    ['all there is', { city: ['a'], country: ['b'], open: ['false'], since: ['2025-01-01'], top: ['3'], over: ['1'] }],
  ])('fills two rows of a phone at most, and Slack takes it: %s', (_, values) => {
    const elements = bar(values);
    expect(rowsOf(elements)).toBeLessThanOrEqual(2);
    expect(checkMessageBlocks([{ type: 'actions', elements: [...elements] }])).toEqual([]);
    expect(faces(elements)).toContain('⋯');
  });
});
