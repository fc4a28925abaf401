import { deflateRawSync, inflateRawSync } from 'node:zlib';

/** What an answer's message carries, so that any instance can serve its next click. */
export type AnswerState = {
  /** The request's canonical text. */
  readonly text: string;
  /** Who asked first: a Slack user id; missing for digests. */
  readonly asker?: string;
  readonly executionId?: string;
  /** The delivery that a digest's message belongs to. */
  readonly runId?: string;
};

const PACKED = '~';

/** The state as a button's value, packed when it is long; undefined when even so it does not fit into `limit`. */
export function formatState(state: AnswerState, limit: number): string | undefined {
  const json = JSON.stringify(state);
  if (json.length <= limit) return json;
  const packed = PACKED + deflateRawSync(json, { level: 9 }).toString('base64url');
  return packed.length <= limit ? packed : undefined;
}

/** The state that a button's value holds; undefined when it holds none. */
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

/** One message of this bot. */
export type MessageRef = { readonly channel: string; readonly ts: string };
