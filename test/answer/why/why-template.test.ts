import { describe, expect, test } from 'vitest';

import { whyTemplate } from '../../../src/answer/why/why-template.ts';
import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parse } from '../../../src/question/parse.ts';
import { checkGrammar } from '../../../src/trino/grammar.ts';

const catalogue = await readCatalogue('queries');

const query = catalogue.find('sales')!;

function statementOf(text: string) {
  const { request } = parse(text, catalogue, () => []);
  const calendar = { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 };
  return whyTemplate(query, request, { now: new Date('2026-06-15T12:00:00Z'), calendar });
}

const MEASURES = ['sales', 'orders', 'margin', 'margin_rate', 'average_order', 'countries'];

describe('whyTemplate(query, request)', () => {
  test.each(MEASURES)('of %s is a statement that Trino takes', (measure) => {
    const { sql, parameters } = statementOf(`sales show=why measure=${measure} country!=USA period=2025`);
    expect(checkGrammar(sql)).toBeUndefined();
    expect(sql.match(/\?/g)).toHaveLength(parameters.length);
  });

  test('groups by columns alone, as Trino wants it of GROUPING SETS, and reads the fact table once', () => {
    const { sql } = statementOf('sales show=why period=2025');
    expect(sql).toContain('GROUP BY GROUPING SETS ((d1), (d2), (d3), (d4), (d5), (d6), (d7), ())');
    expect(sql.match(/fact_orders/g)).toHaveLength(1);
  });

  test('notes once for each thing counted distinct, in each value, in which period it was there', () => {
    const { sql } = statementOf('sales show=why measure=orders period=2025');
    expect(sql).toContain(
      'GROUP BY GROUPING SETS ((d1, x1), (d2, x1), (d3, x1), (d4, x1), (d5, x1), (d6, x1), (d7, x1), (x1))',
    );
    expect(sql).toContain('BOOL_OR(is_before) AS before1');
    expect(sql).not.toContain('DISTINCT');
    expect(sql.match(/fact_orders/g)).toHaveLength(1);
  });

  test('looks at the days of both periods and at nothing between them', () => {
    const { sql, parameters } = statementOf('sales show=why period=2025-03 compare="last year"');
    expect(sql).toContain('WHERE ((f.orderDate >= ? AND f.orderDate < ?) OR (f.orderDate >= ? AND f.orderDate < ?))');
    const days = ["DATE '2024-03-01'", "DATE '2024-04-01'", "DATE '2025-03-01'", "DATE '2025-04-01'"];
    expect(parameters).toEqual([...days, ...days]);
  });
});
