import type { Logger } from 'pino';

import type { Answer } from '../answer/answer.ts';
import type { PictureSource } from './blocks/answer-view.ts';
import type { PictureHost } from './picture-host.ts';

import { isTable } from './blocks/answer-view.ts';

/** Where Slack finds an answer's picture; undefined when there is none to show or it cannot be shown. */
export type Publish = (answered: Answer) => Promise<PictureSource | undefined>;

/**
 * Publishes the pictures of answers. One that several messages show has one public address for all of them; one that
 * belongs to its message and goes with it is published for each.
 */
export function openPublishing({ pictures, log }: { pictures: PictureHost; log: Pick<Logger, 'warn'> }): Publish {
  const known = new WeakMap<Answer, Promise<PictureSource | undefined>>();
  const publish: Publish = async (answered) => {
    if (!answered.picture || isTable(answered)) return undefined;
    return pictures.publish(answered.picture).catch((error) => {
      log.warn({ error }, 'a picture could not be published');
      return undefined;
    });
  };
  return (answered) => {
    if (!pictures.isShared) return publish(answered);
    const published = known.get(answered) ?? publish(answered);
    known.set(answered, published);
    return published;
  };
}
