/**
 * The embedded Athena in a process of its own, on the demo lake in the folder that its first argument names. It runs as many
 * queries at once as its second says, as `owlpost athena` runs fewer than the bot asks for. Prints one line of JSON when it listens.
 */
import { createInterface } from 'node:readline';

import { ensureDemoLake } from '../../src/local/athena/demo/demo.ts';
import { openAthena } from '../../src/local/athena/server.ts';

const [lake = '', concurrency] = process.argv.slice(2);

await ensureDemoLake(lake, { now: new Date() });

const { url, close } = await openAthena({ lake, concurrency: Number(concurrency) });

createInterface({ input: process.stdin }).on('close', async () => {
  await close();
  process.exit();
});

console.log(JSON.stringify({ url }));
