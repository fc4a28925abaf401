import type { App, BlockAction, RespondFn, webApi } from '@slack/bolt';

import type { AnswerContext } from '../answer/context.ts';
import type { Query } from '../catalogue/query.ts';
import type { Digest } from '../digests/digest.ts';
import type { Request } from '../question/request.ts';
import type { Message, More } from './blocks/answer.ts';
import type { WireMessage } from './blocks/answer-view.ts';
import type { Action } from './blocks/filter-change.ts';
import type { Spot } from './blocks/state.ts';
import type { Desk } from './conversation.ts';
import type { Board, Card } from './message-cache.ts';
import type { Courier } from './messages.ts';
import type { Runs } from './running.ts';

import { understand } from '../answer/answer.ts';
import { UserError } from '../error.ts';
import { help, helpTopic } from '../question/help.ts';
import { formatRequest, normalize } from '../question/request.ts';
import { toCsv } from '../table/csv.ts';
import { sentenceMessage } from './blocks/answer.ts';
import { definitionView, waitingView } from './blocks/definition.ts';
import { wishOf } from './blocks/filter-change.ts';
import { parseOptionValue } from './blocks/filter-ids.ts';
import { filtersForm, paramForm } from './blocks/forms.ts';
import { guideMessage } from './blocks/help.ts';
import { homeView } from './blocks/home.ts';
import { LIMITS, plain } from './blocks/limits.ts';
import { parseState } from './blocks/state.ts';
import { readLists, readMenus } from './filter-values.ts';
import { keyOf } from './message-cache.ts';
import { openTurns } from './serial.ts';

/** A person at a place, and how to say something to them alone. */
export type Asker = {
  readonly user: string;
  readonly channel: string;
  readonly tell: (message: Message) => Promise<void>;
};

export type ListenerOptions = {
  readonly world: AnswerContext;
  readonly desk: Desk;
  readonly board: Board;
  readonly runs: Runs;
  readonly courier: Courier;
  readonly client: webApi.WebClient;
  readonly digests: () => readonly Digest[];
  readonly now: () => Date;
  /** How help names the command: `/owl`. */
  readonly command: string;
  /** Does the work after the ack and tells the asker what goes wrong; `question` can be asked again with a click. */
  readonly serve: (asker: Asker, work: () => Promise<void>, question?: string) => void;
};

type Clicked = {
  readonly spot: Spot;
  readonly card: Card;
  readonly request: Request;
  readonly query: Query;
};

/** What a click has begun. */
type Reaction = { readonly running: Promise<void> };

/** Menus must not keep a form from opening while its trigger lasts: 3 s. */
const FORM_PATIENCE = 1000;

/** What the bot listens to. Every listener acknowledges at once and works afterwards. */
export function listen(app: App, options: ListenerOptions): void {
  const { world, desk, board, runs, courier, client, digests, now, command, serve } = options;
  const turns = openTurns();

  const reply = async (text: string, asker: Asker): Promise<void> => {
    const asked = helpTopic(text);
    if (!asked) return desk.ask(text, asker);
    const catalogue = world.catalogue();
    const query = asked.topic === undefined ? undefined : catalogue.find(asked.topic);
    const lists = query && (await readLists(world, query, FORM_PATIENCE, now()));
    await asker.tell(guideMessage(help(catalogue, asked.topic, lists), { command, nonce: board.newNonce() }));
  };

  /** The answer that was clicked on, as it stands now. */
  const readClicked = async (body: BlockAction): Promise<Clicked> => {
    const message = body.message as (WireMessage & { ts: string }) | undefined;
    if (!body.channel || !message) throw new Error('a filter was used outside a message');
    const at = { channel: body.channel.id, ts: message.ts };
    const spot = board.locate(at);
    const card = board.read(spot, spot.ts === at.ts ? message : undefined);
    if (!card) throw new UserError('this answer cannot be changed any more: ask again with the command');
    const running = runs.find(keyOf(spot));
    const { request, query } = await understand(running?.text ?? card.state.text, world);
    return { spot, card, request, query };
  };

  const change = ({ spot, card }: Clicked, next: Request, { user }: Asker): Reaction => ({
    running: desk.change(spot, card, next, user),
  });

  /** Reacts to clicks on one message in their order: each sees the change that the one before it has begun. */
  const react = async (body: BlockAction, reaction: (clicked: Clicked) => Promise<Reaction>): Promise<void> => {
    const at = { channel: body.channel?.id ?? '', ts: body.message?.ts ?? '' };
    const { running } = await turns(keyOf(board.locate(at)), async () => reaction(await readClicked(body)));
    await running;
  };

  const open = async (body: BlockAction, view: Parameters<typeof client.views.open>[0]['view']): Promise<void> => {
    await client.views.open({ trigger_id: body.trigger_id, view });
  };

  /** Says something through a response URL, which works in every conversation, or as the bot when the URL is worn out. */
  const whisper =
    (respond: RespondFn, channel: string, user: string): Asker['tell'] =>
    async ({ text, blocks }) => {
      try {
        await respond({ response_type: 'ephemeral', replace_original: false, text, blocks });
      } catch {
        await client.chat.postEphemeral({ channel, user, text, blocks });
      }
    };

  app.command(/^\//, async ({ command: typed, ack, respond }) => {
    await ack();
    const asker = {
      user: typed.user_id,
      channel: typed.channel_id,
      tell: whisper(respond, typed.channel_id, typed.user_id),
    };
    serve(asker, () => reply(typed.text, asker), typed.text);
  });

  const onClick = (
    id: RegExp,
    work: (body: BlockAction, action: Action, asker: Asker, respond: RespondFn) => Promise<void>,
  ) => {
    app.action<BlockAction>(id, async ({ ack, body, action, respond }) => {
      await ack();
      const channel = body.channel?.id;
      const user = body.user.id;
      const tell = channel
        ? whisper(respond, channel, user)
        : async (message: Message) => void (await courier.post(user, message));
      const asker = { user, channel: channel ?? user, tell };
      serve(asker, () => work(body, action as unknown as Action, asker, respond));
    });
  };

  onClick(/^ask\//, async (_, { value }, asker) => reply(value ?? '', asker));

  onClick(/^instead\//, (body, { value }, asker) =>
    react(body, async (clicked) => change(clicked, (await understand(value ?? '', world)).request, asker)),
  );

  onClick(/^refresh$/, (body, _, asker) => react(body, async (clicked) => change(clicked, clicked.request, asker)));

  onClick(/^cancel$/, async (body, { value }) => {
    const message = body.message as (WireMessage & { ts: string }) | undefined;
    if (!body.channel || !message) return;
    const spot = board.locate({ channel: body.channel.id, ts: message.ts });
    await desk.cancel(spot, parseState(value ?? undefined), board.read(spot, message));
  });

  onClick(/^(filter\/|edit\/|compare$)/, (body, action, asker) =>
    react(body, async (clicked) => {
      const { query, request, spot } = clicked;
      const wish = wishOf(action, query, request, await readMenus(world, query, FORM_PATIENCE));
      if (!wish) throw new UserError(`this filter belongs to an older ${query.name}: ask again with the command`);
      if ('request' in wish) return change(clicked, wish.request, asker);
      const state = { ...clicked.card.state, text: formatRequest(request) };
      return { running: open(body, paramForm(query, wish.form, request, { spot, state })) };
    }),
  );

  onClick(/^more$/, (body, action, asker) =>
    react(body, async (clicked) => doMore(action.selected_option?.value as More, body, clicked, asker)),
  );

  onClick(/^filters$/, (body, _, asker) => react(body, async (clicked) => doMore('filters', body, clicked, asker)));

  const doMore = (more: More, body: BlockAction, clicked: Clicked, asker: Asker): Reaction => {
    const { request, query } = clicked;
    if (more === 'table' || more === 'chart') {
      return change(clicked, normalize({ ...request, as: more === 'table' ? 'table' : undefined }, query), asker);
    }
    const work = { filters: showFilters, command: showCommand, definition: showDefinition, csv: attachCsv }[more];
    return { running: work(body, clicked, asker) };
  };

  const showFilters = async (body: BlockAction, { spot, card, request, query }: Clicked): Promise<void> => {
    const state = { ...card.state, text: formatRequest(request) };
    await open(body, filtersForm(query, request, await readMenus(world, query, FORM_PATIENCE), { spot, state }));
  };

  const showCommand = async (_: BlockAction, { card }: Clicked, asker: Asker): Promise<void> => {
    const line = `${command} ${card.state.text}`;
    const message = sentenceMessage('Copy this line, and change what you like:', { nonce: board.newNonce() });
    const copy = { type: 'section' as const, text: plain(line, LIMITS.sectionText) };
    await asker.tell({ text: line, blocks: [...message.blocks, copy] });
  };

  const attachCsv = async (_: BlockAction, { spot, card }: Clicked, asker: Asker): Promise<void> => {
    const answered = await desk.answerOf(spot, card.state, asker.user);
    const bytes = Buffer.from(toCsv(answered.table));
    await courier.attach(spot, {
      name: `${answered.query.name}.csv`,
      bytes,
      comment: `${answered.title}, as <@${asker.user}> asked for it.`,
    });
  };

  /** A trigger lasts 3 s: when the answer has to be worked out again, the view is opened first and filled afterwards. */
  const showDefinition = async (body: BlockAction, { spot, card }: Clicked, { user }: Asker): Promise<void> => {
    const { executionId } = card.state;
    const remembered = board.answerAt(spot);
    if (remembered?.text === card.state.text) return open(body, definitionView(remembered, { executionId }));
    const { view } = await client.views.open({ trigger_id: body.trigger_id, view: waitingView() });
    const answered = await desk.answerOf(spot, card.state, user);
    await client.views.update({ view_id: view?.id ?? '', view: definitionView(answered, { executionId }) });
  };

  const showHome = async (user: string, start: number): Promise<void> => {
    const view = homeView(help(world.catalogue()), digests(), { nonce: board.newNonce(), start });
    await client.views.publish({ user_id: user, view });
  };

  onClick(/^list\//, async (body, { value }, asker, respond) => {
    const start = Number(value);
    if (body.view) return showHome(asker.user, start);
    const { text, blocks } = guideMessage(help(world.catalogue()), { command, nonce: board.newNonce(), start });
    await respond({ replace_original: true, text, blocks });
  });

  onClick(/^find$/, async (_, { selected_option }, asker) => {
    const name = parseOptionValue(selected_option?.value ?? '', []);
    if (name) await reply(`help ${name}`, asker);
  });

  app.event('app_home_opened', async ({ event }) => {
    const asker: Asker = { user: event.user, channel: event.user, tell: async () => undefined };
    serve(asker, async () => {
      if (event.tab === 'home') await showHome(event.user, 0);
    });
  });
}
