import type { Digest } from '../digests/digest.ts';
import type { HomeDigest } from './blocks/home.ts';
import type { ListedDigest } from './blocks/subscriptions.ts';
import type { BotContext } from './bot-context.ts';

import { isSubscription } from '../digests/subscriptions.ts';
import { help } from '../question/help.ts';
import { homeView } from './blocks/home.ts';
import { nextMarkup } from './blocks/subscriptions.ts';
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
    digestsOf(context, user),
    checkStore?.(),
  ]);
  const faulty = new Set(catalogue.diagnostics.map(({ file }) => file));
  const trouble = storeTrouble ?? (faulty.size > 0 ? homeWords.faultyFiles(faulty.size) : undefined); // names may tell too much
  const home = { help: help(catalogue), saved, recent, news, mine, digests, trouble };
  const view = homeView(home, { user, now: now(), nonce: cache.newNonce(), start, locale: answerContext.look?.locale });
  await clients.interactive.views.publish({ user_id: user, view });
}

/** What a person has subscribed to, with its questions in words. */
async function subscriptionsOf(context: BotContext, user: string): Promise<readonly ListedDigest[]> {
  const { subscriptions, answerContext, now } = context;
  const own = (await subscriptions.refresh()).filter(({ owner }) => owner === user);
  return Promise.all(own.map(async (digest) => ({ digest, words: await wordsOfDigest(digest, answerContext, now()) })));
}

/** What else comes to the channels that a person is in: nobody reads here what is posted elsewhere. */
async function digestsOf(context: BotContext, user: string): Promise<readonly HomeDigest[]> {
  const { digests, subscriptions, channels, now } = context;
  const others = subscriptions.all().filter(({ owner, isPaused }) => owner !== user && !isPaused);
  const all: readonly Digest[] = [...others, ...digests()].filter(({ isAlert }) => !isAlert);
  if (all.length === 0) return [];
  const own = await channels.channelsOf(user);
  const shown = all.filter(({ channel }) => own.has(channel));
  return (await stillAsked(shown, ({ questions }) => questions[0], context.answerContext)).map((digest) => {
    const { questions, channel } = digest;
    const name = isSubscription(digest) ? digest.when : digest.name;
    return { name, question: questions[0], channel, next: nextMarkup(digest, now()) };
  });
}
