import { setTimeout as sleep } from 'node:timers/promises';
import type { App, ViewOutput } from '@slack/bolt';

import type { Message } from './blocks/answer.ts';
import type { Entries, FormTarget } from './blocks/forms.ts';
import type { ListenerOptions } from './listeners.ts';

import { understand } from '../answer/answer.ts';
import { UserError } from '../error.ts';
import { parse } from '../question/parse.ts';
import { formatRequest } from '../question/request.ts';
import { ACTIONS, CLEAR, itemsOf, option, parseFilterId } from './blocks/filter-ids.ts';
import { FORM, parseTarget, readForm } from './blocks/forms.ts';
import { BLOCK_LIMITS, plain } from './blocks/limits.ts';
import { suggest } from './blocks/suggestions.ts';
import { readFilterValues } from './filter-values.ts';

/** Slack waits 3 s for options and for what it says to a form. */
const PATIENCE = 2000;

/** What is shown of a message that nobody here remembers, until its next answer comes. */
const UNKNOWN = { title: '', headline: 'Updating …', understood: '', notes: [], receipt: '' };

/** What the bot listens to beside clicks: forms that are submitted, and menus that are fetched when they are opened. */
export function listenToForms(app: App, { answerContext, conversation, cache, client, serve }: ListenerOptions): void {
  /** The request that a form asks for, or what is wrong with which of its inputs. */
  const read = async ({ state }: FormTarget, view: ViewOutput) => {
    const { request, query } = await understand(state.text, answerContext);
    const menus = await readFilterValues(answerContext, query, PATIENCE);
    return readForm(view.state.values as Entries, query, request, menus, (next) => {
      parse(formatRequest(next), answerContext.catalogue(), (_, { name, values }) =>
        Array.isArray(values) ? values : (menus[name] ?? []),
      );
    });
  };

  app.view(FORM, async ({ ack, view, body }) => {
    const target = parseTarget(view.private_metadata);
    if (!target) return ack();
    const reading = read(target, view);
    reading.catch(() => undefined); // told to the person by `serve`
    const early = await Promise.race([reading.catch(() => undefined), sleep(PATIENCE, undefined, { ref: false })]);
    if (early && 'block' in early) return ack({ response_action: 'errors', errors: { [early.block]: early.message } });
    await ack();
    const user = body.user.id;
    const ref = cache.locate(target.ref);
    const reply = async ({ text, blocks }: Message) => {
      await client.chat.postEphemeral({ channel: ref.channel, user, text, blocks });
    };
    serve({ user, channel: ref.channel, reply }, async () => {
      const found = await reading;
      if ('block' in found) throw new UserError(found.message);
      const current = cache.read(ref) ?? { view: UNKNOWN, state: target.state };
      await conversation.change(ref, current, found.request, user);
    });
  });

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: ACTIONS.find },
    async ({ options: asked, ack }) => {
      const items = answerContext
        .catalogue()
        .queries.map(({ name, title }) => ({ text: `${name}: ${title}`, value: name }));
      await ack({ options: suggest(items, asked.value, BLOCK_LIMITS.options).map((item) => option(item)) });
    },
  );

  app.options<'block_suggestion'>(
    { type: 'block_suggestion', action_id: /^filter\// },
    async ({ options: asked, ack }) => {
      const id = parseFilterId(asked.action_id);
      const query = id && answerContext.catalogue().find(id.query);
      const param = query?.params.find(({ name }) => name === id?.param);
      if (!query || !param) return ack({ options: [] });
      const menus = await readFilterValues(answerContext, query, PATIENCE);
      const items = suggest(itemsOf(param, menus[param.name]) ?? [], asked.value, BLOCK_LIMITS.options - 1);
      const options = items.map((item) => option(item));
      const canClear = !asked.view && !param.many && param.optional && asked.value === '';
      await ack({
        options: canClear ? [{ text: plain('all', BLOCK_LIMITS.optionText), value: CLEAR }, ...options] : options,
      });
    },
  );
}
