import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What an answer's message carries, so that any instance can serve its next click. */
export type AnswerState = {
  /** The request's canonical text. */
  readonly text: string;
  /** The Slack user id of who asked first; missing for digests. */
  readonly asker?: string;
  readonly executionId?: string;
  /** Who has said that its number looks wrong, until its owner has looked. */
  readonly doubtedBy?: string;
  /** Whether the asker alone sees it. */
  readonly isPrivate?: true;
  /** The delivery that a digest's message belongs to; missing for answers that somebody asked for. */
  readonly runId?: string;
  /** The subscription that it comes from, to be adjusted or stopped with a click. */
  readonly digest?: string;
};

/** One message of this bot. */
export type MessageRef = {
  /** The channel's id. */
  readonly channel: string;
  readonly ts: string;
  /** The `ts` of the thread's first message; missing when the message stands in the channel itself. */
  readonly thread?: string | undefined;
};

/** Names a message among all, as a key for maps. */
export function keyOf({ channel, ts }: MessageRef): string {
  return `${channel}/${ts}`;
}

const PACKED = '~';

/** Writes the state as a button's value, packed when it is long; undefined when even so it is longer than `limit` characters. */
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
