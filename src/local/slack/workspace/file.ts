import type { Channel } from './people.ts';
import type { File, Json, Workspace } from './workspace.ts';

import { BOT, TEAM } from './demo-people.ts';
import { readPicture } from './picture.ts';
import { dropOldest, newId } from './workspace.ts';

const FILES_KEPT = 300;

/** Creates a file without bytes, which is private to the bot until it is shared. */
export function reserveFile(workspace: Workspace, { name, altText }: { name: string; altText: string }): File {
  const created = Math.floor(workspace.clock.now() / 1000);
  const file: File = { id: newId('F'), name, title: name, altText, owner: BOT.id, created, sharedIn: new Set() };
  workspace.files.set(file.id, file);
  dropOldest(workspace.files, FILES_KEPT);
  return file;
}

/** Stores the uploaded bytes of a file, with their MIME type and the size of a picture. */
export async function storeFile(workspace: Workspace, file: File, bytes: Uint8Array): Promise<void> {
  const picture = await readPicture(bytes);
  const { mimetype = 'application/octet-stream', width, height } = picture ?? {};
  workspace.files.set(file.id, { ...file, bytes, mimetype, width, height });
}

/** Completes an upload and returns the file, which can be used in messages after the workspace's `fileDelay`. */
export function completeFile(workspace: Workspace, file: File, title: string): File {
  const completed = { ...file, title, readyAt: workspace.clock.now() + workspace.fileDelay };
  workspace.files.set(file.id, completed);
  return completed;
}

/** Shares a file in a channel, both given by their ids. */
export function shareFile(workspace: Workspace, id: string, channel: string): void {
  const file = workspace.files.get(id);
  if (file) workspace.files.set(id, { ...file, sharedIn: new Set([...file.sharedIn, channel]) });
}

/** Whether an upload is completed and the file can be used in a message. */
export function isReady(workspace: Workspace, file: File): boolean {
  return file.readyAt !== undefined && file.readyAt <= workspace.clock.now();
}

/** Whether the members of a channel see a file: it was shared there or in a public channel. */
export function isShared(workspace: Workspace, file: File, channel: Channel | undefined): boolean {
  if (channel && file.sharedIn.has(channel.id)) return true;
  return [...file.sharedIn].some((id) => workspace.channels.get(id)?.kind === 'public');
}

/** Finds the file that a `slack_file` object means, by its id or by its private URL or permalink. */
export function findFile(
  workspace: Workspace,
  { id, url }: { readonly id?: string; readonly url?: string },
): File | undefined {
  return (
    workspace.files.get(id ?? '') ??
    [...workspace.files.values()].find((file) => url?.includes(`/${TEAM.id}-${file.id}/`))
  );
}

/** Returns a file in the shape of Slack's API. `mimetype` and `filetype` stay empty until it is ready. */
export function describeFile(workspace: Workspace, file: File): Json {
  const ready = isReady(workspace, file);
  const mimetype = ready ? (file.mimetype ?? '') : '';
  return {
    id: file.id,
    created: file.created,
    timestamp: file.created,
    name: file.name,
    title: file.title,
    alt_txt: file.altText,
    mimetype,
    filetype: mimetype.replace(/^.*\//, '').replace('jpeg', 'jpg').replace('octet-stream', 'binary'),
    user: file.owner,
    user_team: TEAM.id,
    size: file.bytes?.length ?? 0,
    mode: 'hosted',
    is_external: false,
    is_public: [...file.sharedIn].some((id) => workspace.channels.get(id)?.kind === 'public'),
    channels: [...file.sharedIn],
    ...(ready && file.width ? { original_w: file.width, original_h: file.height } : {}),
    url_private: `${workspace.origin}/files-pri/${TEAM.id}-${file.id}/${encodeURIComponent(file.name)}`,
    permalink: `${workspace.origin}/files/${TEAM.id}-${file.id}/${encodeURIComponent(file.name)}`,
  };
}
