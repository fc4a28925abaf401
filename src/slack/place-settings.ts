import type { AnswerContext } from '../answer/context.ts';
import type { Preferences } from '../answer/preferences.ts';
import type { Query } from '../catalogue/query.ts';
import type { Request } from '../question/request.ts';
import type { Place } from './answers/conversation.ts';

import { wordsOfText } from '../answer/question-words.ts';
import { filterWords } from '../answer/title.ts';
import { understand, understandOrNothing } from '../answer/understand.ts';
import { UserError } from '../error.ts';
import { formatRequest, normalize, ordered } from '../question/request.ts';
import { settingsWords } from './words.ts';

/** The owner of settings: a person or a channel. */
export type SettingsOwner = `person/${string}` | `channel/${string}`;

/** The settings that apply to a person in a channel. */
export type PlaceSettings = {
  /** Whether answers to this person are private until they are shared. */
  readonly isPersonPrivate: boolean;
  /** Whether answers in this channel are private until they are shared. */
  readonly isChannelPrivate: boolean;
  /** The filters of every question in this channel, as they are written in a question; undefined when there are none. */
  readonly filters: string | undefined;
};

const PRIVATE = 'private';

const FILTERS = 'filters';

/** Reads the settings that apply to a person in a channel. */
export async function readSettings(
  preferences: Preferences,
  { user, channel }: Pick<Place, 'user' | 'channel'>,
): Promise<PlaceSettings> {
  const [own, here] = await Promise.all([preferences.list(`person/${user}`), preferences.list(`channel/${channel}`)]);
  return { isPersonPrivate: own.has(PRIVATE), isChannelPrivate: here.has(PRIVATE), filters: here.get(FILTERS) };
}

/** Sets whether answers to a person or in a channel are private by default. */
export async function setPrivate(preferences: Preferences, owner: SettingsOwner, isPrivate: boolean): Promise<void> {
  await (isPrivate ? preferences.put(owner, PRIVATE, 'yes') : preferences.remove(owner, PRIVATE));
}

/**
 * Replaces the filters of every question in a channel and returns them as they were understood. Throws a UserError
 * for what no query understands, and for what is more than filters.
 */
export async function setFilters(
  preferences: Preferences,
  channel: string,
  text: string,
  context: AnswerContext,
): Promise<string> {
  const filters = await readFilters(text, context);
  await preferences.put(`channel/${channel}`, FILTERS, filters);
  return filters;
}

/** Removes the filters of a channel. */
export async function removeFilters(preferences: Preferences, channel: string): Promise<void> {
  await preferences.remove(`channel/${channel}`, FILTERS);
}

/**
 * Adds the filters of a channel to a question in canonical text, where it does not set the same parameters itself.
 * Returns the text unchanged when its query has no such filters, or when it is not understood.
 */
export async function withFilters(text: string, filters: string, context: AnswerContext): Promise<string> {
  const understood = await understandOrNothing(text, context);
  if (!understood) return text;
  const { query, request } = understood;
  const kept = (await filtersFor(query, filters, context)) ?? { values: {}, excluded: [] };
  const added = Object.keys(kept.values).filter((name) => request.values[name] === undefined);
  if (added.length === 0) return text;
  const values = { ...kept.values, ...request.values };
  const excluded = [...request.excluded, ...kept.excluded.filter((name) => added.includes(name))];
  return formatRequest(normalize({ ...request, values, excluded }, query));
}

/**
 * Writes the filters of a channel in words, as the first query that understands them does: `Country: France`. They are
 * not told to somebody who may not see everything and whose queries do not understand them.
 */
export async function filtersInWords(filters: string, context: AnswerContext): Promise<string> {
  for (const query of context.catalogue().queries) {
    const found = await filtersFor(query, filters, context);
    if (!found) continue;
    const words = ordered(query.params).flatMap((param) => {
      const values = found.values[param.name];
      return values
        ? [
            filterWords(param, values, {
              isExcluded: found.excluded.includes(param.name),
              locale: context.look?.locale,
            }),
          ]
        : [];
    });
    return words.join(' · ');
  }
  return context.contact === undefined ? filters : settingsWords.hiddenFilters;
}

/** The filters that a text means, by the first query that understands them all. */
async function readFilters(text: string, context: AnswerContext): Promise<string> {
  let failure: unknown;
  for (const query of context.catalogue().queries) {
    try {
      const found = await filtersFor(query, text, context, { isStrict: true });
      if (found) return formatRequest(found).slice(query.name.length + 1);
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      failure ??= error;
    }
  }
  throw failure ?? new UserError(settingsWords.nameFilters);
}

/** The filters alone of what a text says to a query; undefined when the query has none of them. */
async function filtersFor(
  query: Query,
  text: string,
  context: AnswerContext,
  { isStrict = false } = {},
): Promise<Request | undefined> {
  const understood = isStrict
    ? await understand(`${query.name} ${text}`, context)
    : await understandOrNothing(`${query.name} ${text}`, context);
  if (!understood || understood.query.name !== query.name) return undefined;
  const { request } = understood;
  const isFilter = (name: string) => query.params.find((param) => param.name === name)?.role === 'filter';
  const names = Object.keys(request.values);
  const isMore = names.some((name) => !isFilter(name)) || request.compare !== undefined || request.as !== undefined;
  if (isStrict && isMore) throw new UserError(settingsWords.onlyFilters);
  const values = Object.fromEntries(Object.entries(request.values).filter(([name]) => isFilter(name)));
  if (Object.keys(values).length === 0) return undefined;
  return normalize({ query: query.name, values, excluded: request.excluded.filter(isFilter) }, query);
}

/** Returns those of several items whose question a person may ask: an item may be another person's, and rights may have changed. */
export async function stillAsked<T>(
  all: readonly T[],
  questionOf: (each: T) => string,
  answerContext: AnswerContext,
): Promise<readonly T[]> {
  const understood = await Promise.all(all.map((each) => understandOrNothing(questionOf(each), answerContext)));
  return all.filter((_, index) => understood[index] !== undefined);
}

/** Those of several kept questions that a person may ask, each with its words: `Sales by country · Last week`. */
export async function inWords<T extends { readonly text: string }>(
  all: readonly T[],
  answerContext: AnswerContext,
): Promise<readonly (T & { readonly words: string })[]> {
  const asked = await stillAsked(all, ({ text }) => text, answerContext);
  return Promise.all(asked.map(async (each) => ({ ...each, words: await wordsOfText(each.text, answerContext) })));
}
