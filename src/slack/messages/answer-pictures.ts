import type { Logger } from 'pino';

import type { Answer } from '../../answer/answer.ts';
import type { PictureSource } from '../blocks/answer-view.ts';
import type { PictureHost } from './picture-host.ts';

import { isTable } from '../blocks/answer-view.ts';

/** Publishes an answer's picture; resolves to where Slack finds it, or to undefined when there is none or it cannot be shown. */
export type Publish = (answered: Answer) => Promise<PictureSource | undefined>;

/**
 * Creates a function that publishes pictures. A picture in several messages has one public address for all of them;
 * where pictures are deleted with their message, each message has its own.
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
