import type { App } from '@slack/bolt';

import type { BotContext } from './bot-context.ts';

import { ACTIONS, CLEAR, itemsOf, option, parseFilterId } from './blocks/filter-ids.ts';
import { BLOCK_LIMITS, plain, unescapeText } from './blocks/limits.ts';
import { suggest } from './blocks/suggestions.ts';
import { readFilterValues } from './filter-values.ts';

/** How long Slack waits for options, in milliseconds; it takes 3 s at most. */
const PATIENCE = 2000;

/** Registers the menus whose options are fetched while a person types into them: queries, and the values of a filter or of rows. */
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
      const menus = await readFilterValues(answerContext, query, PATIENCE);
      const items = itemsOf(param, menus[param.name]) ?? [];
      const found = suggest(items, unescapeText(asked.value), BLOCK_LIMITS.options - 1).map((item) => option(item));
      const canClear = !asked.view && !param.many && param.optional && asked.value === '';
      const all = { text: plain('all', BLOCK_LIMITS.optionText), value: CLEAR };
      await ack({ options: canClear ? [all, ...found] : found });
    },
  );
}
