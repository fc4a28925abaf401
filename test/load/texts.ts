import { setTimeout as sleep } from 'node:timers/promises';

import { randomFrom } from '../support/random.ts';
import { openCommandSender } from './commands.ts';
import { note, noteAcks } from './figures.ts';
import { openLoadWorld, residentMb } from './world.ts';

/** So many texts a second. */
const RATE = 100;

/** Of the texts, so many come before memory is looked at for the first time. */
const FIRST = 500;

/** So long the bot has nothing to do before memory is looked at, in milliseconds: V8 gives memory back some seconds after the last work. */
const QUIET_MS = 60_000;

/** What people type and mistype, and what breaks programs: half of a text. */
const PIECES = [
  ...['sales', 'orders', 'by', 'country', 'month', 'in', 'France', 'not', 'last', 'quarter', '2025', 'top', '5', 'vs'],
  ...['salse', 'contry', 'frnace', 'period=', '"', '=', '!=', '..', ',', '<@U1>', '&amp;', '😀', 'ﬁ', 'é', '__proto__'],
  ...['constructor', 'toString', '{{period}}', "'; DROP TABLE x; --", '٣', '\u202E', 'aaaaaaaaaaaaaaaaaaaa', 'Straße'],
];

/** Has the bot read so many texts that are all different and that no query means, and notes what memory stays with it afterwards. */
export async function loadTexts(count: number): Promise<void> {
  const world = await openLoadWorld(20, { hasRateLimits: false });
  const sender = await openCommandSender(world);
  const bot = await world.startBot();
  const texts = strangeTexts();
  /** Sends so many, and waits until nothing more is told of them. */
  const read = async (some: number) => {
    const commands = await sender.send(RATE, some / RATE, { texts });
    const countTold = () => commands.filter(({ told }) => told !== undefined).length;
    for (let told = -1; told !== countTold(); await sleep(QUIET_MS)) told = countTold();
    return { commands, told: countTold() };
  };
  await read(FIRST);
  const before = residentMb(bot.pid).own;
  note(`texts: bot after ${FIRST}, MB`, before);
  const { commands, told } = await read(count);
  noteAcks('texts', commands);
  note('texts: told by their response URL, others by a message', told);
  const after = residentMb(bot.pid).own;
  note(`texts: bot after ${count} more, MB`, after);
  note('texts: more resident, MB', after - before, 100);
  await bot.stop();
  sender.close();
  await world.close();
}

/** Texts of pieces by chance, always the same ones; each has a word that nothing is called. */
function* strangeTexts(): Generator<string, never> {
  const { pick, upTo } = randomFrom(11);
  for (let number = 0; ; number++) {
    const words = Array.from({ length: 1 + upTo(12) }, () => pick(PIECES));
    yield [...words, `zz${number.toString(36)}qx`].join(pick([' ', '  ', '\u00A0', '']));
  }
}
