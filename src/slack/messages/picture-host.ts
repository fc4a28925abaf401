import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

import type { Picture } from '../../chart/picture.ts';
import type { PictureSource } from '../blocks/answer-view.ts';
import type { SlackClients } from '../connection/clients.ts';

import { codeOf } from '../connection/clients.ts';

/** Publishes pictures where Slack can show them. */
export type PictureHost = {
  /** Whether anyone with its address can see a picture, even before a message shows it. */
  readonly isPublic: boolean;
  /** Whether one address may be used in several messages. */
  readonly isShared: boolean;
  /** Publishes a picture; rejects when it cannot be shown. */
  readonly publish: (picture: Picture) => Promise<PictureSource>;
  /** Deletes a published picture that no message shows any more. Never rejects. */
  readonly remove: (source: PictureSource) => Promise<void>;
};

/** How long Slack may take to check an uploaded file, in milliseconds; typically 1–2 s. */
const READY_WITHIN = 15_000;

/** The shortest and the longest pause between two looks at a file, in milliseconds. */
const PAUSE = { first: 100, longest: 1000 };

/**
 * Creates a host that uploads pictures to Slack as private files. Slack can show a file once it has checked it, which
 * its `mimetype` tells (https://github.com/slackapi/java-slack-sdk/issues/1349); `publish` waits for that at most
 * `readyWithin` milliseconds.
 */
export function openUploadedPictures(
  { background }: Pick<SlackClients, 'background'>,
  { log, readyWithin = READY_WITHIN }: { log: Logger; readyWithin?: number },
): PictureHost {
  const waitUntilReady = async (id: string): Promise<void> => {
    const deadline = AbortSignal.timeout(readyWithin);
    for (let pause = PAUSE.first; ; pause = Math.min(2 * pause, PAUSE.longest)) {
      const { file } = await background.files.info({ file: id });
      if (file?.mimetype || file?.filetype) return;
      await sleep(pause, undefined, { signal: deadline });
    }
  };

  const remove = async (source: PictureSource): Promise<void> => {
    if (!('slack_file' in source)) return;
    const file = source.slack_file.id;
    await background.files.delete({ file }).catch((error) => {
      if (!['file_not_found', 'file_deleted'].includes(codeOf(error) ?? ''))
        log.warn({ error, file }, 'a picture could not be deleted');
    });
  };

  return {
    isPublic: false,
    isShared: false,
    publish: async ({ png }) => {
      const uploaded = await background.filesUploadV2({ file: Buffer.from(png), filename: 'chart.png' });
      const id = uploaded.files[0]?.files?.[0]?.id;
      if (!id) throw new Error('Slack named no file for an upload');
      const source = { slack_file: { id } };
      await waitUntilReady(id).catch(async (error) => {
        await remove(source);
        throw error;
      });
      return source;
    },
    remove,
  };
}
