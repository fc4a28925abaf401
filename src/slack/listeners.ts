import type { App, BlockAction, RespondFn, webApi } from '@slack/bolt';

import type { AnswerContext } from '../answer/context.ts';
import type { Query } from '../catalogue/query.ts';
import type { Digest } from '../digests/digest.ts';
import type { Request } from '../question/request.ts';
import type { Message, More } from './blocks/answer.ts';
import type { WireMessage } from './blocks/answer-view.ts';
import type { Action } from './blocks/filter-change.ts';
import type { MessageRef } from './blocks/state.ts';
import type { Conversation } from './conversation.ts';
import type { MessageCache, MessageState } from './message-cache.ts';
import type { Messages } from './messages.ts';
import type { RunningQueries } from './running.ts';

import { understand } from '../answer/answer.ts';
import { UserError } from '../error.ts';
import { help, helpTopic } from '../question/help.ts';
import { formatRequest, normalize } from '../question/request.ts';
import { toCsv } from '../table/csv.ts';
import { sentenceMessage } from './blocks/answer.ts';
import { definitionView, waitingView } from './blocks/definition.ts';
import { changeOf } from './blocks/filter-change.ts';
import { parseOptionValue } from './blocks/filter-ids.ts';
import { filtersForm, paramForm } from './blocks/forms.ts';
import { helpMessage } from './blocks/help.ts';
import { homeView } from './blocks/home.ts';
import { BLOCK_LIMITS, plain } from './blocks/limits.ts';
import { parseState } from './blocks/state.ts';
import { readFilterValues, readListedValues } from './filter-values.ts';
import { keyOf } from './message-cache.ts';
import { createKeyedQueue } from './serial.ts';

/** A person at a place, and how to say something to them alone. */
export type Requester = {
  readonly user: string;
  readonly channel: string;
  readonly reply: (message: Message) => Promise<void>;
};

export type ListenerOptions = {
  readonly answerContext: AnswerContext;
  readonly conversation: Conversation;
  readonly cache: MessageCache;
  readonly runs: RunningQueries;
  readonly messages: Messages;
  readonly client: webApi.WebClient;
  readonly digests: () => readonly Digest[];
  readonly now: () => Date;
  /** How help names the command: `/owl`. */
  readonly command: string;
  /** Does the work after the ack and tells the requester what goes wrong; `question` can be asked again with a click. */
  readonly serve: (requester: Requester, work: () => Promise<void>, question?: string) => void;
};

type Clicked = {
  readonly ref: MessageRef;
  readonly current: MessageState;
  readonly request: Request;
  readonly query: Query;
};

/** What a click has begun. */
type Reaction = { readonly running: Promise<void> };

/** Menus must not keep a form from opening while its trigger lasts: 3 s. */
const FORM_PATIENCE = 1000;

/** What the bot listens to. Every listener acknowledges at once and works afterwards. */
export function listen(app: App, options: ListenerOptions): void {
  const { answerContext, conversation, cache, runs, messages, client, digests, now, command, serve } = options;
  const inOrder = createKeyedQueue();

  const answerText = async (text: string, requester: Requester): Promise<void> => {
    const asked = helpTopic(text);
    if (!asked) return conversation.ask(text, requester);
    const catalogue = answerContext.catalogue();
    const query = asked.topic === undefined ? undefined : catalogue.find(asked.topic);
    const lists = query && (await readListedValues(answerContext, query, FORM_PATIENCE, now()));
    await requester.reply(helpMessage(help(catalogue, asked.topic, lists), { command, nonce: cache.newNonce() }));
  };

  /** The answer that was clicked on, as it stands now. */
  const readClicked = async (body: BlockAction): Promise<Clicked> => {
    const message = body.message as (WireMessage & { ts: string }) | undefined;
    if (!body.channel || !message) throw new Error('a filter was used outside a message');
    const at = { channel: body.channel.id, ts: message.ts };
    const ref = cache.locate(at);
    const current = cache.read(ref, ref.ts === at.ts ? message : undefined);
    if (!current) throw new UserError('this answer cannot be changed any more: ask again with the command');
    const running = runs.find(keyOf(ref));
    const { request, query } = await understand(running?.text ?? current.state.text, answerContext);
    return { ref, current, request, query };
  };

  const change = ({ ref, current }: Clicked, next: Request, { user }: Requester): Reaction => ({
    running: conversation.change(ref, current, next, user),
  });

  /** Reacts to clicks on one message in their order: each sees the change that the one before it has begun. */
  const react = async (body: BlockAction, reaction: (clicked: Clicked) => Promise<Reaction>): Promise<void> => {
    const at = { channel: body.channel?.id ?? '', ts: body.message?.ts ?? '' };
    const { running } = await inOrder(keyOf(cache.locate(at)), async () => reaction(await readClicked(body)));
    await running;
  };

  const open = async (body: BlockAction, view: Parameters<typeof client.views.open>[0]['view']): Promise<void> => {
    await client.views.open({ trigger_id: body.trigger_id, view });
  };

  /** Says something through a response URL, which works in every conversation, or as the bot when the URL is worn out. */
  const replyEphemeral =
    (respond: RespondFn, channel: string, user: string): Requester['reply'] =>
    async ({ text, blocks }) => {
      try {
        await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
      } catch {
        await client.chat.postEphemeral({ channel, user, text, blocks });
      }
    };

  app.command(/^\//, async ({ command: typed, ack, respond }) => {
    await ack();
    const requester = {
      user: typed.user_id,
      channel: typed.channel_id,
      reply: replyEphemeral(respond, typed.channel_id, typed.user_id),
    };
    serve(requester, () => answerText(typed.text, requester), typed.text);
  });

  const onClick = (
    id: RegExp,
    work: (body: BlockAction, action: Action, requester: Requester, respond: RespondFn) => Promise<void>,
  ) => {
    app.action<BlockAction>(id, async ({ ack, body, action, respond }) => {
      await ack();
      const channel = body.channel?.id;
      const user = body.user.id;
      const reply = channel
        ? replyEphemeral(respond, channel, user)
        : async (message: Message) => void (await messages.post(user, message));
      const requester = { user, channel: channel ?? user, reply };
      serve(requester, () => work(body, action as unknown as Action, requester, respond));
    });
  };

  onClick(/^ask\//, async (_, { value }, requester) => answerText(value ?? '', requester));

  onClick(/^instead\//, (body, { value }, requester) =>
    react(body, async (clicked) => change(clicked, (await understand(value ?? '', answerContext)).request, requester)),
  );

  onClick(/^refresh$/, (body, _, requester) =>
    react(body, async (clicked) => change(clicked, clicked.request, requester)),
  );

  onClick(/^cancel$/, async (body, { value }) => {
    const message = body.message as (WireMessage & { ts: string }) | undefined;
    if (!body.channel || !message) return;
    const ref = cache.locate({ channel: body.channel.id, ts: message.ts });
    await conversation.cancel(ref, parseState(value ?? undefined), cache.read(ref, message));
  });

  onClick(/^(filter\/|edit\/|compare$)/, (body, action, requester) =>
    react(body, async (clicked) => {
      const { query, request, ref } = clicked;
      const asked = changeOf(action, query, request, await readFilterValues(answerContext, query, FORM_PATIENCE));
      if (!asked) throw new UserError(`this filter belongs to an older ${query.name}: ask again with the command`);
      if ('request' in asked) return change(clicked, asked.request, requester);
      const state = { ...clicked.current.state, text: formatRequest(request) };
      return { running: open(body, paramForm(query, asked.form, request, { ref, state })) };
    }),
  );

  onClick(/^more$/, (body, action, requester) =>
    react(body, async (clicked) => doMore(action.selected_option?.value as More, body, clicked, requester)),
  );

  onClick(/^filters$/, (body, _, requester) =>
    react(body, async (clicked) => doMore('filters', body, clicked, requester)),
  );

  const doMore = (more: More, body: BlockAction, clicked: Clicked, requester: Requester): Reaction => {
    const { request, query } = clicked;
    if (more === 'table' || more === 'chart') {
      return change(clicked, normalize({ ...request, as: more === 'table' ? 'table' : undefined }, query), requester);
    }
    const work = { filters: showFilters, command: showCommand, definition: showDefinition, csv: attachCsv }[more];
    return { running: work(body, clicked, requester) };
  };

  const showFilters = async (body: BlockAction, { ref, current, request, query }: Clicked): Promise<void> => {
    const state = { ...current.state, text: formatRequest(request) };
    await open(
      body,
      filtersForm(query, request, await readFilterValues(answerContext, query, FORM_PATIENCE), { ref, state }),
    );
  };

  const showCommand = async (_: BlockAction, { current }: Clicked, requester: Requester): Promise<void> => {
    const line = `${command} ${current.state.text}`;
    const message = sentenceMessage('Copy this line, and change what you like:', { nonce: cache.newNonce() });
    const copy = { type: 'section' as const, text: plain(line, BLOCK_LIMITS.sectionText) };
    await requester.reply({ text: line, blocks: [...message.blocks, copy] });
  };

  const attachCsv = async (_: BlockAction, { ref, current }: Clicked, requester: Requester): Promise<void> => {
    const answered = await conversation.answerOf(ref, current.state, requester.user);
    const bytes = Buffer.from(toCsv(answered.table));
    await messages.attach(ref, {
      name: `${answered.query.name}.csv`,
      bytes,
      comment: `${answered.title}, as <@${requester.user}> asked for it.`,
    });
  };

  /** A trigger lasts 3 s: when the answer has to be worked out again, the view is opened first and filled afterwards. */
  const showDefinition = async (body: BlockAction, { ref, current }: Clicked, { user }: Requester): Promise<void> => {
    const { executionId } = current.state;
    const remembered = cache.answerAt(ref);
    if (remembered?.text === current.state.text) return open(body, definitionView(remembered, { executionId }));
    const { view } = await client.views.open({ trigger_id: body.trigger_id, view: waitingView() });
    const answered = await conversation.answerOf(ref, current.state, user);
    await client.views.update({ view_id: view?.id ?? '', view: definitionView(answered, { executionId }) });
  };

  const showHome = async (user: string, start: number): Promise<void> => {
    const view = homeView(help(answerContext.catalogue()), digests(), { nonce: cache.newNonce(), start });
    await client.views.publish({ user_id: user, view });
  };

  onClick(/^list\//, async (body, { value }, requester, respond) => {
    const start = Number(value);
    if (body.view) return showHome(requester.user, start);
    const { text, blocks } = helpMessage(help(answerContext.catalogue()), { command, nonce: cache.newNonce(), start });
    await respond({ replace_original: true, text, blocks });
  });

  onClick(/^find$/, async (_, { selected_option }, requester) => {
    const name = parseOptionValue(selected_option?.value ?? '', []);
    if (name) await answerText(`help ${name}`, requester);
  });

  app.event('app_home_opened', async ({ event }) => {
    const requester: Requester = { user: event.user, channel: event.user, reply: async () => undefined };
    serve(requester, async () => {
      if (event.tab === 'home') await showHome(event.user, 0);
    });
  });
}
