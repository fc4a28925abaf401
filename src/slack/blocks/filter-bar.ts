import type { types } from '@slack/bolt';

import type { Query } from '../../catalogue/query.ts';
import type { Request } from '../../question/request.ts';
import type { Item } from './filter-ids.ts';
import type { LookInside } from './look-inside.ts';

import { isGrain } from '../../answer/drill-time.ts';
import { COMMON_PERIODS } from '../../calendar/period.ts';
import { periodName } from '../../calendar/words.ts';
import { periodParam } from '../../catalogue/param.ts';
import { textWidth } from '../../fonts/text-width.ts';
import { insideOf } from '../../question/inside.ts';
import { truncate, uncapital } from '../../text/text.ts';
import { controlWords } from '../words.ts';
import { chipButtons } from './chips.ts';
import { ACTIONS, COMPARISONS, CUSTOM, currentOf, filterId, formatComparison, itemsOf, option } from './filter-ids.ts';
import { isStatic } from './filter-menu.ts';
import { BLOCK_LIMITS, oneLine, plain } from './limits.ts';

/** A row of a message on a phone that is 375 pixels wide. */
const ROW = 305;

/** How many rows of a phone the bar may fill. */
const ROWS = 2;

/** The gap between two controls of a row, in pixels. */
const GAP = 8;

/**
 * About how wide a control is, in pixels: its frame, and by how much its words are wider than in our own fonts at the size of a
 * message. The letters of some phones are narrower than these.
 */
const WIDTHS = {
  button: { frame: 26, words: 1.18, style: { fontSize: 15, fontWeight: 700 } },
  select: { frame: 42, words: 1.08, style: { fontSize: 15, fontWeight: 400 } },
  overflow: 42,
} as const;

/** The longest words of a menu on the bar, in characters. */
const MENU_WORDS = 20;

/** Further controls of the bar: those that look inside the answer, and the menu at its end. */
export type BarOptions = {
  /** The state that the button for the form carries. */
  readonly value: string;
  readonly inside: LookInside;
  readonly last: types.ActionsBlockElement;
  /** The language tag for dates. */
  readonly locale?: string | undefined;
};

/** A control that the bar has when there is room: `order` is where it stands, `need` in which order room is given, least first. */
type Candidate = { readonly element: types.ActionsBlockElement; readonly order: number; readonly need: number };

/**
 * Makes the controls under an answer: menus for the period and the dimension, a button for the form with every
 * filter, removable chips, what looks inside, and the last menu. They fill at most two rows of a phone; the button
 * for the form counts the chips that were left out.
 */
export function filterBar(query: Query, request: Request, options: BarOptions): readonly types.ActionsBlockElement[] {
  const { chips, up } = chipsAndUp(query, request, options);
  const all = candidates(query, request, { ...options.inside, chips, up, locale: options.locale });
  const bar = (kept: readonly Candidate[]) => {
    const hidden = chips.length - kept.filter(({ element }) => chips.includes(element as types.Button)).length;
    const filters = { element: filtersButton(options.value, hidden), order: FILTERS_ORDER };
    const controls = [...kept, filters].toSorted((left, right) => left.order - right.order);
    return [...controls.map(({ element }) => element), options.last];
  };
  let kept: readonly Candidate[] = [];
  for (const candidate of all.toSorted((left, right) => left.need - right.need)) {
    if (rowsOf(bar([...kept, candidate])) <= ROWS) kept = [...kept, candidate];
  }
  return bar(kept);
}

const FILTERS_ORDER = 2;

const RESET: types.Button = {
  type: 'button',
  action_id: ACTIONS.reset,
  text: plain(controlWords.reset, BLOCK_LIMITS.buttonText),
};

/** Everything that the bar may have beside the button for the form. Where one has gone down, going on needs room first. */
function candidates(
  query: Query,
  request: Request,
  {
    chips,
    up,
    why,
    drill,
    locale,
  }: Omit<LookInside, 'up'> & ReturnType<typeof chipsAndUp> & Pick<BarOptions, 'locale'>,
): readonly Candidate[] {
  const menus: readonly (readonly [types.ActionsBlockElement | undefined, number, number])[] = [
    [periodMenu(query, request, locale), 0, 0],
    [dimensionMenu(query, request), 1, 3],
    [up, 2.5, 1],
    [why, 6, 6],
    [drill, 7, up || insideOf(query, request) ? 2 : 7],
  ];
  return [
    ...menus.flatMap(([element, order, need]) => (element ? [{ element, order, need }] : [])),
    ...(chips.length > 1 ? [{ element: RESET, order: 4, need: 9 }] : []),
    ...chips.map((element, index) => ({ element, order: 3 + index / chips.length, need: index < 2 ? 4 + index : 8 })),
  ];
}

/**
 * The chips, and the way back up. Where that takes a filter away, its chip is the way: one does not want both. Where rows
 * are times, the chip only takes the filter away, and the way up is to a longer time.
 */
function chipsAndUp(
  query: Query,
  request: Request,
  { inside: { up }, locale }: BarOptions,
): { readonly chips: readonly types.Button[]; readonly up: types.Button | undefined } {
  const chips = chipButtons(query, request, locale);
  if (!up) return { chips, up: undefined };
  const period = periodParam(query);
  const isInTime = period !== undefined && currentOf(request, period)[0] !== currentOf(up.request, period)[0];
  if (isInTime) return { chips, up: up.button };
  const remaining = new Set(chipButtons(query, up.request).map(({ action_id }) => action_id));
  const [left, ...others] = chips.filter(({ action_id }) => !remaining.has(action_id));
  const dimension = query.params.find(({ role }) => role === 'dimension');
  const isOfTimes = isGrain((dimension && currentOf(request, dimension)[0]) ?? '') && !insideOf(query, request);
  if (left && isOfTimes) return { chips, up: undefined };
  if (!left || others.length > 0) return { chips, up: up.button };
  return { chips: chips.filter((chip) => chip !== left), up: { ...up.button, text: left.text } };
}

/** Returns how many rows of a phone some controls fill. */
export function rowsOf(elements: readonly types.ActionsBlockElement[]): number {
  let [rows, left] = [0, 0];
  for (const element of elements) {
    const width = Math.min(ROW, widthOf(element));
    if (rows === 0 || width > left) [rows, left] = [rows + 1, ROW];
    left -= width + GAP;
  }
  return rows;
}

function widthOf(element: types.ActionsBlockElement): number {
  if (element.type === 'overflow') return WIDTHS.overflow;
  if (element.type === 'button') return framed(element.text.text, WIDTHS.button);
  const initial = 'initial_option' in element ? element.initial_option?.text.text : undefined;
  const placeholder = 'placeholder' in element ? element.placeholder?.text : undefined;
  return framed(initial ?? placeholder ?? '', WIDTHS.select);
}

function framed(text: string, { frame, words, style }: (typeof WIDTHS)['button' | 'select']): number {
  const letters = text.replace('✕', 'x').replace('+', 'm'); // about as wide as these signs are on a phone
  return frame + words * textWidth(letters, style);
}

function filtersButton(value: string, hidden: number): types.Button {
  const text = plain(controlWords.filters(hidden), BLOCK_LIMITS.buttonText);
  return { type: 'button', action_id: ACTIONS.filters, text, value };
}

/** The menu of time: the period, and what it is compared with. */
function periodMenu(query: Query, request: Request, locale: string | undefined): types.ActionsBlockElement | undefined {
  const param = periodParam(query);
  if (!param) return undefined;
  const items = COMMON_PERIODS.map((text) => ({ text: periodName(text), value: text as string }));
  const [current] = currentOf(request, param);
  const face = current && { text: periodName(current, locale), value: current };
  const { options = [], ...select } = menu(filterId(query, param), param.label, items, face) as types.StaticSelect;
  const text = (words: string) => plain(words, BLOCK_LIMITS.optionText);
  const compared = COMPARISONS.map((item) => ({
    text: text(controlWords.versus(item.text)),
    value: formatComparison(item.value),
  }));
  return {
    ...select,
    option_groups: [
      { label: text(param.label), options: [...options, { text: text(controlWords.chooseDates), value: CUSTOM }] },
      { label: text(controlWords.compareWith), options: compared },
    ],
  };
}

/** What an answer is broken down by; not where an answer goes through all dimensions by itself. */
function dimensionMenu(query: Query, request: Request): types.ActionsBlockElement | undefined {
  const param = query.params.find(({ role }) => role === 'dimension');
  const items = param && itemsOf(param, undefined);
  if (!param || !items || insideOf(query, request)) return undefined;
  const named = items.map(({ text, value }) => ({ text: controlWords.by(uncapital(text)), value }));
  const [current] = currentOf(request, param);
  return menu(
    filterId(query, param),
    param.label,
    named,
    named.find(({ value }) => value === current),
  );
}

/** A menu whose face is what is chosen; what is chosen is always among the options. */
function menu(id: string, placeholder: string, items: readonly Item[], current: Item | '' | undefined): types.Select {
  const isOffered = current && items.some(({ value }) => value === current.value);
  const all = current && !isOffered ? [current, ...items] : items;
  const options = all.map((item) => {
    const isFace = current && item.value === current.value;
    return option(isFace ? { ...item, text: truncate(oneLine(item.text), MENU_WORDS) } : item);
  });
  const initial = current && options[all.findIndex(({ value }) => value === current.value)];
  const common = {
    action_id: id,
    placeholder: plain(placeholder, BLOCK_LIMITS.placeholder),
    ...(initial && { initial_option: initial }),
  };
  if (!isStatic(options)) return { type: 'external_select', ...common, min_query_length: 0 };
  return { type: 'static_select', ...common, options };
}
