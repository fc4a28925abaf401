import type { Channel } from './people.ts';
import type { Block, Json, Workspace } from './workspace.ts';

import { ApiError } from './api-error.ts';
import { findFile, isReady, isShared, shareFile } from './file.ts';
import { fetchPicture } from './picture.ts';

type Node = Readonly<Record<string, unknown>>;

/**
 * Looks at every image of the blocks as Slack does before it accepts them: addresses are fetched, files must be ready.
 * Returns the blocks with what Slack adds to images (`image_width`, `image_height`, `image_bytes`, `fallback`).
 */
export async function resolveImages(
  workspace: Workspace,
  blocks: readonly Block[],
  pointer = '/blocks',
): Promise<readonly Block[]> {
  const pictures = await Promise.all(
    imagesIn(blocks, pointer).map(async ({ image, at }) => [image, await pictureOf(workspace, image, at)] as const),
  );
  const known = new Map(pictures);
  return mapImages(blocks, (image) => {
    const { bytes, width, height } = known.get(image)!;
    const added = { image_width: width, image_height: height, image_bytes: bytes?.length ?? 0 };
    return { fallback: `${width}x${height}px image`, ...added, ...image };
  }) as readonly Block[];
}

/** Opens the private files of the blocks to the people of a channel. */
export function shareImages(workspace: Workspace, blocks: readonly Block[], channel: string): void {
  for (const { image } of imagesIn(blocks, '')) {
    const file = image.slack_file ? findFile(workspace, image.slack_file as Json) : undefined;
    if (file) shareFile(workspace, file.id, channel);
  }
}

/** Returns blocks for the page: each image gets `src`, or `missing` when its file was never shared with the viewer. */
export function withImageSources(workspace: Workspace, blocks: readonly Block[], channel?: Channel): readonly Block[] {
  return mapImages(blocks, (image) => {
    if (image.image_url)
      return { ...image, src: `/playground/pictures?url=${encodeURIComponent(String(image.image_url))}` };
    const file = findFile(workspace, image.slack_file as Json);
    return file && isShared(workspace, file, channel)
      ? { ...image, src: `/playground/files/${file.id}` }
      : { ...image, missing: true };
  }) as readonly Block[];
}

async function pictureOf(workspace: Workspace, image: Node, pointer: string) {
  if (image.image_url) return fetchPicture(workspace, String(image.image_url), pointer);
  const file = findFile(workspace, image.slack_file as Json);
  if (file?.width && file.height && isReady(workspace, file))
    return { ...file, width: file.width, height: file.height };
  const message = `invalid slack file [json-pointer:${pointer}/slack_file]`;
  throw new ApiError('invalid_blocks', { errors: [message], response_metadata: { messages: [`[ERROR] ${message}`] } });
}

/** Every image of the blocks, and the JSON pointer to it. */
function imagesIn(blocks: readonly Node[], pointer: string): readonly { image: Node; at: string }[] {
  return blocks.flatMap((block, index) => {
    const at = `${pointer}/${index}`;
    const { accessory, elements = [] } = block as { accessory?: unknown; elements?: readonly unknown[] };
    const parts: readonly (readonly [unknown, string])[] = [
      [block, at],
      [accessory, `${at}/accessory`],
      ...elements.map((element, position) => [element, `${at}/elements/${position}`] as const),
    ];
    return parts.flatMap(([node, place]) => (isImage(node) ? [{ image: node, at: place }] : []));
  });
}

function mapImages(nodes: readonly Node[], change: (image: Node) => Node): readonly Node[] {
  return nodes.map((node) => {
    if (node.type === 'image') return change(node);
    const { accessory, elements } = node;
    return {
      ...node,
      ...(isImage(accessory) ? { accessory: change(accessory) } : {}),
      ...(Array.isArray(elements)
        ? { elements: elements.map((element) => (isImage(element) ? change(element) : element)) }
        : {}),
    };
  });
}

function isImage(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && (value as Node).type === 'image';
}
