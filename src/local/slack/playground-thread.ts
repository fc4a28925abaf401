import type { LocalSlack, SlackOptions } from './server.ts';

import { startThread } from '../thread.ts';
import { ASSISTANT_LINES, EXAMPLES } from './examples.ts';

/** A Slack that is being opened in a thread. */
export type PlaygroundThread = {
  /** The Slack and its page. May be awaited later: until then its failure is not an unhandled one. */
  readonly slack: Promise<LocalSlack>;
  /** Says what completes the lines that are typed; until then nothing does. */
  readonly complete: (completions: NonNullable<SlackOptions['completions']>) => void;
};

/** What the thread opens its Slack with, and tells of it. */
export type ThreadMessages = {
  readonly options: Omit<SlackOptions, 'clock' | 'completions'>;
  readonly opened: Omit<LocalSlack, 'connect' | 'close'>;
};

/** What the app serves at the page's address, too. */
const APP_PATHS = ['/mcp', '/metrics'];

/** Requests leave little in the thread's memory, and that is soon collected. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** Opens a local Slack as `openSlack` does, with the playground's examples, in a thread of its own: its people are served however busy the app is. */
export function startPlayground({ port, host }: { port: number; host: string }): PlaygroundThread {
  let completions: SlackOptions['completions'];
  const complete = async (text: string, person: string) => completions?.(text, person) ?? [];
  const file = new URL('./playground-worker.ts', import.meta.url);
  const { call, end } = startThread(file, { callable: { complete }, limits: LIMITS });

  const open = async (): Promise<LocalSlack> => {
    const page = { examples: EXAMPLES, assistant: ASSISTANT_LINES, appPaths: APP_PATHS };
    const options: ThreadMessages['options'] = { port, host, ...page };
    const opened = (await call('open', options)) as ThreadMessages['opened'];
    const connect = async (eventsUrl: string) => void (await call('connect', eventsUrl));
    return { ...opened, connect, close: () => call('close').then(end) };
  };

  const slack = open().catch(async (error) => {
    await end();
    throw error;
  });
  slack.catch(() => undefined);
  return {
    slack,
    complete: (given) => {
      completions = given;
    },
  };
}
