/**
 * Measures, inside of the bot, how long its event loop is held at a time: loaded before the program by `--import`. Milliseconds
 * are those that the main thread spent on a processor, so that other programs on the machine do not count. The file that
 * LOOP_DELAYS names gets them, one a line.
 */
import { appendFileSync, readFileSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const file = process.env.LOOP_DELAYS;

/** So often is looked, in milliseconds: a turn of the loop that takes longer is seen as one. */
const EVERY_MS = 5;

const WRITE_MS = 500;

/** Its first number are the nanoseconds on a processor. https://docs.kernel.org/scheduler/sched-stats.html */
const SCHEDULE = `/proc/self/task/${process.pid}/schedstat`;

const busyMs = (): number => Number(readFileSync(SCHEDULE, 'utf8').split(' ')[0]) / 1e6;

if (file && isMainThread && process.platform === 'linux') {
  let delays: number[] = [];
  let before = busyMs();
  setInterval(() => {
    const now = busyMs();
    delays.push(now - before);
    before = now;
  }, EVERY_MS).unref();
  setInterval(() => {
    appendFileSync(file, delays.map((delay) => `${delay.toFixed(2)}\n`).join(''));
    delays = [];
  }, WRITE_MS).unref();
}
