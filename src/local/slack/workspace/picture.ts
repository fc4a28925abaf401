import type { Picture, Workspace } from './workspace.ts';

import { refusedBlocks } from './api-error.ts';
import { takeFault } from './fault-injection.ts';
import { dropOldest } from './workspace.ts';

const MIMETYPES: Readonly<Record<string, string>> = { png: 'image/png', jpeg: 'image/jpeg', gif: 'image/gif' };

const FETCH_TIMEOUT_MS = 10_000;

const PICTURES_KEPT = 300;

/** Reads the MIME type and size of a PNG, JPEG or GIF; undefined for other bytes, which Slack does not show. */
export async function readPicture(bytes: Uint8Array): Promise<Picture | undefined> {
  const { default: sharp } = await import('sharp'); // not needed before the first picture
  const { format, width, height } = await sharp(bytes)
    .metadata()
    .catch(() => ({ format: '', width: 0, height: 0 }));
  const mimetype = MIMETYPES[format];
  return mimetype && width && height ? { bytes, mimetype, width, height } : undefined;
}

/**
 * Returns the picture at an `image_url`, which is fetched once and cached, as Slack does. Throws `invalid_blocks`, with the
 * block's `pointer`, when there is no picture.
 */
export async function fetchPicture(workspace: Workspace, address: string, pointer: string): Promise<Picture> {
  const known = workspace.pictures.get(address);
  if (known) return known;
  const fetched = takeFault(workspace, 'image_url') ? undefined : await download(address);
  if (!fetched) {
    throw refusedBlocks([{ message: 'downloading image failed', pointer: `${pointer}/image_url` }]);
  }
  workspace.pictures.set(address, fetched);
  dropOldest(workspace.pictures, PICTURES_KEPT);
  return fetched;
}

async function download(address: string): Promise<Picture | undefined> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(FETCH_TIMEOUT_MS) });
    return response.ok ? await readPicture(new Uint8Array(await response.arrayBuffer())) : undefined;
  } catch {
    return undefined; // an address that cannot be reached is the sender's mistake, not ours
  }
}
