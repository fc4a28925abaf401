import type { Channel } from './people.ts';
import type { File, Json, Workspace } from './workspace.ts';

import { BOT, TEAM } from './demo-people.ts';
import { readPicture } from './picture.ts';
import { dropOldest, newId } from './workspace.ts';

const FILES_KEPT = 300;

/** Creates a file whose bytes are still to be uploaded. It is private to the bot until it is shared. */
export function reserveFile(workspace: Workspace, { name, altText }: { name: string; altText: string }): File {
  const created = Math.floor(workspace.clock.now() / 1000);
  const file: File = { id: newId('F'), name, title: name, altText, owner: BOT.id, created, sharedIn: new Set() };
  workspace.files.set(file.id, file);
  dropOldest(workspace.files, FILES_KEPT);
  return file;
}

/** Keeps uploaded bytes and notes what they are. */
export async function storeFile(workspace: Workspace, file: File, bytes: Uint8Array): Promise<void> {
  const picture = await readPicture(bytes);
  const { mimetype = 'application/octet-stream', width, height } = picture ?? {};
  workspace.files.set(file.id, { ...file, bytes, mimetype, width, height });
}

/** Ends an upload: the file can be used a moment later, when Slack has looked through it. */
export function completeFile(workspace: Workspace, file: File, title: string): File {
  const completed = { ...file, title, readyAt: workspace.clock.now() + workspace.fileDelay };
  workspace.files.set(file.id, completed);
  return completed;
}

/** Notes that a file was shared in a channel. */
export function shareFile(workspace: Workspace, id: string, channel: string): void {
  const file = workspace.files.get(id);
  if (file) workspace.files.set(id, { ...file, sharedIn: new Set([...file.sharedIn, channel]) });
}

/** Whether an uploaded file has been looked through and can be used in a message. */
export function isReady(workspace: Workspace, file: File): boolean {
  return file.readyAt !== undefined && file.readyAt <= workspace.clock.now();
}

/** Whether the people of a channel may see a file: it was shared there or in a public channel. */
export function isShared(workspace: Workspace, file: File, channel: Channel | undefined): boolean {
  if (channel && file.sharedIn.has(channel.id)) return true;
  return [...file.sharedIn].some((id) => workspace.channels.get(id)?.kind === 'public');
}

/** Finds the file that a `slack_file` names by id, private address or permalink. */
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
