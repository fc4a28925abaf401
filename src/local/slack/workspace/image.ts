import type { Channel } from './people.ts';
import type { Block, Json, Workspace } from './workspace.ts';

import { refusedBlocks } from './api-error.ts';
import { findFile, isReady, isShared, shareFile } from './file.ts';
import { fetchPicture } from './picture.ts';

/**
 * Returns blocks with the fields that Slack adds to images: `image_width`, `image_height`, `image_bytes`, `fallback`. Fetches
 * every `image_url`. Throws `invalid_blocks` for one without a picture, and for a file that is not ready; `pointer` is where
 * the blocks stand in the call.
 */
export function resolveImages(
  workspace: Workspace,
  blocks: readonly Block[],
  pointer = '/blocks',
): Promise<readonly Block[]> {
  return Promise.all(
    blocks.map(async (block, index) => {
      if (block.type !== 'image') return block;
      const { bytes, width, height } = await pictureOf(workspace, block, `${pointer}/${index}`);
      const added = { image_width: width, image_height: height, image_bytes: bytes?.length ?? 0 };
      return { fallback: `${width}x${height}px image`, ...added, ...block };
    }),
  );
}

/** Shares the files that image blocks show in a channel, by its id. */
export function shareImages(workspace: Workspace, blocks: readonly Block[], channel: string): void {
  for (const { slack_file: named } of blocks) {
    const file = named ? findFile(workspace, named as Json) : undefined;
    if (file) shareFile(workspace, file.id, channel);
  }
}

/** Returns blocks for the page: each image gets its `src`, or `missing: true` when its file is not shared in `channel`. */
export function withImageSources(workspace: Workspace, blocks: readonly Block[], channel?: Channel): readonly Block[] {
  return blocks.map((block) => {
    if (block.type !== 'image') return block;
    if (block.image_url)
      return { ...block, src: `/playground/pictures?url=${encodeURIComponent(String(block.image_url))}` };
    const file = findFile(workspace, block.slack_file as Json);
    return file && isShared(workspace, file, channel)
      ? { ...block, src: `/playground/files/${file.id}` }
      : { ...block, missing: true };
  });
}

async function pictureOf(workspace: Workspace, image: Block, pointer: string) {
  if (image.image_url) return fetchPicture(workspace, String(image.image_url), pointer);
  const file = findFile(workspace, image.slack_file as Json);
  if (file?.width && file.height && isReady(workspace, file))
    return { ...file, width: file.width, height: file.height };
  throw refusedBlocks([{ message: 'invalid slack file', pointer: `${pointer}/slack_file` }]);
}
