import type { Digest } from '../digests/digest.ts';
import type { HomeDigest } from './blocks/home.ts';
import type { ListedDigest } from './blocks/subscriptions.ts';
import type { BotContext } from './bot-context.ts';

import { isSubscription } from '../digests/subscriptions.ts';
import { help } from '../question/help.ts';
import { labelOf } from '../text/text.ts';
import { homeView } from './blocks/home.ts';
import { nextMarkup, timesMarkup } from './blocks/subscriptions.ts';
import { wordsOfDigest } from './digests/digest-words.ts';
import { inWords, stillAsked } from './place-settings.ts';
import { listSaved } from './saved-questions.ts';
import { homeWords } from './words.ts';

/** Publishes the App Home for a person, with the page of queries that begins at index `start`. */
export async function publishHome(context: BotContext, user: string, start = 0): Promise<void> {
  const { clients, askers, preferences, lastQuestions, latelyNew, checkStore, cache, now } = context;
  const answerContext = await askers.contextFor({ user, isPrivate: true });
  const catalogue = answerContext.catalogue();
  const [saved, recent, news, mine, digests, storeTrouble] = await Promise.all([
    listSaved(preferences, user).then((all) => inWords(all, answerContext)),
    lastQuestions.recent(user).then((all) =>
      inWords(
        all.map((text) => ({ text })),
        answerContext,
      ),
    ),
    latelyNew.newsFor(catalogue),
    subscriptionsOf({ ...context, answerContext }, user),
    digestsOf({ ...context, answerContext }, user),
    checkStore?.(),
  ]);
  const faulty = new Set(catalogue.diagnostics.map(({ file }) => file));
  const trouble = storeTrouble ?? (faulty.size > 0 ? homeWords.faultyFiles(faulty.size) : undefined); // names may tell too much
  const home = { help: help(catalogue), saved, recent, news, mine, digests, trouble };
  const view = homeView(home, { user, now: now(), nonce: cache.newNonce(), start, locale: answerContext.look?.locale });
  await clients.interactive.views.publish({ user_id: user, view });
}

/** What a person has subscribed to, and what else is declared to be theirs, with its questions in words. */
async function subscriptionsOf(context: BotContext, user: string): Promise<readonly ListedDigest[]> {
  const { subscriptions, digests, answerContext, now } = context;
  const own = [...(await subscriptions.refresh()), ...digests()].filter(({ owner }) => owner === user);
  return Promise.all(own.map(async (digest) => ({ digest, words: await wordsOfDigest(digest, answerContext, now()) })));
}

/** What else comes to the channels that a person is in: nobody reads here what is posted elsewhere. */
async function digestsOf(context: BotContext, user: string): Promise<readonly HomeDigest[]> {
  const { digests, subscriptions, channels, now } = context;
  const others = subscriptions.all().filter(({ isPaused }) => !isPaused);
  const all: readonly Digest[] = [...others, ...digests()].filter(({ owner, isAlert }) => owner !== user && !isAlert);
  if (all.length === 0) return [];
  const own = await channels.channelsOf(user);
  const ids = await Promise.all(all.map(({ channel }) => channels.idOf(channel).catch(() => channel))); // it may be renamed
  const shown = all.filter((_, index) => own.has(ids[index]!));
  const asked = await stillAsked(shown, ({ questions }) => questions[0], context.answerContext);
  return Promise.all(
    asked.map(async (digest) => ({
      name: isSubscription(digest) ? undefined : labelOf(digest.name),
      question: digest.questions[0],
      words: await wordsOfDigest(digest, context.answerContext, now()),
      times: [timesMarkup(digest, user), nextMarkup(digest, now())],
    })),
  );
}
