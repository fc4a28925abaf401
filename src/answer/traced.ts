import type { TracingChannel } from 'node:diagnostics_channel';
import { tracingChannel } from 'node:diagnostics_channel';

/** A piece of work on a question. */
export type TracedWork = {
  /** A `question` is all that one request of Slack starts; an `answer` is made of `understand`, `run` and `draw`. */
  readonly name: 'question' | 'answer' | 'understand' | 'run' | 'draw' | 'post';
  /** What is known of it; never what people type, nor values of data. */
  readonly attributes: Readonly<Record<string, string>>;
};

/** The diagnostics channel that publishes when each piece of work begins and ends; without a subscriber it costs nothing. */
export const TRACED_WORK: TracingChannel<unknown, TracedWork> = tracingChannel<unknown, TracedWork>('owlpost');

/** Runs a piece of work and publishes on TRACED_WORK when it begins and ends. Settles as the work does. */
export function traced<T>(
  name: TracedWork['name'],
  work: () => Promise<T>,
  attributes: TracedWork['attributes'] = {},
): Promise<T> {
  return TRACED_WORK.tracePromise(work, { name, attributes }) as Promise<T>;
}
