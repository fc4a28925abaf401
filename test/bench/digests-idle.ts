/**
 * What digests cost while none is due: `node test/bench/digests-idle.ts [DIGESTS] [SECONDS]`. Two of the real program run idle beside
 * each other, as `npm start` starts them, one with the digests and one without; their processor time and memory are read from /proc.
 * Exit code 1 when short of the goals.
 */
import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { openLoadWorld, residentMb, usedSeconds } from '../load/world.ts';
import { temporaryFolder } from '../support/program.ts';

const COUNT = Number(process.argv[2] ?? 200);

const SECONDS = Number(process.argv[3] ?? 120);

/** Of one processor, and in MB beside a bot without digests. */
const GOALS = { percent: 0.5, mb: 20 };

/** How long a bot loads after its start what is not wanted at once. */
const SETTLE_MS = 60_000;

/** A folder of queries with so many digests, none of which is due for two months. */
function queriesWith(count: number): string {
  const folder = temporaryFolder();
  cpSync('queries', folder, { recursive: true });
  rmSync(join(folder, 'digests.yml'), { force: true });
  const month = ((new Date().getUTCMonth() + 2) % 12) + 1;
  const digests = Array.from(
    { length: count },
    (_, index) =>
      `- name: idle-${index}\n  question: sales by country\n  channel: "#load-${index}"\n  cron: "${index % 60} 9 1 ${month} *"\n`,
  );
  if (count > 0) writeFileSync(join(folder, 'digests.yml'), digests.join(''));
  return folder;
}

const world = await openLoadWorld(COUNT);

const start = (count: number) =>
  world.startBot({
    OWLPOST_QUERIES: queriesWith(count),
    OWLPOST_DATA: temporaryFolder(),
    NODE_OPTIONS: '--max-semi-space-size=1 --v8-pool-size=1',
    PORT: '0',
  });

const bots = [await start(0), await start(COUNT)];

await sleep(SETTLE_MS);

const before = bots.map(({ pid }) => usedSeconds(pid));

await sleep(SECONDS * 1000);

const [without, withDigests] = bots.map(({ pid }, index) => ({
  'processor, %': Math.round(((usedSeconds(pid) - before[index]!) / SECONDS) * 10_000) / 100,
  'memory, MB': Math.round(residentMb(pid).own * 10) / 10,
}));

for (const bot of bots) await bot.stop();

await world.close();

console.table({ 'no digests': without, [`${COUNT} digests`]: withDigests });

const addedMb = withDigests!['memory, MB'] - without!['memory, MB'];

process.exit(withDigests!['processor, %'] > GOALS.percent || addedMb > GOALS.mb ? 1 : 0);
