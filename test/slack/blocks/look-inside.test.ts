import { describe, expect, test } from 'vitest';

import type { Answer } from '../../../src/answer/answer.ts';
import type { Table } from '../../../src/table/table.ts';

import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { parse } from '../../../src/question/parse.ts';
import { drillRowsOf } from '../../../src/slack/blocks/drill.ts';
import { lookInside } from '../../../src/slack/blocks/look-inside.ts';
import { tableOf } from '../../charts/demo.ts';

const catalogue = await readCatalogue('queries');

function rowsOf(text: string, table: Table) {
  const { query, request } = parse(text, catalogue, () => []);
  return drillRowsOf({ query, request, table } as Answer);
}

/** The controls of the row that looks inside an answer: for each its id, its words and its value or the number of options. */
function controlsOf(text: string, table: Table = tableOf(['Country', 'Sales: decimal'], [])) {
  const { query, request } = parse(text, catalogue, () => []);
  const { drill, up, why } = lookInside(query, request, rowsOf(text, table));
  const elements = [drill, up?.button, why].filter((element) => element !== undefined);
  if (elements.length === 0) return [];
  expect(checkMessageBlocks([{ type: 'actions', elements }])).toEqual([]);
  return elements.map((element) => {
    if (element.type === 'button')
      return [element.action_id, element.accessibility_label ?? element.text.text, element.value];
    if (element.type === 'static_select')
      return [element.action_id, element.placeholder?.text, element.options?.length];
    return [element.type, 'action_id' in element && element.action_id];
  });
}

const countries = (names: readonly (string | null)[]) =>
  tableOf(
    ['Country', 'Sales: decimal'],
    names.map((name, index) => [name, index]),
  );

describe('lookInside()', () => {
  test('offers the rows of the first dimension, each once', () => {
    expect(controlsOf('sales', countries(['USA', 'France', 'USA', 'Unknown']))).toEqual([
      ['drill/sales/country', 'Look into…', 3],
    ]);
  });

  test('of thousands of rows, fetches what is typed', () => {
    const many = countries(Array.from({ length: 5000 }, (_, index) => `Country ${index}`));
    expect(controlsOf('sales', many)).toEqual([['external_select', 'drill/sales/country']]);
  });

  test('goes back up, and asks why where something is compared', () => {
    expect(controlsOf('sales by=city country=France period=2025 compare="last year"')).toEqual([
      ['up', 'Back to all countries', 'sales period=2025 compare="last year"'],
      ['why', 'Why?', 'sales show=why country=France period=2025 compare="last year"'],
    ]);
  });

  test.each(['sales', 'sales by=none', 'sales show=why', 'sales-by-country'])('is not there under %s', (text) => {
    expect(controlsOf(text)).toEqual([]);
  });
});
