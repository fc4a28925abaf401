import sharp from 'sharp';
import { expect, test } from 'vitest';

import { openUploadedPictures } from '../../../src/slack/messages/picture-host.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

const png = await sharp({ create: { width: 16, height: 8, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();

const picture = { png, width: 16, height: 8 };

test('publish(picture) uploads it and waits until Slack has checked it', async () => {
  const { clients, log, calls } = await openSlackClients({ fileDelay: 150 });
  const host = openUploadedPictures(clients, { log });
  const source = await host.publish(picture);
  if (!('slack_file' in source)) throw new Error('not a file');
  const { file } = await clients.background.files.info({ file: source.slack_file.id });
  expect(file?.mimetype).toBe('image/png');
  expect((await calls()).filter(({ method }) => method === 'files.info').length).toBeGreaterThan(1);
});

test('publish(picture) rejects, and deletes the file, when it never gets ready', async () => {
  const { clients, log, calls } = await openSlackClients({ fileDelay: 3_600_000 });
  const host = openUploadedPictures(clients, { log, readyWithin: 50 });
  await expect(host.publish(picture)).rejects.toThrow();
  expect((await calls()).at(-1)).toMatchObject({ method: 'files.delete', ok: true });
});

test('remove(source) deletes an uploaded file; one that is gone already is no fault', async () => {
  const { clients, log, logged } = await openSlackClients();
  const host = openUploadedPictures(clients, { log });
  const source = await host.publish(picture);
  await host.remove(source);
  await host.remove(source);
  await host.remove({ image_url: 'https://example.com/a.png' });
  expect(logged.filter(({ level }) => Number(level) >= 40)).toEqual([]);
  if (!('slack_file' in source)) throw new Error('not a file');
  await expect(clients.background.files.info({ file: source.slack_file.id })).rejects.toThrow('file_');
});
