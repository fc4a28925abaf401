import type { File, Json, World } from '../../workspace/workspace.ts';

import { post } from '../../message.ts';
import { ApiError } from '../../workspace/api-error.ts';
import { readOwnChannel } from '../../workspace/channel.ts';
import { BOT } from '../../workspace/demo-people.ts';
import { completeFile, describeFile, reserveFile, shareFile } from '../../workspace/file.ts';
import { invalidArguments, optionalText, requiredText } from '../input.ts';
import { readBlocks } from './chat.ts';

/** https://docs.slack.dev/reference/methods/files.getUploadURLExternal */
export function getUploadURLExternal(world: World, input: Json): Json {
  const name = requiredText(input, 'filename');
  if (!(Number(requiredText(input, 'length')) > 0)) throw invalidArguments(['must be more than 0: length']);
  const file = reserveFile(world, { name, altText: optionalText(input, 'alt_txt') });
  return { upload_url: `${world.origin}/upload/${file.id}`, file_id: file.id };
}

/**
 * https://docs.slack.dev/reference/methods/files.completeUploadExternal
 * Answers before the files can be used. Without `channel_id` they stay private to the bot.
 */
export async function completeUploadExternal(world: World, input: Json): Promise<Json> {
  if (!Array.isArray(input.files) || input.files.length === 0)
    throw invalidArguments(['missing required field: files']);
  const uploads = input.files.map((entry: Json) => ({
    file: uploaded(world, entry),
    title: optionalText(entry, 'title'),
  }));
  const channel = input.channel_id ? readOwnChannel(world, String(input.channel_id)) : undefined;
  const files = uploads.map(({ file, title }) => completeFile(world, file, title || file.title));
  if (channel) {
    for (const { id } of files) shareFile(world, id, channel.id);
    const comment = optionalText(input, 'initial_comment');
    const blocks = input.blocks && !comment ? await readBlocks(world, input.blocks) : undefined;
    const place = { channel: channel.id, thread: optionalText(input, 'thread_ts') };
    const described = files.map((file) => describeFile(world, file));
    post(world, BOT.id, place, { text: comment, files: described, ...(blocks ? { blocks } : {}) });
  }
  return { files: files.map((file) => describeFile(world, file)) };
}

/** https://docs.slack.dev/reference/methods/files.info */
export function info(world: World, input: Json): Json {
  return { file: describeFile(world, readFile(world, requiredText(input, 'file'))), comments: [] };
}

/** https://docs.slack.dev/reference/methods/files.delete */
export function deleteFile(world: World, input: Json): Json {
  world.files.delete(readFile(world, requiredText(input, 'file')).id);
  return {};
}

function readFile(world: World, id: string): File {
  const file = world.files.get(id);
  if (!file) throw new ApiError('file_not_found');
  return file;
}

function uploaded(world: World, entry: Json): File {
  const file = readFile(world, requiredText(entry, 'id'));
  if (!file.bytes) throw new ApiError('file_not_found');
  return file;
}
