import { z } from 'zod';

import { actionElement, inputElement } from './element.ts';
import { list } from './list.ts';
import { exactlyOne, rule } from './problem.ts';
import { altText, anyText, id, imageSource, plainText, string } from './text.ts';

const TABLE_CHARACTERS = 10_000;

const DATA_TABLE_CHARACTERS = 20_000;

const flag = z.boolean().optional();

const divider = block('divider', {});

const header = block('header', { text: plainText(150) });

const context = block('context', { elements: list(anyText(3000), 10) });

const section = block('section', {
  text: anyText(3000).optional(),
  fields: list(anyText(2000), 10).optional(),
  accessory: actionElement.optional(),
}).check(rule(({ text, fields }) => (text || fields ? undefined : 'must define either `text` or `fields`')));

const actions = block('actions', { elements: list(actionElement, 25) });

const picture = block('image', { alt_text: altText, ...imageSource }).check(exactlyOne('image_url', 'slack_file'));

const input = block('input', {
  label: plainText(2000),
  element: inputElement,
  hint: plainText(2000).optional(),
  optional: flag,
  dispatch_action: flag,
});

/** Words in a cell, of any length but not empty: a blank cell is one space. */
const textCell = z.strictObject({ type: z.literal('raw_text'), text: string(Number.POSITIVE_INFINITY) });

const numberCell = z.strictObject({ type: z.literal('raw_number'), value: z.number(), text: string(150).optional() });

/** https://docs.slack.dev/reference/block-kit/blocks/table-block */
const table = block('table', {
  rows: list(list(z.discriminatedUnion('type', [textCell]), 20), 100),
  column_settings: list(
    z.strictObject({ align: z.enum(['left', 'right']).optional(), is_wrapped: flag }).nullable(),
    20,
  ).optional(),
}).check(charactersAtMost(TABLE_CHARACTERS));

/** https://docs.slack.dev/reference/block-kit/blocks/data-table-block */
const dataTable = block('data_table', {
  rows: list(list(z.discriminatedUnion('type', [textCell, numberCell]), 20), 201, 2),
  caption: string(3000),
  page_size: z.int().min(1).max(100).optional(),
  row_header_column_index: z.int().min(0).max(19).optional(),
}).check(charactersAtMost(DATA_TABLE_CHARACTERS));

const point = z.strictObject({ label: string(20), value: z.number() });

const series = z
  .strictObject({
    type: z.enum(['line', 'bar', 'area']),
    series: list(z.strictObject({ name: string(20), data: list(point, 20) }), 12),
    axis_config: z.strictObject({
      categories: list(string(20), 20),
      x_label: string(50).optional(),
      y_label: string(50).optional(),
    }),
  })
  .check(
    rule((chart) => {
      const names = chart.series.map(({ name }) => name);
      if (new Set(names).size < names.length) return 'must have unique series names';
      const sorted = (labels: readonly string[]) => [...labels].sort().join('\n');
      const categories = sorted(chart.axis_config.categories);
      const isComplete = chart.series.every(({ data }) => sorted(data.map(({ label }) => label)) === categories);
      return isComplete ? undefined : 'must have exactly one data point for each category in each series';
    }),
  );

const pie = z.strictObject({
  type: z.literal('pie'),
  segments: list(point.extend({ value: z.number().positive() }), 12),
});

/** https://docs.slack.dev/reference/block-kit/blocks/data-visualization-block */
const dataVisualization = block('data_visualization', {
  title: string(50),
  chart: z.discriminatedUnion('type', [series, pie]),
});

const common = [divider, header, context, section, actions, picture, input] as const;

/** The schema of a block of a message. Types that Owlpost does not send are refused as unsupported. */
export const messageBlock = z.discriminatedUnion('type', [...common, table, dataTable, dataVisualization]);

/** The schema of a block of a modal or of the home tab. */
export const viewBlock = z.discriminatedUnion('type', common);

function block<Type extends string, Fields extends z.ZodRawShape>(type: Type, fields: Fields) {
  return z.strictObject({ type: z.literal(type), block_id: id.optional(), ...fields });
}

function charactersAtMost(limit: number) {
  return rule<{ rows: readonly (readonly { text?: string | undefined; value?: number }[])[] }>(({ rows }) => {
    const characters = rows.flat().reduce((sum, { text, value = '' }) => sum + (text ?? String(value)).length, 0);
    return characters > limit ? `must be less than ${limit + 1} characters in all cells` : undefined;
  });
}
