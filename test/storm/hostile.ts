import { openGuardedEngine } from '../support/guarded.ts';
import { askHostile } from '../support/hostile-texts.ts';
import { tamper } from '../support/tampered-payloads.ts';

/**
 * Asks so many hostile texts, and sends a tenth as many tampered payloads, in the name of somebody who may see nothing that is
 * guarded, and prints what came of them. The process ends with 1 when anything guarded was told, or the bot fell.
 */
export async function runHostile(texts: number): Promise<void> {
  const seed = Number(process.env.OWLPOST_HOSTILE_SEED ?? Date.now() % 1_000_000_000);
  const engine = await openGuardedEngine();
  const asked = await timed(() => askHostile(engine, { runs: texts, seed }));
  const sent = await timed(() => tamper(engine, { runs: Math.ceil(texts / 10), seed: seed + 1 }));
  await engine.close();
  const leaks = [...asked.leaks, ...sent.leaks];
  for (const leak of leaks) console.error(`told: ${leak}`);
  console.log(`seed ${seed}`);
  console.table({
    'hostile texts': { ...asked, leaks: asked.leaks.length },
    'tampered payloads': { ...sent, leaks: sent.leaks.length },
  });
  process.exit(leaks.length > 0 || sent.unanswered > 0 || !sent.isStanding ? 1 : 0);
}

async function timed<T extends object>(work: () => Promise<T>): Promise<T & { readonly seconds: number }> {
  const begun = performance.now();
  const figures = await work();
  return { ...figures, seconds: Math.round((performance.now() - begun) / 1000) };
}
