import { expect, test } from 'vitest';

import { parseDataset } from '../../src/catalogue/dataset-file.ts';
import { datasetGrammarFaults } from '../../src/check/dataset-grammar.ts';
import { SALES } from '../support/sales-dataset.ts';

function faults(source: string) {
  const { query } = parseDataset('sales.yml', source);
  return datasetGrammarFaults(query!.dataset!, 'sales.yml').map(({ line, message }) => `${line}: ${message}`);
}

const lineOf = (text: string) => SALES.slice(0, SALES.indexOf(text)).split('\n').length;

test('a sound dataset has none', () => expect(faults(SALES)).toEqual([]));

test('a piece that is no SQL is told at its place', () =>
  expect(faults(SALES.replace('sum: f.orderAmount,', 'sum: f.orderAmount +,'))[0]).toMatch(
    new RegExp(`^${lineOf('sum: f.orderAmount,')}: measure sales: not Trino's grammar`),
  ));

test('a piece has to be one expression', () =>
  expect(faults(SALES.replace('{ sql: l.city,', '{ sql: "l.city, l.state",'))).toEqual([
    `${lineOf('{ sql: l.city,')}: dimension city: not Trino's grammar: it has to be one expression, such as f.amount * f.rate`,
  ]));
