import { setTimeout as sleep } from 'node:timers/promises';

import type { SentCommand } from './commands.ts';
import type { FakeSlack } from './world.ts';

import { quantile } from '../support/quantile.ts';
import { openCommandSender } from './commands.ts';
import { note, noteAcks } from './figures.ts';
import { awaitOutcomes } from './outcomes.ts';
import { openLoadWorld, watchMemory } from './world.ts';

/** So many questions a second come from the one person. */
const RATE = 200;

/** In milliseconds: how long all questions may take to end, and how often is looked whether they have. */
const ALL_DONE = { within: 60 * 60_000, every: 15_000 };

/** So many channels take the flood: the fake Slack shows the last few hundred messages of each. */
const CHANNELS = 100;

/** How long somebody else waits for an answer at most before they count as not answered, in milliseconds. */
const OTHERS_WITHIN = 60_000;

/** Seconds between two questions of somebody else. */
const OTHERS_EVERY = 2;

/**
 * Has one person ask 200 questions a second, all different, while another one asks now and then, and notes what came of it:
 * acks, memory, how long the other one waits, and that everybody gets an answer or the true reason. Slack has no limits
 * here, so that it does not take hours to post the answers.
 */
export async function loadFlood(seconds: number): Promise<void> {
  const world = await openLoadWorld(CHANNELS + seconds, { hasRateLimits: false });
  const sender = await openCommandSender(world);
  const bot = await world.startBot();
  const [flooder, other] = [world.slack.people[0]!, world.slack.people[1]!];
  const [flooded, elsewhere] = [world.slack.channels.slice(0, CHANNELS), world.slack.channels.slice(CHANNELS)];
  const askElsewhere = async (channel: string) => {
    const [command] = await sender.send(1, 1, { people: [other], channels: [channel] });
    return secondsToAnswer(world.slack, command!);
  };
  await askElsewhere(elsewhere[0]!); // what the first question loads is loaded
  note('flood: another person waits before it, s', await askElsewhere(elsewhere[1]!));
  const memory = watchMemory(bot.pid);
  note('flood: bot before it, MB', memory.now());

  const flood = sender.send(RATE, seconds, { people: [flooder], channels: flooded });
  const waits: Promise<number>[] = [];
  for (const channel of elsewhere.slice(2, 2 + seconds / OTHERS_EVERY)) {
    await sleep(OTHERS_EVERY * 1000);
    waits.push(askElsewhere(channel));
  }
  const commands = await flood;
  noteAcks('flood', commands);
  const waited = await Promise.all(waits);
  note('flood: another person, asked', waited.length);
  note('flood: another person waits, p50, s', quantile(waited, 0.5));
  note('flood: another person waits, at most, s', Math.max(...waited), 5);

  const begun = Date.now();
  const outcomes = await awaitOutcomes({ ...world.slack, people: [flooder] }, commands, ALL_DONE);
  note('flood: answered', outcomes.answered);
  note('flood: told in words', outcomes.told);
  note('flood: told that something cannot be reached', commands.filter(isToldOfOutage).length, 0);
  note('flood: neither', outcomes.lost, 0);
  note('flood: doubled', outcomes.doubled, 0);
  note('flood: all done after, s', seconds + (Date.now() - begun) / 1000);
  note('flood: bot at its largest, MB', memory.most(), 450);
  memory.stop();
  await bot.stop();
  sender.close();
  await world.close();
}

const isToldOfOutage = ({ told = '' }: SentCommand): boolean => /cannot be reached|socket|failed/i.test(told);

/** Waits until a command's answer stands in its channel, and returns the seconds since it was sent; infinite when it does not come. */
async function secondsToAnswer({ apiUrl, token }: FakeSlack, { channel, text, sentAt }: SentCommand): Promise<number> {
  const url = `${apiUrl}conversations.history?channel=${channel}&limit=10`;
  const isAnswer = (block: object) => {
    const written = JSON.stringify(block);
    return written.includes('"filters"') && written.includes(JSON.stringify(JSON.stringify(text)).slice(1, -1));
  };
  while (Date.now() < sentAt + OTHERS_WITHIN) {
    const response = await fetch(url, { headers: { authorization: `Bearer ${token}` } });
    const { messages = [] } = (await response.json()) as { messages?: readonly { blocks?: readonly object[] }[] };
    if (messages.some(({ blocks = [] }) => blocks.some(isAnswer))) return (Date.now() - sentAt) / 1000;
    await sleep(100);
  }
  return Number.POSITIVE_INFINITY;
}
