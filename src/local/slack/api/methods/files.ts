import type { File, Json, Workspace } from '../../workspace/workspace.ts';

import { ApiError } from '../../workspace/api-error.ts';
import { readWritableChannel } from '../../workspace/channel.ts';
import { BOT } from '../../workspace/demo-people.ts';
import { completeFile, describeFile, reserveFile, shareFile } from '../../workspace/file.ts';
import { addMessage } from '../../workspace/message.ts';
import { invalidArguments, optionalText, requiredText } from '../input.ts';

/**
 * Creates a file without bytes, and returns the URL to upload them to.
 * https://docs.slack.dev/reference/methods/files.getUploadURLExternal
 */
export function getUploadUrl(workspace: Workspace, input: Json): Json {
  const name = requiredText(input, 'filename');
  if (!(Number(requiredText(input, 'length')) > 0)) throw invalidArguments(['must be more than 0: length']);
  const file = reserveFile(workspace, { name, altText: optionalText(input, 'alt_txt') });
  return { upload_url: `${workspace.origin}/upload/${file.id}`, file_id: file.id };
}

/**
 * Completes uploads. Posts the files as a message when `channel_id` is given; without it they stay private to the bot. Answers
 * before they can be used. https://docs.slack.dev/reference/methods/files.completeUploadExternal
 */
export function completeUpload(workspace: Workspace, input: Json): Json {
  if (!Array.isArray(input.files) || input.files.length === 0) {
    throw invalidArguments(['missing required field: files']);
  }
  const uploads = input.files.map((entry: Json) => ({
    file: readUploaded(workspace, entry),
    title: optionalText(entry, 'title'),
  }));
  const channel = input.channel_id ? readWritableChannel(workspace, String(input.channel_id)) : undefined;
  const files = uploads.map(({ file, title }) => completeFile(workspace, file, title || file.title));
  if (channel) {
    for (const { id } of files) shareFile(workspace, id, channel.id);
    const comment = optionalText(input, 'initial_comment');
    const target = { channel: channel.id, thread: optionalText(input, 'thread_ts') };
    const described = files.map((file) => describeFile(workspace, file));
    addMessage(workspace, BOT.id, target, { text: comment, files: described });
  }
  return { files: files.map((file) => describeFile(workspace, file)) };
}

/** Returns a file, whose `mimetype` is empty until it can be used. https://docs.slack.dev/reference/methods/files.info */
export function describeUpload(workspace: Workspace, input: Json): Json {
  return { file: describeFile(workspace, readFile(workspace, requiredText(input, 'file'))), comments: [] };
}

/** Deletes a file. https://docs.slack.dev/reference/methods/files.delete */
export function deleteFile(workspace: Workspace, input: Json): Json {
  workspace.files.delete(readFile(workspace, requiredText(input, 'file')).id);
  return {};
}

function readFile(workspace: Workspace, id: string): File {
  const file = workspace.files.get(id);
  if (!file) throw new ApiError('file_not_found');
  return file;
}

function readUploaded(workspace: Workspace, entry: Json): File {
  const file = readFile(workspace, requiredText(entry, 'id'));
  if (!file.bytes) throw new ApiError('file_not_found');
  return file;
}
