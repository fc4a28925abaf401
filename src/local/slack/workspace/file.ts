import type { Channel } from './people.ts';
import type { File, Json, World } from './workspace.ts';

import { BOT, TEAM } from './demo-people.ts';
import { readPicture } from './picture.ts';
import { keepLatest, newId } from './workspace.ts';

const FILES_KEPT = 300;

/** A place for bytes to come. It is private to the bot until it is shared. */
export function reserveFile(world: World, { name, altText }: { name: string; altText: string }): File {
  const created = Math.floor(world.clock.now() / 1000);
  const file: File = { id: newId('F'), name, title: name, altText, owner: BOT.id, created, sharedIn: new Set() };
  world.files.set(file.id, file);
  keepLatest(world.files, FILES_KEPT);
  return file;
}

/** Keeps uploaded bytes and notes what they are. */
export async function storeFile(world: World, file: File, bytes: Uint8Array): Promise<void> {
  const picture = await readPicture(bytes);
  const { mimetype = 'application/octet-stream', width, height } = picture ?? {};
  world.files.set(file.id, { ...file, bytes, mimetype, width, height });
}

/** Ends an upload: the file can be used a moment later, when Slack has looked through it. */
export function completeFile(world: World, file: File, title: string): File {
  const completed = { ...file, title, readyAt: world.clock.now() + world.fileDelay };
  world.files.set(file.id, completed);
  return completed;
}

/** Notes that a file was shared in a channel. */
export function shareFile(world: World, id: string, channel: string): void {
  const file = world.files.get(id);
  if (file) world.files.set(id, { ...file, sharedIn: new Set([...file.sharedIn, channel]) });
}

/** Whether an uploaded file has been looked through and can be used in a message. */
export function isReady(world: World, file: File): boolean {
  return file.readyAt !== undefined && file.readyAt <= world.clock.now();
}

/** Whether the people of a channel may see a file: it was shared there or in a public channel. */
export function isShared(world: World, file: File, channel: Channel | undefined): boolean {
  if (channel && file.sharedIn.has(channel.id)) return true;
  return [...file.sharedIn].some((id) => world.channels.get(id)?.kind === 'public');
}

/** The file that a `slack_file` names by id, private address or permalink. */
export function findFile(world: World, { id, url }: { readonly id?: string; readonly url?: string }): File | undefined {
  return (
    world.files.get(id ?? '') ?? [...world.files.values()].find((file) => url?.includes(`/${TEAM.id}-${file.id}/`))
  );
}

/** The file in Slack's own shape. `mimetype` and `filetype` stay empty until it is ready. */
export function describeFile(world: World, file: File): Json {
  const ready = isReady(world, file);
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
    is_public: [...file.sharedIn].some((id) => world.channels.get(id)?.kind === 'public'),
    channels: [...file.sharedIn],
    ...(ready && file.width ? { original_w: file.width, original_h: file.height } : {}),
    url_private: `${world.origin}/files-pri/${TEAM.id}-${file.id}/${encodeURIComponent(file.name)}`,
    permalink: `${world.origin}/files/${TEAM.id}-${file.id}/${encodeURIComponent(file.name)}`,
  };
}
