import type { Logger } from 'pino';

import type { World } from '../answer.ts';
import type { Catalogue } from '../catalogue.ts';
import type { Config } from '../config.ts';
import type { Digest } from '../digest.ts';
import type { Bot } from '../slack/app.ts';
import type { Store } from '../store/store.ts';
import type { Use } from '../use.ts';

import { UserError } from '../error.ts';
import { makeDataFolder } from '../folder.ts';
import { openHouse } from './house.ts';

export type Post = {
  readonly world: World;
  readonly use: Use;
  readonly bot: Bot;
  readonly store: Store;
  readonly digests: () => readonly Digest[];
  readonly stopQueries: () => Promise<void>;
  readonly log: Logger;
  /** The page on which the bot can be tried, when there is no Slack workspace. */
  readonly playground?: string;
  readonly close: () => Promise<void>;
};

const EXAMPLES = [
  '/owl sales by country',
  '/owl sales by month vs last year',
  '/owl orders by month in France 2025',
  '/owl top 5 products last quarter',
  '/owl sales by quarter split by product line',
  '/owl help',
];

/** The bot with everything around it; without a Slack workspace, on a Slack of its own. */
export async function openPost(config: Config, { isWatching }: { isWatching: boolean }): Promise<Post> {
  const [{ openObjects }, { readDigests }, { noticesOf }] = await Promise.all([
    import('../athena/objects.ts'),
    import('../digest.ts'),
    import('../notice.ts'),
  ]);
  let digests: readonly Digest[] = [];
  const readAgain = async () => {
    const read = await readDigests(config.queries, config.calendar);
    digests = read.digests;
    return read.findings;
  };
  let bot: Bot | undefined;
  const onChange = (before: Catalogue, now: Catalogue) => {
    for (const { channel, lines } of noticesOf(before, now)) void bot?.tell(channel, lines);
  };
  const [{ openBot }, { openStore }, house] = await Promise.all([
    import('../slack/app.ts'),
    import('../store/store.ts'),
    openHouse(config, { isWatching, readAgain, onChange }),
  ]);
  const { world, use, athena, log } = house;
  const [store, local] = await Promise.all([
    makeDataFolder(config.data).then(() => openStore(config.store, { log })),
    config.slack ? undefined : openPlayground(config, world),
    readAgain(),
  ]);
  const publicUrl = config.publicUrl ?? (local && ((boundUrl: string) => boundUrl));
  if (publicUrl && !athena.output)
    throw new UserError('ATHENA_OUTPUT is missing: OWLPOST_PUBLIC_URL needs a place in S3 for its pictures');
  const objects = openObjects({ ...athena, location: athena.output ?? 's3://unused/' });
  const opened = await openBot({
    ...(config.slack ?? local!),
    appToken: config.slack?.appToken,
    host: config.host,
    port: local ? 0 : config.port,
    publicUrl,
    world,
    pictures: {
      put: (key, bytes) => objects.put(`pictures/${key}.png`, bytes, 'image/png'),
      get: (key) => objects.get(`pictures/${key}.png`),
    },
    digests: () => digests,
    audit: (entry) => {
      use.note(entry.question);
      return store.audit.record(entry);
    },
    now: () => new Date(),
    log,
  });
  bot = opened;
  local?.connect(opened.eventsUrl);
  const close = async () => {
    await opened.stop();
    objects.close();
    await Promise.all([local?.close(), store.close(), house.close()]);
  };
  return {
    world,
    use,
    bot: opened,
    store,
    digests: () => digests,
    stopQueries: house.stopQueries,
    log,
    playground: local?.url,
    close,
  };
}

async function openPlayground(config: Config, world: World) {
  const [{ openSlack }, { completionsOf }] = await Promise.all([
    import('../local/slack/server.ts'),
    import('../help.ts'),
  ]);
  return openSlack({
    port: config.port,
    host: config.host,
    completions: async (text) => completionsOf(text, world.catalogue()),
    examples: EXAMPLES,
  });
}
