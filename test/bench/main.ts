import { spawn } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';

import type { Program } from '../support/program.ts';

import { startProgram, temporaryFolder } from '../support/program.ts';
import { median, quantile } from '../support/quantile.ts';
import { followMessages } from '../support/shown-messages.ts';

/** The whole program as a person meets it: the playground's JSON calls, the real bot, the embedded Athena. */
const READY = /^Owlpost playground on (\S+)$/;

const CHARTS = Number(process.env.CHARTS ?? 1000);

const data = temporaryFolder();

const queries = join(data, 'queries');

mkdirSync(queries);

for (const name of readdirSync('queries').filter((file) => file !== 'digests.yml'))
  writeFileSync(join(queries, name), readFileSync(join('queries', name)));

writeFileSync(join(queries, 'one.sql'), '-- One\nSELECT 1 AS one');

const settings = { PORT: '0', OWLPOST_DATA: data, OWLPOST_QUERIES: queries, LOG_LEVEL: 'silent' };

const show = (name: string, value: string) => console.log(`${name.padEnd(52)} ${value}`);

const milliseconds = (value: number) => `${value.toFixed(0)} ms`;

type Message = { readonly ts: string; readonly text?: string; readonly blocks?: readonly { readonly type: string }[] };

/** Follows what one person sees. */
async function follow(program: Program) {
  const messages = new Map<string, Message>();
  const waiting = new Set<() => void>();
  const close = await followMessages<Message>({ url: program.url, person: 'mira' }, (message) => {
    messages.set(message.ts, message);
    for (const wake of waiting) wake();
  });
  /** The first message of which this is true and that was not there before. */
  const find = async (isWanted: (message: Message) => boolean): Promise<Message> => {
    for (;;) {
      const found = [...messages.values()].find(isWanted);
      if (found) return found;
      await new Promise<void>((resolve) => {
        const wake = () => {
          waiting.delete(wake);
          resolve();
        };
        waiting.add(wake);
      });
    }
  };
  return { find, forget: () => messages.clear(), close };
}

function type(program: Program, text: string): Promise<Response> {
  const body = JSON.stringify({ person: 'mira', channel: 'general', text: `/owl ${text}` });
  return fetch(`${program.url}/playground/type`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body,
  });
}

const isAnswer = (message: Message) => message.blocks?.some(({ type: kind }) => kind === 'image') === true;

async function startTime(command: string, args: readonly string[]): Promise<number> {
  const start = performance.now();
  await new Promise((resolve) => spawn(command, args).on('close', resolve));
  return performance.now() - start;
}

/** Resident memory of a process and its children, in bytes. */
function residentBytes(pid: number): number {
  const own = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'));
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean);
  return Number(own?.[1] ?? 0) * 1024 + children.reduce((sum, child) => sum + residentBytes(Number(child)), 0);
}

const first = await startProgram(['start'], settings, READY); // makes the lake

await first.stop();

const starts: number[] = [];

for (let round = 0; round < 5; round++) {
  const start = performance.now();
  const program = await startProgram(['start'], settings, READY);
  starts.push(performance.now() - start);
  await program.stop();
}

const bare = await startTime(process.execPath, ['-e', '0']);

show('process start → ready', `${milliseconds(median(starts))}, ${(median(starts) / bare).toFixed(1)}× a bare node`);

const program = await startProgram(['start'], settings, READY);

const seen = await follow(program);

const firstStart = performance.now();

await type(program, 'sales by month');

await seen.find(isAnswer);

show('first chart after start, with its query', milliseconds(performance.now() - firstStart));

for (const text of ['one', 'sales by month', 'sales by country vs last year']) {
  const times: number[] = [];
  for (let round = 0; round < 20; round++) {
    seen.forget();
    const start = performance.now();
    await type(program, text);
    await seen.find(isAnswer);
    times.push(performance.now() - start);
  }
  show(
    `/owl ${text} → answer with its picture`,
    `median ${milliseconds(median(times))}, p90 ${milliseconds(quantile(times, 0.9))}`,
  );
}

const acks: number[] = [];

let isBusy = true;

const busy = Array.from({ length: 4 }, async () => {
  while (isBusy) await type(program, 'sales by month split by product line');
});

for (let round = 0; round < 100; round++) {
  const start = performance.now();
  await type(program, 'help');
  acks.push(performance.now() - start);
}

isBusy = false;

await Promise.all(busy);

show(
  'ack while 4 charts are on their way',
  `median ${milliseconds(median(acks))}, p99 ${milliseconds(quantile(acks, 0.99))}`,
);

const atRest = residentBytes(program.pid);

for (let count = 0; count < CHARTS; count++) {
  seen.forget();
  await type(program, count % 2 ? 'sales by month' : 'sales by country');
  await seen.find(isAnswer);
}

const megabytes = (bytes: number) => `${Math.round(bytes / 2 ** 20)} MB`;

show(
  `resident memory, then after ${CHARTS} more charts`,
  `${megabytes(atRest)}, ${megabytes(residentBytes(program.pid))} (bot, Slack, Athena and lake in one)`,
);

seen.close();

await program.stop();
