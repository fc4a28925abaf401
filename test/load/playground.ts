import type { Program } from '../support/program.ts';

import { startProgram, temporaryFolder } from '../support/program.ts';
import { readMessages } from './outcomes.ts';
import { residentMb } from './world.ts';

/** Flags of V8 that `npm start` gives the program. */
const FLAGS = '--max-semi-space-size=1 --v8-pool-size=1';

/** What a playground uses after it has answered, in MB: by itself, and by its drawing worker. */
export type PlaygroundMemory = ReturnType<typeof residentMb> & {
  /** Answers with a picture. */
  readonly answered: number;
};

/** Asks a playground so many questions, one after the other, and tells what memory it uses then. */
export async function askPlayground(questions: number): Promise<PlaygroundMemory> {
  const settings = { OWLPOST_DATA: temporaryFolder(), PORT: '0', NODE_OPTIONS: FLAGS };
  const playground = await startProgram(['start'], settings, /^Owlpost playground on (\S+)$/);
  const before = await answersOf(playground);
  for (let asked = 1; asked <= questions; asked++) {
    const by = ['country', 'month', 'city', 'product line', 'vendor', 'quarter', 'state', 'week'][asked % 8];
    const since = new Date(Date.UTC(2023, 0, asked)).toISOString().slice(0, 10);
    await type(playground, `/owl sales by ${by} since ${since}`);
    while ((await answersOf(playground)) < before + asked);
  }
  const answered = (await answersOf(playground)) - before;
  const memory = residentMb(playground.pid);
  await playground.stop();
  return { ...memory, answered };
}

async function type({ url }: Program, text: string): Promise<void> {
  const body = JSON.stringify({ person: 'mira', channel: 'sales', text });
  await fetch(`${url}/playground/type`, { method: 'POST', headers: { 'content-type': 'application/json' }, body });
}

async function answersOf({ url }: Program): Promise<number> {
  const messages = await readMessages({ url, people: ['mira'] });
  return messages.filter(({ blocks = [] }) => blocks.some(({ type: kind }) => kind === 'image')).length;
}
