import type { types } from '@slack/bolt';

/** The text and blocks that chat.postMessage and chat.update take. */
export type Message = {
  readonly text: string;
  readonly blocks: types.KnownBlock[];
  readonly metadata?: types.MessageMetadata;
};

/** The most characters of a line of text in a message; all its lines together stay well below what one message may hold. */
export const LONGEST_LINE = 1000;

/** Makes a section of a text. `part` and the nonce make its id. */
export function sectionBlock(part: string, nonce: string, text: types.TextObject): types.SectionBlock {
  return { type: 'section', block_id: `${part}/${nonce}`, text };
}

/** Makes a context block. `part` and the nonce make its id. */
export function contextBlock(part: string, nonce: string, elements: types.ContextBlockElement[]): types.ContextBlock {
  return { type: 'context', block_id: `${part}/${nonce}`, elements };
}

/** Makes a row of controls. `part` and the nonce make its id. */
export function actionsBlock(part: string, nonce: string, elements: types.ActionsBlockElement[]): types.ActionsBlock {
  return { type: 'actions', block_id: `${part}/${nonce}`, elements };
}

/** Reads the nonce of a message's rendering from its block ids. */
export function nonceOf(blocks: readonly { block_id?: string }[] | undefined): string | undefined {
  return blocks?.map(({ block_id }) => block_id?.split('/')[1]).find(Boolean);
}

/** Lists the interactive elements of a block. */
export function controlsOf(block: types.KnownBlock): readonly types.SectionBlockAccessory[] {
  if (block.type === 'actions') return block.elements as types.SectionBlockAccessory[];
  return block.type === 'section' && block.accessory ? [block.accessory] : [];
}
