import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Answer, World } from '../answer.ts';
import type { Digest } from '../digest.ts';
import type { Query } from '../query.ts';
import type { Request } from '../request.ts';
import type { Message } from './blocks.ts';
import type { Board, Card } from './board.ts';
import type { Courier, Rendering, Spot } from './courier.ts';
import type { Job, Runs } from './runs.ts';
import type { PictureSource } from './shown.ts';
import type { State } from './state.ts';

import { answer, understand } from '../answer.ts';
import { UserError } from '../error.ts';
import { format } from '../request.ts';
import { answerMessage, sentenceMessage, workingMessage } from './blocks.ts';
import { keyOf } from './board.ts';
import { readMenus } from './menus.ts';
import { STOPS } from './runs.ts';
import { isTable, shownOf } from './shown.ts';

/** Who asked what and what it cost to read. */
export type AuditEntry = {
  readonly at: Date;
  readonly person: string;
  readonly question: string;
  readonly scannedBytes: number;
};

/** Questions in, messages out: what happens between a click and the answer in the channel. */
export type Desk = {
  /** Answers a question with a new message in a channel. */
  readonly ask: (text: string, asker: { readonly user: string; readonly channel: string }) => Promise<void>;
  /** Answers another request in the place of the answer at `spot`. */
  readonly change: (
    spot: Spot,
    card: Card,
    next: Request,
    options: { readonly user: string; readonly carried?: string | undefined },
  ) => Promise<void>;
  /** Stops what runs for a message, here or in another process, and shows again what stood there. */
  readonly cancel: (spot: Spot, back: State | undefined, card: Card | undefined) => Promise<void>;
  /** Posts a digest's answer; the message bears the run's id. */
  readonly post: (digest: Digest, runId: string, signal?: AbortSignal) => Promise<Spot>;
  /** The answer to a state's question: the one that its message shows if it is remembered, or else a new one. */
  readonly answerOf: (spot: Spot, state: State, user: string) => Promise<Answer>;
};

export type DeskOptions = {
  readonly world: World;
  readonly courier: Courier;
  readonly runs: Runs;
  readonly board: Board;
  readonly now: () => Date;
  readonly audit: (entry: AuditEntry) => Promise<void>;
  readonly log: Logger;
};

/** An answer that comes within this time is shown at once, without a message that says it is being worked on. */
const GRACE = 350;
/** How long an answer waits for its menus; those that are late are fetched when they are opened. */
const MENU_PATIENCE = 400;
/** Nobody clicks again within this time: a run that was faster needs no look at what its message carries by now. */
const UNHURRIED = 1500;

export function openDesk({ world, courier, runs, board, now, audit, log }: DeskOptions): Desk {
  /** The answer, and its picture on its way to Slack. */
  const begin = (job: Job, user: string) => {
    const answering = answer(job.text, world, { now: now(), signal: job.signal }).then((answered) => {
      record(user, answered);
      return answered;
    });
    const picture = answering.then(publish, () => undefined);
    const menus = answering.then(({ query }) => readMenus(world, query, MENU_PATIENCE));
    const all = Promise.all([answering, picture, menus]);
    all.catch(() => undefined); // every reader of it handles its failure
    return { begun: performance.now(), answering, picture, menus, isQuick: () => settlesWithin(all, GRACE) };
  };

  const publish = async (answered: Answer): Promise<PictureSource | undefined> => {
    const { picture, pictureFailure } = answered;
    if (pictureFailure) log.error({ err: pictureFailure }, 'a picture could not be drawn');
    return picture && !isTable(answered) ? courier.publish(picture) : undefined;
  };

  const record = (person: string, { text, table }: Answer): void => {
    audit({ at: now(), person, question: text, scannedBytes: table.scannedBytes }).catch((error) => {
      log.error({ err: error }, 'the audit could not be written');
    });
  };

  /** Shows an answer where `target` says, unless the job was stopped or another answer has come to stand there. */
  const finish = async (
    started: ReturnType<typeof begin>,
    {
      job,
      target,
      state,
      carried,
    }: {
      job: Job;
      target: { channel: string; ts?: string };
      state: Omit<State, 'text'>;
      carried: () => string | undefined;
    },
  ): Promise<Spot | undefined> => {
    const answered = await started.answering;
    const menus = await started.menus;
    const { query, request, text } = answered;
    const fullState: State = { ...state, text, executionId: answered.table.executionId };
    let last = carried();
    const rendering: Rendering = (source, note) => {
      last = newNonce();
      const shown = shownOf(
        answered,
        source,
        note ? [note] : answered.pictureFailure && !isTable(answered) ? [NOT_DRAWN] : [],
      );
      return answerMessage(shown, { query, request, menus, state: fullState, nonce: last });
    };
    const isCurrent = async () => {
      if (job.signal.aborted) return false;
      const { channel, ts } = target;
      return (
        ts === undefined ||
        !last ||
        performance.now() - started.begun < UNHURRIED ||
        courier.carries({ channel, ts }, last)
      );
    };
    const drawn = answered.picture && !isTable(answered) ? started.picture : undefined;
    const spot = await courier.deliver(target, rendering, drawn, isCurrent);
    if (!spot) return undefined;
    board.put(spot, { shown: shownOf(answered, await started.picture), state: fullState }, answered);
    if (target.ts !== undefined) board.move({ channel: target.channel, ts: target.ts }, spot);
    return spot;
  };

  const ask: Desk['ask'] = async (text, { user, channel }) => {
    const job = runs.begin(text);
    let spot: Spot | undefined;
    const nonce = newNonce();
    try {
      const started = begin(job, user);
      if (!(await started.isQuick())) {
        spot = await courier.post(channel, workingMessage(text, user, nonce));
        job.take(keyOf(spot));
      }
      const target = spot ?? { channel };
      const answered = await finish(started, { job, target, state: { asker: user }, carried: () => nonce });
      if (!answered && job.signal.aborted && spot) await explain(job, spot);
    } catch (error) {
      if (job.signal.aborted) {
        if (spot) await explain(job, spot);
        return;
      }
      if (spot) await courier.remove(spot);
      throw error;
    } finally {
      job.end();
    }
  };

  /** Says at a first question's message why no answer came. */
  const explain = async (job: Job, spot: Spot): Promise<void> => {
    const sentence =
      job.signal.reason === STOPS.cancelled
        ? 'Cancelled.'
        : 'Stopped, as Owlpost is restarting. Ask again in a moment.';
    await courier.update(spot, sentenceMessage(sentence, { ask: [job.text], nonce: newNonce() }));
  };

  const change: Desk['change'] = async (spot, card, next, { user, carried }) => {
    const job = runs.begin(format(next));
    job.take(keyOf(spot));
    let nonce = carried;
    try {
      const started = begin(job, user);
      if (!(await started.isQuick()) && !job.signal.aborted) {
        nonce = newNonce();
        await courier.update(spot, await pending(card, next, job.text, nonce));
      }
      const answered = await finish(started, { job, target: spot, state: card.state, carried: () => nonce });
      if (!answered && isRestored(job)) await restore(spot, card);
    } catch (error) {
      if (!job.signal.aborted || isRestored(job)) await restore(spot, card);
      if (!job.signal.aborted) throw error;
    } finally {
      job.end();
    }
  };

  const pending = async (card: Card, next: Request, text: string, nonce: string): Promise<Message> => {
    const query = queryOf(next);
    const menus = await readMenus(world, query, 0);
    const progress = { text: `Updating to ${text} …`, back: card.state };
    return answerMessage(card.shown, { query, request: next, menus, state: { ...card.state, text }, nonce, progress });
  };

  const restore = async (spot: Spot, card: Card): Promise<void> => {
    const { request, query } = await understand(card.state.text, world);
    const menus = await readMenus(world, query, MENU_PATIENCE);
    await courier.update(
      spot,
      answerMessage(card.shown, { query, request, menus, state: card.state, nonce: newNonce() }),
    );
  };

  const cancel: Desk['cancel'] = async (spot, back, card) => {
    if (runs.cancel(keyOf(spot))) return; // what runs says so itself
    if (card && back) return restore(spot, { shown: card.shown, state: back });
    await courier.update(spot, sentenceMessage('Cancelled.', { ask: back ? [back.text] : [], nonce: newNonce() }));
  };

  const post: Desk['post'] = async ({ name, question, channel }, runId, signal) => {
    const job = runs.begin(question, signal);
    try {
      const started = begin(job, `digest ${name}`);
      const spot = await finish(started, { job, target: { channel }, state: { runId }, carried: () => undefined });
      if (!spot) throw new Error(`the digest ${name} was stopped before it was posted`);
      return spot;
    } finally {
      job.end();
    }
  };

  const answerOf: Desk['answerOf'] = async (spot, state, user) => {
    const remembered = board.answerAt(spot);
    if (remembered?.text === state.text) return remembered;
    const job = runs.begin(state.text);
    try {
      return await begin(job, user).answering;
    } finally {
      job.end();
    }
  };

  const queryOf = (request: Request): Query => {
    const query = world.catalogue().find(request.query);
    if (!query) throw new UserError(`there is no query ${request.query} any more: type help to see what can be asked`);
    return query;
  };

  return { ask, change, cancel, post, answerOf };
}

const NOT_DRAWN = 'The picture could not be drawn. More → Show as table has every number.';

function isRestored({ signal }: Job): boolean {
  return signal.aborted && (signal.reason === STOPS.cancelled || signal.reason === STOPS.stopping);
}

/** A rendering's mark. */
function newNonce(): string {
  return randomBytes(6).toString('base64url');
}

async function settlesWithin(promise: Promise<unknown>, milliseconds: number): Promise<boolean> {
  const settled = promise.then(
    () => true,
    () => true,
  );
  return Promise.race([settled, sleep(milliseconds, false, { ref: false })]);
}
