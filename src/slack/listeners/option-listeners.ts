import { setTimeout as sleep } from 'node:timers/promises';
import type { App, types } from '@slack/bolt';

import type { Param, Query } from '../../catalogue/query.ts';
import type { Item } from '../blocks/filter-ids.ts';
import type { BotContext } from '../bot-context.ts';

import { COMMON_PERIODS, canonicalPeriod } from '../../calendar/period.ts';
import { periodName } from '../../calendar/words.ts';
import { undefinedIfRefused } from '../../error.ts';
import { ACTIONS, isLookedUp, itemsOf, option, parseFilterId } from '../blocks/filter-ids.ts';
import { BLOCK_LIMITS, plain, unescapeText } from '../blocks/limits.ts';
import { suggest, suggestedWords, suggestValues } from '../blocks/suggestions.ts';

/** How long Slack waits for options, in milliseconds; it takes 3 s at most. */
const PATIENCE = 2000;

/** What Slack takes as the options of a menu: a list, or groups of them. */
type OptionsAcknowledgement =
  | { readonly options: types.PlainTextOption[] }
  | { readonly option_groups: { readonly label: types.PlainTextElement; readonly options: types.PlainTextOption[] }[] };

/** What a person types in a menu, and the language tag for what it offers. */
type Typed = { readonly param: Param; readonly text: string; readonly locale: string | undefined };

/** Registers the menus whose options are fetched while a person types: queries, and the values of filters and rows. */
export function listenToOptions(app: App, { answerContext, askers }: BotContext): void {
  const visible = () => undefinedIfRefused((async () => answerContext.catalogue())());
  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: ACTIONS.find },
    async ({ options: asked, ack }) => {
      const items = ((await visible())?.queries ?? []).map(({ name, title }) => ({
        text: `${name}: ${title}`,
        value: name,
      }));
      const found = suggest(items, unescapeText(asked.value), BLOCK_LIMITS.options);
      await ack({ options: found.map((item) => option(item)) });
    },
  );

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: /^(?:filter|drill)\// },
    async ({ options: asked, body, ack }) => {
      const id = parseFilterId(asked.action_id);
      const query = id && (await visible())?.find(id.query);
      const param = query?.params.find(({ name }) => name === id?.param);
      if (!query || !param) return ack({ options: [] });
      const text = unescapeText(asked.value);
      const { look } = await askers.contextFor({ user: body.user.id, isPrivate: true });
      const typed = { param, text, locale: look?.locale };
      if (isLookedUp(param)) return ack(await findValues(answerContext, query, typed));
      const found = suggest(offeredBy(typed), text, BLOCK_LIMITS.options);
      await ack({ options: found.map((item) => option(item)) });
    },
  );
}

/** The values of a list in the data that match a text, under a line that says how many they are. */
async function findValues(
  { values }: Pick<BotContext['answerContext'], 'values'>,
  query: Query,
  { param, text, locale }: Typed,
): Promise<OptionsAcknowledgement> {
  const late = sleep(PATIENCE, undefined, { ref: false });
  const list = await Promise.race([values(query, param).catch(() => undefined), late]);
  const found = suggestValues(list ?? [], text, BLOCK_LIMITS.options);
  if (found.values.length === 0) return { options: [] };
  const options = found.values.map((value) => option({ text: value, value }));
  return { option_groups: [{ label: plain(suggestedWords(found, locale), BLOCK_LIMITS.optionText), options }] };
}

/** What a parameter offers without a look at the data. */
function offeredBy({ param, text, locale }: Typed): readonly Item[] {
  return param.type === 'period' ? periodItems(text, locale) : (itemsOf(param, undefined) ?? []);
}

/** The common periods, and before them the one that a text names. */
function periodItems(text: string, locale: string | undefined): readonly Item[] {
  const typed = canonicalPeriod(text);
  const texts: readonly string[] = COMMON_PERIODS;
  return [...(typed && !texts.includes(typed) ? [typed] : []), ...texts].map((value) => ({
    text: value === typed ? text : periodName(value, locale),
    value,
  }));
}
