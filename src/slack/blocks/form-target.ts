import type { AnswerState, MessageRef } from './state.ts';

import { BLOCK_LIMITS } from './limits.ts';
import { formatState, parseState } from './state.ts';

/** The message that a form will change, and the question that it shows. */
export type FormTarget = { readonly ref: MessageRef; readonly state: AnswerState };

/** Writes the target of a form as private metadata, the inverse of `parseTarget`. */
export function formatTarget({ ref, state }: FormTarget): string {
  const place = ref.thread ? `${ref.ts}/${ref.thread}` : ref.ts;
  return `${ref.channel} ${place} ${formatState(state, BLOCK_LIMITS.metadata - 100) ?? ''}`;
}

/** Reads the target of a form; undefined when the metadata cannot be read. */
export function parseTarget(metadata: string): FormTarget | undefined {
  const [channel, place = '', ...rest] = metadata.split(' ');
  const [ts, thread] = place.split('/');
  const state = parseState(rest.join(' '));
  return channel && ts && state ? { ref: { channel, ts, ...(thread && { thread }) }, state } : undefined;
}
