import type { ThreadMessages } from './playground-thread.ts';
import type { LocalSlack } from './server.ts';

import { serveThread } from '../thread.ts';
import { openSlack } from './server.ts';

/** The thread of the playground's Slack; see `startPlayground`. */
let slack: LocalSlack | undefined;

const call = serveThread({
  open: async (options: ThreadMessages['options']): Promise<ThreadMessages['opened']> => {
    const completions = (text: string, person: string) => call('complete', text, person) as Promise<readonly string[]>;
    slack = await openSlack({ ...options, completions });
    const { connect: _, close: __, ...opened } = slack;
    return opened;
  },
  connect: (eventsUrl: string) => slack?.connect(eventsUrl),
  close: () => slack?.close(),
});
