import { expect, test } from 'vitest';

import { compose } from '../../src/question/compose.ts';
import { readSentence } from '../../src/question/read.ts';
import { CONTEXT, sentenceIn } from '../support/rules.ts';

function composed(text: string) {
  const sentence = sentenceIn(text);
  const draft = readSentence(sentence, CONTEXT);
  const { values, ...more } = compose(draft, sentence, CONTEXT);
  return { ...values, ...(more.compare && { compare: more.compare }), ...(more.as && { as: more.as }) };
}

test.each([
  ['sales', { measure: ['sales'] }],
  ['sales as a pie chart', { measure: ['sales'], as: 'pie' }],
  ['sales vs last year', { measure: ['sales'], compare: 'last year' }],
  ['sales 2024 vs 2023', { measure: ['sales'], by: ['none'], period: ['2024'], compare: 'last year' }],
  ['sales 2023 vs 2024', { measure: ['sales'], by: ['none'], period: ['2024'], compare: 'last year' }],
  ['jan, feb and march 2024', { by: ['month'], period: ['2024-01..2024-03'] }],
  ['sales in France and Germany', { measure: ['sales'], by: ['country'], country: ['France', 'Germany'] }],
  ['average sales per month', { measure: ['sales'], by: ['none'], show: ['average_per_month'] }],
  [
    'sales of planes vs ships by month',
    { measure: ['sales'], product_line: ['Planes', 'Ships'], split: ['product_line'], by: ['month'] },
  ],
])('compose(%s)', (text, expected) => expect(composed(text)).toEqual(expected));
