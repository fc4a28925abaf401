import { parseArgs } from 'node:util';

import { openPost, welcome } from '../app.ts';
import { readConfig } from '../config.ts';
import { stopped } from './signals.ts';

export async function start(args: string[]): Promise<void> {
  parseArgs({ args, options: {} });
  const config = readConfig(process.env);
  const post = await openPost(config, { isWatching: true });
  const { openSchedule } = await import('../digests/scheduler.ts');
  const schedule = openSchedule({
    digests: post.digests,
    deliveries: post.store.deliveries,
    post: post.bot.postDigest,
    find: post.bot.findDigest,
    log: post.log,
  });
  schedule.start();
  console.log(post.playground ? `Owlpost playground on ${post.playground}` : `Owlpost listens on ${post.bot.url}`);
  const stop = stopped();
  void welcome(post);
  await stop;
  // a digest in flight fails at once when its query is stopped; the ledger has it posted at the next start
  await Promise.all([schedule.stop(), post.stopQueries()]);
  await post.close();
}
