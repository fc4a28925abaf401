import type { Channel } from './people.ts';
import type { Block, File, Json, Workspace } from './workspace.ts';

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
  return Promise.all(blocks.map((block, index) => accept(workspace, block, `${pointer}/${index}`) as Promise<Block>));
}

/** Opens the private files of the blocks to the people of a channel. */
export function shareImages(workspace: Workspace, blocks: readonly Block[], channel: string): void {
  for (const file of filesIn(workspace, blocks)) shareFile(workspace, file.id, channel);
}

/** The blocks as the page shows them: each image gets `src`, or `missing` when its file was never shared with the viewer. */
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

async function accept(workspace: Workspace, node: Node, pointer: string): Promise<Node> {
  if (node.type === 'image') {
    const { bytes, width, height } = await pictureOf(workspace, node, pointer);
    const fallback = `${width}x${height}px image`;
    return { fallback, image_width: width, image_height: height, image_bytes: bytes?.length ?? 0, ...node };
  }
  const { accessory, elements } = node;
  return {
    ...node,
    ...(isImage(accessory) ? { accessory: await accept(workspace, accessory, `${pointer}/accessory`) } : {}),
    ...(Array.isArray(elements)
      ? {
          elements: await Promise.all(
            elements.map((element, index) =>
              isImage(element) ? accept(workspace, element, `${pointer}/elements/${index}`) : element,
            ),
          ),
        }
      : {}),
  };
}

async function pictureOf(workspace: Workspace, image: Node, pointer: string) {
  if (image.image_url) return fetchPicture(workspace, String(image.image_url), pointer);
  const file = findFile(workspace, image.slack_file as Json);
  if (file?.width && file.height && isReady(workspace, file))
    return { ...file, width: file.width, height: file.height };
  const message = `invalid slack file [json-pointer:${pointer}/slack_file]`;
  throw new ApiError('invalid_blocks', { errors: [message], response_metadata: { messages: [`[ERROR] ${message}`] } });
}

function filesIn(workspace: Workspace, blocks: readonly Block[]): readonly File[] {
  const files: File[] = [];
  mapImages(blocks, (image) => {
    const file = image.slack_file ? findFile(workspace, image.slack_file as Json) : undefined;
    if (file) files.push(file);
    return image;
  });
  return files;
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
