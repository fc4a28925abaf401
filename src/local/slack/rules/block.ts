import type { Check } from './check.ts';

import { anything, boolean, byType, every, exactlyOne, integer, list, object, oneOf, rule, string } from './check.ts';
import { altText, anyText, id, imageSource, plainText, webAddress } from './composition.ts';
import { ACCESSORIES, ACTION_ELEMENTS, ELEMENTS, INPUT_ELEMENTS } from './element.ts';

type Fields = Readonly<Record<string, Check>>;

export type Surface = 'message' | 'modal' | 'home';

const TABLE_CHARACTERS = 10_000;

const cell = byType({
  raw_text: object({ type: anything, text: string({ min: 0 }) }),
  raw_number: object({ type: anything, value: anything }, { text: string() }),
  rich_text: object({ type: anything, elements: list(anything, { min: 0 }) }),
});

const columnSetting = object({}, { align: oneOf('left', 'center', 'right'), is_wrapped: boolean });

/** https://docs.slack.dev/reference/block-kit/blocks, for every surface */
const COMMON: Readonly<Record<string, Check>> = {
  actions: block('actions', { elements: list(byType(ACTION_ELEMENTS), { max: 25 }) }),
  context: block('context', { elements: list(byType({ ...texts(), image: ELEMENTS.image! }), { max: 10 }) }),
  divider: block('divider'),
  header: block('header', { text: plainText({ max: 150 }) }, { level: integer({ min: 1, max: 6 }) }),
  image: every(
    block('image', { alt_text: altText }, { ...imageSource, title: plainText({ max: 2000 }) }),
    exactlyOne('image_url', 'slack_file'),
  ),
  input: block(
    'input',
    { label: plainText({ max: 2000 }), element: byType(INPUT_ELEMENTS) },
    {
      hint: plainText({ max: 2000 }),
      optional: boolean,
      dispatch_action: boolean,
    },
  ),
  rich_text: block('rich_text', { elements: list(anything) }),
  section: every(
    block(
      'section',
      {},
      {
        text: anyText({ max: 3000 }),
        fields: list(anyText({ max: 2000 }), { max: 10 }),
        accessory: byType(ACCESSORIES),
        expand: boolean,
      },
    ),
    rule((section) => (section.text || section.fields ? undefined : 'must define either `text` or `fields`')),
  ),
  video: block(
    'video',
    { alt_text: altText, title: plainText({ max: 200 }), thumbnail_url: webAddress, video_url: webAddress },
    {
      author_name: string({ max: 50 }),
      description: plainText({ max: 200 }),
      provider_icon_url: webAddress,
      provider_name: string(),
      title_url: webAddress,
    },
  ),
};

const MESSAGES_ONLY: Readonly<Record<string, Check>> = {
  markdown: block('markdown', { text: string({ min: 1, max: 12_000 }) }),
  table: every(
    block(
      'table',
      { rows: list(list(cell, { max: 20 }), { max: 100 }) },
      {
        column_settings: list((value, pointer) => (value === null ? [] : columnSetting(value, pointer)), { max: 20 }),
      },
    ),
    rule(({ rows }) =>
      cellCharacters(rows) > TABLE_CHARACTERS
        ? `must be less than ${TABLE_CHARACTERS + 1} characters in all cells`
        : undefined,
    ),
  ),
  ...unexamined('data_table', 'data_visualization', 'file', 'card', 'carousel', 'plan', 'task_card', 'context_actions'),
};

const BLOCKS: Readonly<Record<Surface, Readonly<Record<string, Check>>>> = {
  message: { ...COMMON, ...MESSAGES_ONLY, ...unexamined('container') },
  modal: { ...COMMON, ...unexamined('alert', 'container') },
  home: { ...COMMON, ...unexamined('container') },
};

/** One block as the surface allows it. Blocks newer than this file are let through unexamined. */
export function blockOn(surface: Surface): Check {
  return byType(BLOCKS[surface]);
}

function block(type: string, required: Fields = {}, optional: Fields = {}): Check {
  return object({ type: oneOf(type), ...required }, { block_id: id, ...optional });
}

function texts(): Readonly<Record<string, Check>> {
  return { plain_text: anyText(), mrkdwn: anyText() };
}

function unexamined(...types: readonly string[]): Readonly<Record<string, Check>> {
  return Object.fromEntries(types.map((type) => [type, anything]));
}

function cellCharacters(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, entry) => sum + cellCharacters(entry), 0);
  if (typeof value !== 'object' || value === null) return 0;
  const { text, value: number, elements } = value as Readonly<Record<string, unknown>>;
  return String(text ?? number ?? '').length + cellCharacters(elements);
}
