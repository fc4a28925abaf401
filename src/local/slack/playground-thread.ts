import type { LocalSlack, SlackOptions } from './server.ts';

import { startThread } from '../thread.ts';
import { ASSISTANT_LINES, EXAMPLES } from './examples.ts';

/** A local Slack in a thread of its own, from the moment when it begins to open. */
export type PlaygroundThread = {
  /** Resolves once the Slack listens. It need not be awaited at once: a rejection is never reported as unhandled. */
  readonly slack: Promise<LocalSlack>;
  /** Sets the function that completes command lines; before that there are no completions. */
  readonly complete: (completions: NonNullable<SlackOptions['completions']>) => void;
};

/** What the two threads copy to each other when the Slack is opened: its options, and the data of the LocalSlack that results. */
export type ThreadMessages = {
  readonly options: Omit<SlackOptions, 'clock' | 'completions'>;
  readonly opened: Omit<LocalSlack, 'connect' | 'close'>;
};

/** Paths of the app that are also served at the page's address. */
const APP_PATHS = ['/mcp', '/metrics'];

/** Requests allocate little, so a small young generation is enough. */
const LIMITS = { maxYoungGenerationSizeMb: 4 };

/** Opens a local Slack with the playground's examples in a thread of its own, so that its page responds while the app computes. */
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
