import { AsyncLocalStorage } from 'node:async_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Span } from '@opentelemetry/api';
import { DiagLogLevel, diag, ROOT_CONTEXT, SpanStatusCode, trace } from '@opentelemetry/api';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { detectResources, envDetector, resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, TracerProvider } from '@opentelemetry/sdk-trace';
import type { BaseLogger } from 'pino';

import type { TracedWork } from '../answer/traced.ts';

import { TRACED_WORK } from '../answer/traced.ts';
import { UserError } from '../error.ts';

/** Sends a span for each piece of work on a question. */
export type Traces = {
  /** Sends the remaining spans, within two seconds, and stops. Never rejects. */
  readonly close: () => Promise<void>;
};

/** What is left may take so long to be sent, in milliseconds. */
const CLOSE_MS = 2000;

/**
 * Creates the traces. The exporter reads its address, name and headers from OpenTelemetry's own environment
 * variables: https://opentelemetry.io/docs/specs/otel/protocol/exporter/
 */
export function openTraces({ log }: { log: Pick<BaseLogger, 'warn'> }): Traces {
  const warn = (message: string) => log.warn({ message }, 'traces cannot be sent');
  const ignore = () => {};
  diag.setLogger({ error: warn, warn, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);
  const resource = resourceFromAttributes({ 'service.name': 'owlpost' }).merge(
    detectResources({ detectors: [envDetector] }),
  );
  const provider = new TracerProvider({
    resource,
    spanProcessors: [new BatchSpanProcessor({ exporter: new OTLPTraceExporter() })],
  });
  const tracer = provider.getTracer('owlpost');
  const current = new AsyncLocalStorage<Span>();
  const spans = new WeakMap<TracedWork, Span>();

  TRACED_WORK.start.bindStore(current, (work) => {
    const parent = current.getStore();
    const context = parent ? trace.setSpan(ROOT_CONTEXT, parent) : ROOT_CONTEXT;
    const span = tracer.startSpan(work.name, { attributes: work.attributes }, context);
    spans.set(work, span);
    return span;
  });
  const listeners = {
    start: ignore,
    end: ignore,
    asyncStart: ignore,
    asyncEnd: (work: TracedWork) => spans.get(work)?.end(),
    error: (work: TracedWork & { readonly error: unknown }) => markFailed(spans.get(work), work.error),
  };
  TRACED_WORK.subscribe(listeners);

  return {
    close: async () => {
      TRACED_WORK.unsubscribe(listeners);
      TRACED_WORK.start.unbindStore(current);
      const sent = provider.shutdown().catch((error) => log.warn({ error }, 'traces cannot be sent'));
      await Promise.race([sent, sleep(CLOSE_MS, undefined, { ref: false })]);
    },
  };
}

/** Notes the kind of an error, not its words, which may hold values. A refusal is no failure. */
function markFailed(span: Span | undefined, error: unknown): void {
  span?.setAttribute('error.type', error instanceof Error ? error.name : typeof error);
  if (!(error instanceof UserError)) span?.setStatus({ code: SpanStatusCode.ERROR });
}
