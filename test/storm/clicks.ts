import { runClickStorm } from '../support/click-storm.ts';

/** Runs a storm of clicks by 20 people on 50 messages and prints what came of it; the process ends with 1 when a message is wrong. */
export async function runClicks(clicks: number): Promise<void> {
  const { wrong, ...figures } = await runClickStorm({ people: 20, messages: 50, clicks, seed: Date.now() });
  console.table([{ ...figures, wrong: wrong.length }]);
  for (const { expected, shown } of wrong) console.error(`asked: ${expected}\nshown: ${shown}`);
  process.exit(wrong.length > 0 ? 1 : 0);
}
