import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';

import { readCatalogue } from '../../../src/catalogue/catalogue.ts';
import { checkMessageBlocks } from '../../../src/local/slack/rules/surface.ts';
import { parse } from '../../../src/question/parse.ts';
import { privateAnswerMessage } from '../../../src/slack/blocks/private-answer.ts';
import { parseState } from '../../../src/slack/blocks/state.ts';

const VIEW = { title: 'Sales', headline: 'USA leads', understood: 'Sales', notes: [], receipt: '10 rows' };

const { query, request } = parse('sales', await readCatalogue('queries'), () => []);

const messageOf = (text: string) =>
  privateAnswerMessage(VIEW, { query, request, state: { text, asker: 'U1', isPrivate: true }, nonce: 'n' });

test('privateAnswerMessage() ends with a button that carries what is to be posted', () => {
  const { blocks } = messageOf('sales');
  expect(checkMessageBlocks(blocks)).toEqual([]);
  const last = blocks.at(-1) as { block_id: string; elements: { action_id: string; value: string }[] };
  expect([last.block_id, last.elements[0]?.action_id]).toEqual(['share/n', 'share']);
  expect(parseState(last.elements[0]?.value)).toEqual({ text: 'sales', asker: 'U1', isPrivate: true });
});

test('privateAnswerMessage() does not tell its asker who asked', () => {
  const shown = (state: object) =>
    JSON.stringify(
      privateAnswerMessage(VIEW, { query, request, state: { text: 'sales', asker: 'U1', ...state }, nonce: 'n' }),
    );
  expect(shown({ isPrivate: true })).not.toContain('<@U1>');
  expect(shown({})).toContain('asked by <@U1>');
});

test('privateAnswerMessage() has no button for a question that none can hold', () => {
  const noise = randomBytes(2000).toString('hex'); // nothing packs it
  expect(messageOf(noise).blocks.some(({ block_id }) => block_id === 'share/n')).toBe(false);
});
