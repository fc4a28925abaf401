import type { App } from '@slack/bolt';

import type { Item } from './blocks/filter-ids.ts';
import type { BotContext } from './bot-context.ts';

import { COMMON_PERIODS, canonicalPeriod } from '../calendar/period.ts';
import { periodName } from '../calendar/words.ts';
import { ACTIONS, itemsOf, option, parseFilterId } from './blocks/filter-ids.ts';
import { BLOCK_LIMITS, unescapeText } from './blocks/limits.ts';
import { suggest } from './blocks/suggestions.ts';
import { readFilterValues } from './filter-values.ts';

/** How long Slack waits for options, in milliseconds; it takes 3 s at most. */
const PATIENCE = 2000;

/** Registers the menus whose options are fetched while a person types: queries, and the values of filters and rows. */
export function listenToOptions(app: App, { answerContext }: BotContext): void {
  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: ACTIONS.find },
    async ({ options: asked, ack }) => {
      const { queries } = answerContext.catalogue();
      const items = queries.map(({ name, title }) => ({ text: `${name}: ${title}`, value: name }));
      const found = suggest(items, unescapeText(asked.value), BLOCK_LIMITS.options);
      await ack({ options: found.map((item) => option(item)) });
    },
  );

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: /^(?:filter|drill)\// },
    async ({ options: asked, ack }) => {
      const id = parseFilterId(asked.action_id);
      const query = id && answerContext.catalogue().find(id.query);
      const param = query?.params.find(({ name }) => name === id?.param);
      if (!query || !param) return ack({ options: [] });
      const text = unescapeText(asked.value);
      const items =
        param.type === 'period'
          ? periodItems(text)
          : (itemsOf(param, (await readFilterValues(answerContext, query, PATIENCE))[param.name]) ?? []);
      await ack({ options: suggest(items, text, BLOCK_LIMITS.options).map((item) => option(item)) });
    },
  );
}

/** The common periods, and before them the one that a text names. */
function periodItems(text: string): readonly Item[] {
  const typed = canonicalPeriod(text);
  const texts: readonly string[] = COMMON_PERIODS;
  return [...(typed && !texts.includes(typed) ? [typed] : []), ...texts].map((value) => ({
    text: value === typed ? text : periodName(value),
    value,
  }));
}
