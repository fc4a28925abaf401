import type { types } from '@slack/bolt';

import type { DrillOptions } from '../../answer/drill.ts';
import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';

import { drillDown } from '../../answer/drill.ts';
import { formatRequest, normalize } from '../../question/request.ts';
import { filterChangeOf } from './filter-change.ts';
import { ACTIONS, parseFilterId, parseOptionValue, unescapeControlValue } from './filter-ids.ts';
import { BLOCK_LIMITS, plain } from './limits.ts';

/** The control's id by which Slack's assistant calls our tool `ask`, with the control's value as the tool's arguments. */
const ASK_TOOL = 'tool:ask';

/** The blocks of our messages that Slack's assistant shows too; one of another type, and it shows none of them. */
const SHOWN_TYPES: ReadonlySet<string> = new Set([
  'section',
  'context',
  'image',
  'table',
  'data_table',
  'data_visualization',
  'actions',
]);

/** What the controls under an answer change. */
export type Answered = { readonly query: Query; readonly request: Request };

/**
 * Makes the blocks of a message into blocks of a tool's result for Slack's assistant. A control holds the canonical
 * question that using it asks, and stands in a block of its own, as all have the same id. Left out are controls that
 * need the bot itself, such as forms, and pictures without a public address.
 */
export function assistantBlocks(
  blocks: readonly types.KnownBlock[],
  answered: Answered | undefined,
  options: DrillOptions,
): readonly types.KnownBlock[] {
  const questionOf = (action: Used): string | undefined => {
    try {
      return questionAsked(action, answered, options);
    } catch {
      return undefined; // a row that cannot be looked into
    }
  };
  return shrink(
    blocks.flatMap((block): readonly types.KnownBlock[] => {
      if (!SHOWN_TYPES.has(block.type)) return [];
      if (block.type === 'image') return 'image_url' in block ? [block] : [];
      if (block.type !== 'actions') return [block];
      const controls = block.elements.flatMap((element) => controlsFrom(element, questionOf, answered));
      return controls.map((control, index) => {
        return { type: 'actions', block_id: `${block.block_id}/${index}`, elements: [control] };
      });
    }),
  );
}

/** A control's id with its value, or with that of the option that is chosen. */
type Used = { readonly id: string; readonly value?: string | undefined; readonly option?: string | undefined };

type QuestionOf = (action: Used) => string | undefined;

/** The controls that stand for one of a message: none when it needs the bot itself, several for a menu of actions. */
function controlsFrom(
  element: types.ActionsBlockElement,
  questionOf: QuestionOf,
  answered: Answered | undefined,
): readonly types.ActionsBlockElement[] {
  const id = element.action_id ?? '';
  if (element.type === 'overflow' && answered) return element.options.flatMap((chosen) => moreButton(chosen, answered));
  if (element.type === 'button') {
    const value = argumentsOf(questionOf({ id, value: element.value }), BLOCK_LIMITS.buttonValue);
    return value === undefined ? [] : [{ ...element, action_id: ASK_TOOL, value }];
  }
  if (element.type !== 'static_select') return [];
  const optionFrom = (offered: types.PlainTextOption): types.PlainTextOption[] => {
    const value = argumentsOf(questionOf({ id, option: offered.value }), BLOCK_LIMITS.optionValue);
    return value === undefined ? [] : [{ ...offered, value }];
  };
  const offered = element.options ?? element.option_groups?.flatMap((group) => group.options) ?? [];
  const options = uniqueOptions((offered as types.PlainTextOption[]).flatMap(optionFrom));
  if (options.length < 2) return [];
  const initial = element.initial_option && optionFrom(element.initial_option as types.PlainTextOption)[0];
  const chosen = options.find(({ value }) => value === initial?.value);
  const { placeholder } = element;
  return [
    {
      type: 'static_select',
      action_id: ASK_TOOL,
      ...(placeholder && { placeholder }),
      options,
      ...(chosen && { initial_option: chosen }),
    },
  ];
}

/** What using a control asks, as a canonical question; undefined when it asks nothing, as a button that opens a form. */
function questionAsked(
  { id, value, option }: Used,
  answered: Answered | undefined,
  options: DrillOptions,
): string | undefined {
  const [kind] = id.split('/');
  if (kind === ACTIONS.ask || kind === ACTIONS.instead || kind === ACTIONS.up || kind === ACTIONS.why)
    return value === undefined ? undefined : unescapeControlValue(value);
  if (!answered) return undefined;
  const { query, request } = answered;
  if (kind === ACTIONS.reset) return query.name;
  if (kind === ACTIONS.drill) {
    const group = parseFilterId(id)?.param;
    const row = parseOptionValue(option ?? '', []);
    if (group === undefined || row === undefined) return undefined;
    return formatRequest(drillDown(query, request, { group, value: row }, options));
  }
  const change = filterChangeOf(
    { action_id: id, ...(option && { selected_option: { value: option } }) },
    query,
    request,
  );
  return change && 'request' in change ? formatRequest(change.request) : undefined;
}

/** A button for an entry of the menu "More" that asks another question. */
function moreButton({ text, value }: types.Option, { query, request }: Answered): readonly types.Button[] {
  const asked = new Map<string | undefined, () => Request>([
    ['table', () => normalize({ ...request, as: 'table' }, query)],
    ['chart', () => normalize({ ...request, as: undefined }, query)],
  ]).get(value);
  const given = asked && argumentsOf(formatRequest(asked()), BLOCK_LIMITS.buttonValue);
  if (!given) return [];
  return [{ type: 'button', action_id: ASK_TOOL, text: plain(text.text, BLOCK_LIMITS.buttonText), value: given }];
}

/** The arguments of `ask` as a control's value; undefined when there is no question, or when it is too long. */
function argumentsOf(question: string | undefined, limit: number): string | undefined {
  if (question === undefined) return undefined;
  const value = JSON.stringify({ question });
  return value.length <= limit ? value : undefined;
}

function uniqueOptions(options: readonly types.PlainTextOption[]): types.PlainTextOption[] {
  return [...new Map(options.map((option) => [option.value, option])).values()].slice(0, BLOCK_LIMITS.options);
}

/** The blocks without their largest menus until they are short enough for one message. */
function shrink(blocks: readonly types.KnownBlock[]): readonly types.KnownBlock[] {
  const size = (block: types.KnownBlock) =>
    block.type === 'table' || block.type === 'data_table' ? 0 : JSON.stringify(block).length;
  if (blocks.reduce((sum, block) => sum + size(block), 0) <= BLOCK_LIMITS.messageJson) return blocks;
  const [largest] = blocks.filter(({ type }) => type === 'actions').sort((left, right) => size(right) - size(left));
  return largest ? shrink(blocks.filter((block) => block !== largest)) : blocks;
}
