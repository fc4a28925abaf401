import { ensureDemoLake } from '../../src/local/athena/demo/demo.ts';
import { openAthena } from '../../src/local/athena/server.ts';

/** Serves the demo lake, made in the folder of the first argument, and prints the address. */
const [lake = 'demo-lake'] = process.argv.slice(2);

await ensureDemoLake(lake, { now: new Date() });

const { url } = await openAthena({ lake });

console.log(url);
