import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** The state that an answer's message carries, so that any instance can serve the next click. */
export type AnswerState = {
  /** The request's canonical text. */
  readonly text: string;
  /** The Slack user id of the first asker; missing for digests. */
  readonly asker?: string;
  readonly executionId?: string;
  /** The user id of who doubts the number, until its owner has answered. */
  readonly doubtedBy?: string;
  /** Whether only the asker sees it. */
  readonly isPrivate?: true;
  /** The id of the delivery that a digest's message belongs to; missing for answers to a person's question. */
  readonly runId?: string;
  /** The name of the subscription that it comes from. */
  readonly digest?: string;
};

/** The address of one message of this bot. */
export type MessageRef = {
  /** The channel's id. */
  readonly channel: string;
  readonly ts: string;
  /** The `ts` of the thread's first message; missing when the message stands in the channel itself. */
  readonly thread?: string | undefined;
};

/** Writes the address of a message as a key for maps. */
export function keyOf({ channel, ts }: MessageRef): string {
  return `${channel}/${ts}`;
}

const PACKED = '~';

/** Writes the state as a button's value, compressed when it is long; undefined when it is still longer than `limit` characters. */
export function formatState(state: AnswerState, limit: number): string | undefined {
  const json = escapeJson(JSON.stringify(state));
  if (json.length <= limit) return json;
  const packed = PACKED + deflateRawSync(JSON.stringify(state), { level: 9 }).toString('base64url');
  return packed.length <= limit ? packed : undefined;
}

/** Reads the state from a button's value; undefined when it holds none. */
export function parseState(value: string | undefined): AnswerState | undefined {
  if (!value) return undefined;
  try {
    const json = value.startsWith(PACKED)
      ? inflateRawSync(Buffer.from(value.slice(1), 'base64url'), { maxOutputLength: 1 << 20 }).toString()
      : value;
    const state = JSON.parse(json) as AnswerState;
    return typeof state?.text === 'string' ? state : undefined;
  } catch {
    return undefined;
  }
}

/** JSON without the characters that Slack may send back as entities. */
function escapeJson(json: string): string {
  return json.replace(/[&<>]/g, (character) => `\\u00${character.charCodeAt(0).toString(16)}`);
}
