import type { App, BlockAction } from '@slack/bolt';

import type { BotOptions } from '../app.ts';
import type { Askers } from './askers.ts';

import { createKeyedQueue } from '../keyed-queue.ts';
import { turnOf } from '../listeners/clicked-answer.ts';
import { personIn } from './askers.ts';

/** Serves every request of Slack in the name of who made it, and clicks on one message in their order. */
export function nameAskers(app: App, askers: Askers, { log }: Pick<BotOptions, 'log'>): void {
  const inTurn = createKeyedQueue();
  app.use(async ({ body, next }) => {
    const turn = 'actions' in body ? turnOf(body as BlockAction) : undefined;
    await askers.asking(personIn(body), next, {
      inTurn: turn === undefined ? undefined : (work) => inTurn(turn, work),
    });
  });
  app.error(async (error) => log.error({ error }, 'a request from Slack could not be served'));
}
