import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

import type { Program } from '../support/program.ts';

import { pointedAt, startProgram, temporaryFolder } from '../support/program.ts';

/** The fake Slack, as its process tells about it. */
export type FakeSlack = {
  readonly url: string;
  readonly apiUrl: string;
  readonly token: string;
  readonly appToken: string;
  readonly signingSecret: string;
  /** The ids of those who ask. */
  readonly people: readonly string[];
  readonly channels: readonly string[];
};

/** The real program with what it talks to, each in a process of its own. */
export type LoadWorld = {
  readonly slack: FakeSlack;
  /** Where the bot takes commands. */
  readonly eventsUrl: string;
  readonly data: string;
  /** For how long the bot's event loop was held at a time since the last call, in milliseconds on a processor; none where there is no /proc. */
  readonly loopDelays: () => readonly number[];
  /** Returns the processor time in seconds that each process has used so far: the bot's own `pid`, those that it started, and the stand-ins. */
  readonly usedBy: (pid: number) => Readonly<Record<'bot' | 'drawing' | 'Slack' | 'Athena', number>>;
  /** Starts the bot; `settings` are added to its own. */
  readonly startBot: (settings?: Readonly<Record<string, string>>) => Promise<Program>;
  /** Has Athena take so many milliseconds longer for each query. */
  readonly slowAthena: (milliseconds: number) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** How many queries Athena runs at once: as many as the bot asks for unless a setting says otherwise. */
export const ATHENA_CONCURRENCY = 50;

/** Opens a Slack with so many channels and an Athena; the bot is started by `startBot`, always on the same port. */
export async function openLoadWorld(channels: number, { hasRateLimits = true } = {}): Promise<LoadWorld> {
  const data = temporaryFolder();
  const [athena, { child, said: slack }] = await Promise.all([
    startScript<{ url: string }>(new URL('athena.ts', import.meta.url), [
      join(data, 'lake'),
      String(ATHENA_CONCURRENCY),
    ]),
    startScript<FakeSlack>(new URL('slack.ts', import.meta.url), [
      String(channels),
      hasRateLimits ? 'limited' : 'unlimited',
    ]),
  ]);
  const port = await freePort();
  const settings = {
    ...pointedAt(athena.said.url),
    SLACK_API_URL: slack.apiUrl,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: slack.signingSecret,
    PORT: String(port),
    OWLPOST_PUBLIC_URL: `http://127.0.0.1:${port}`,
    OWLPOST_DATA: join(data, 'bot'),
    LOG_LEVEL: 'error',
    LOOP_DELAYS: join(data, 'loop-delays'),
    // the flags of `npm start`
    NODE_OPTIONS: `--import=${new URL('loop-delay.ts', import.meta.url)} --disable-warning=ExperimentalWarning --max-semi-space-size=1 --v8-pool-size=1`,
  };
  let delaysRead = 0;
  const eventsUrl = `http://127.0.0.1:${port}/slack/events`;
  return {
    slack,
    eventsUrl,
    data: settings.OWLPOST_DATA,
    loopDelays: () => {
      if (!existsSync(settings.LOOP_DELAYS)) return [];
      const all = readFileSync(settings.LOOP_DELAYS, 'utf8').trim().split('\n').map(Number);
      const fresh = all.slice(delaysRead);
      delaysRead = all.length;
      return fresh;
    },
    usedBy: (pid) => {
      const drawing = childrenOf(pid).reduce((sum, id) => sum + usedSeconds(id), 0);
      return { bot: usedSeconds(pid), drawing, Slack: usedSeconds(child.pid!), Athena: usedSeconds(athena.child.pid!) };
    },
    startBot: async (more = {}) => {
      const bot = await startProgram(['start'], { ...settings, ...more }, /^Owlpost listens on (\S+)$/);
      if (!more.SLACK_APP_TOKEN) child.stdin.write(`${eventsUrl}\n`);
      return bot;
    },
    slowAthena: async (slowMs) => {
      const body = JSON.stringify({ slowMs });
      const { ok } = await fetch(`${athena.said.url}/_faults`, { method: 'PUT', body });
      if (!ok) throw new Error('the embedded Athena takes no fault');
    },
    close: async () => {
      await Promise.all([endScript(child), endScript(athena.child)]);
    },
  };
}

/** Starts a script of this folder in a process of its own, and waits for its first line: what it says of itself as JSON. */
async function startScript<T>(script: URL, args: readonly string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', fileURLToPath(script), ...args], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const [line] = await once(createInterface({ input: child.stdout }), 'line');
  return { child, said: JSON.parse(line) as T };
}

/** Ends a script by the end of its input. */
async function endScript(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.stdin?.end();
  await ended;
}

/** A port that nobody listens on. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  return port;
}

/** The resident memory of a process and of those that it has started, in MB; NaN where there is no /proc. */
export function residentMb(pid: number): { readonly own: number; readonly workers: number } {
  const status = (id: string | number) => {
    try {
      return readFileSync(`/proc/${id}/status`, 'utf8');
    } catch {
      return '';
    }
  };
  const mb = (id: string | number) => Number(/^VmRSS:\s+(\d+) kB$/m.exec(status(id))?.[1] ?? Number.NaN) / 1024;
  return { own: mb(pid), workers: childrenOf(pid).reduce((sum, id) => sum + mb(id), 0) };
}

/** The ids of the processes that a process has started; none where there is no /proc. */
function childrenOf(pid: number): readonly number[] {
  try {
    return readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ').filter(Boolean).map(Number);
  } catch {
    return [];
  }
}

/** A process's clock ticks in a second, as `getconf CLK_TCK` says on Linux. */
const TICKS = 100;

/** The processor time that a process has used with all its threads, in seconds; NaN where there is no /proc. */
export function usedSeconds(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /, '')
      .split(' ');
    return (Number(fields[11]) + Number(fields[12])) / TICKS;
  } catch {
    return Number.NaN;
  }
}

/** Looks every second how much memory a process uses, in MB. */
export function watchMemory(pid: number): { now: () => number; most: () => number; stop: () => void } {
  const now = () => residentMb(pid).own;
  let most = now();
  const look = setInterval(() => {
    most = Math.max(most, now());
  }, 1000);
  return { now, most: () => most, stop: () => clearInterval(look) };
}
