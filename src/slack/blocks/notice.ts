import type { Message } from './message.ts';

import { truncate } from '../../text/text.ts';
import { digestWords } from '../words.ts';
import { BLOCK_LIMITS, escapeText, oneLine, plain } from './limits.ts';

/** More than these are only counted: the log has every one. */
const LINES = 8;

const LINE = 300;

/** Makes a message of lines about query files, digests or alerts, for their owners. With a run id, it is found again by that. */
export function noticeMessage(lines: readonly string[], nonce: string, runId?: string): Message {
  const left = lines.length - LINES;
  const shown = lines.slice(0, LINES).map((line) => truncate(oneLine(line), LINE));
  return {
    text: escapeText(shown[0] ?? '', BLOCK_LIMITS.messageText),
    blocks: [
      ...shown.map((line, index) => ({
        type: 'section' as const,
        block_id: `notice-${index}/${nonce}`,
        text: plain(line, BLOCK_LIMITS.sectionText),
      })),
      ...(left > 0
        ? [
            {
              type: 'context' as const,
              block_id: `left/${nonce}`,
              elements: [plain(digestWords.moreNotices(left), LINE)],
            },
          ]
        : []),
    ],
    ...(runId !== undefined && { metadata: { event_type: 'owlpost_notice', event_payload: { nonce, run_id: runId } } }),
  };
}
