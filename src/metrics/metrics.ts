import type { IncomingMessage, ServerResponse } from 'node:http';
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';

import type { AuditEntry } from '../answer/audit.ts';
import type { Run } from '../answer/context.ts';
import type { Draw } from '../chart/chart.ts';
import type { DeliveryLedger } from '../digests/delivery.ts';

import { UserError } from '../error.ts';
import { isPrivate } from './private-address.ts';

/** Counts what the bot does, for Prometheus. Labels are names of datasets and kinds of events, never what people type. */
export type Metrics = {
  /** Wraps a function that runs statements and counts them. */
  readonly run: (run: Run) => Run;
  /** Wraps a function that draws charts and counts them. */
  readonly draw: (draw: Draw) => Draw;
  /** Wraps a store and counts the outcomes of questions and deliveries. */
  readonly store: <S extends CountedStore>(store: S) => S;
  /** Counts a request of Slack that was acknowledged, by its type (`command`, `block_actions`), and its milliseconds. */
  readonly ack: (type: string, ms: number) => void;
  /** Registers the function that returns the number of statements that wait for Athena. */
  readonly queue: (waiting: () => number) => void;
  /** Serves `/metrics` to machines of a private network; resolves to false for other requests. */
  readonly serve: (request: IncomingMessage, response: ServerResponse) => Promise<boolean>;
};

/** The parts of a store that are counted. */
export type CountedStore = {
  readonly audit: { readonly record: (entry: AuditEntry) => Promise<void> };
  readonly deliveries: Pick<DeliveryLedger, 'finish'>;
};

/** Upper bounds of histograms, in seconds: what Athena and drawing take. */
const SECONDS = {
  ack: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 3],
  run: [0.5, 1, 2, 5, 10, 30, 60, 300],
  draw: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
};

/**
 * How often the delay of the event loop is looked at, in milliseconds, which is what the metric shows at rest. With the
 * library's own 10 ms, looking took most of an idle bot's processor time.
 */
const LOOK_AT_LOOP_MS = 50;

/** Creates the metrics, all at zero. */
export function openMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register, eventLoopMonitoringPrecision: LOOK_AT_LOOP_MS });
  const counts = openCounts(register);

  return {
    run: (run) => countedRun(run, counts),
    draw: (draw) => countedDraw(draw, counts),
    store: (store) => ({
      ...store,
      audit: { ...store.audit, record: countedRecord(store.audit.record, counts) },
      deliveries: { ...store.deliveries, finish: countedFinish(store.deliveries.finish, counts) },
    }),
    ack: (type, ms) => {
      counts.acks.inc({ type });
      counts.ackTimes.observe(ms / 1000);
    },
    queue: (waiting) => {
      new Gauge({
        name: 'owlpost_queue_waiting',
        help: 'Statements that wait for Athena now.',
        registers: [register],
        collect() {
          this.set(waiting());
        },
      });
    },
    serve: async (request, response) => {
      if ((request.url ?? '').split('?', 1)[0] !== '/metrics') return false;
      if (!isPrivate(request.headers['x-forwarded-for'])) response.writeHead(404).end();
      else response.writeHead(200, { 'content-type': register.contentType }).end(await register.metrics());
      return true;
    },
  };
}

/** Everything that is counted, by what it is of. */
function openCounts(register: Registry) {
  const counter = (name: string, help: string, labelNames: string[]) =>
    new Counter({ name: `owlpost_${name}`, help, labelNames, registers: [register] });
  const histogram = (name: string, help: string, buckets: number[]) =>
    new Histogram({ name: `owlpost_${name}`, help, buckets, registers: [register] });
  return {
    questions: counter('questions_total', 'Questions by what came of them.', ['outcome']),
    reused: counter('reused_results_total', 'Questions answered from an earlier or a shared run.', ['dataset']),
    bytes: counter('scanned_bytes_total', 'Bytes that Athena read for questions.', ['dataset']),
    dollars: counter('cost_dollars_total', 'What those bytes cost, in US dollars.', ['dataset']),
    acks: counter('slack_requests_total', "Slack's requests that were acknowledged, by type.", ['type']),
    errors: counter('errors_total', 'Faults by where they happened.', ['kind']),
    deliveries: counter('deliveries_total', 'Digests by how their delivery ended.', ['state']),
    ackTimes: histogram(
      'slack_ack_seconds',
      "How long Slack's requests waited for their acknowledgement.",
      SECONDS.ack,
    ),
    runs: histogram('run_seconds', 'Statements run by Athena, with their time in its queue.', SECONDS.run),
    draws: histogram('render_seconds', 'Pictures drawn.', SECONDS.draw),
    running: new Gauge({ name: 'owlpost_runs', help: 'Statements that run or wait now.', registers: [register] }),
  };
}

type Counts = ReturnType<typeof openCounts>;

function countedRun(run: Run, { runs, running, errors }: Counts): Run {
  return async (statement, signal, about) => {
    const end = runs.startTimer();
    running.inc();
    try {
      return await run(statement, signal, about);
    } catch (error) {
      if (!signal.aborted) errors.inc({ kind: error instanceof UserError ? 'athena refused' : 'athena' });
      throw error;
    } finally {
      running.dec();
      end();
    }
  };
}

function countedDraw(draw: Draw, { draws, errors }: Counts): Draw {
  return async (chart, options) => {
    const end = draws.startTimer();
    try {
      return await draw(chart, options);
    } catch (error) {
      errors.inc({ kind: 'picture' });
      throw error;
    } finally {
      end();
    }
  };
}

function countedRecord(record: CountedStore['audit']['record'], counts: Counts): typeof record {
  return (entry) => {
    const { outcome, query, isReused, scannedBytes, dollars } = entry;
    counts.questions.inc({ outcome });
    if (outcome === 'failed') counts.errors.inc({ kind: 'question' });
    if (query !== null) {
      if (isReused) counts.reused.inc({ dataset: query });
      counts.bytes.inc({ dataset: query }, scannedBytes);
      counts.dollars.inc({ dataset: query }, dollars ?? 0);
    }
    return record(entry);
  };
}

function countedFinish(finish: DeliveryLedger['finish'], { deliveries, errors }: Counts): typeof finish {
  return async (delivery, outcome) => {
    const isOurs = await finish(delivery, outcome);
    if (isOurs) deliveries.inc({ state: outcome.state });
    if (isOurs && outcome.state === 'failed') errors.inc({ kind: 'delivery' });
    return isOurs;
  };
}
