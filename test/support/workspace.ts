import pino from 'pino';
import sharp from 'sharp';

import type { AuditEntry } from '../../src/answer/audit.ts';
import type { AnswerContext } from '../../src/answer/context.ts';
import type { IntentStore } from '../../src/answer/intent.ts';
import type { MessageMoves } from '../../src/answer/message-moves.ts';
import type { OpenQuestions } from '../../src/answer/open-question.ts';
import type { Statement } from '../../src/answer/statement.ts';
import type { Digest } from '../../src/digests/digest.ts';
import type { PictureRules } from '../../src/slack/messages/public-pictures.ts';
import type { Table } from '../../src/table/table.ts';
import type { Scene } from './scenes.ts';

import { buildCatalogue } from '../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../src/catalogue/query-file.ts';
import { openSlack } from '../../src/local/slack/server.ts';
import { openBot } from '../../src/slack/app.ts';
import { openStore } from '../../src/store/store.ts';
import { accessibilityFaults, faultsOfCalls } from './accessibility.ts';
import { memoryPictures } from './memory-pictures.ts';
import { scenesOf } from './scenes.ts';

/** A message as a person sees it. */
export type Seen = {
  readonly ts: string;
  readonly channel: string;
  readonly text: string;
  readonly ephemeral: boolean;
  readonly blocks?: readonly SeenBlock[];
  readonly files?: readonly unknown[];
  /** What stands under its links. */
  readonly attachments?: readonly { readonly from_url: string; readonly blocks: readonly SeenBlock[] }[];
  readonly thread_ts?: string;
  readonly user?: string;
};

type SeenBlock = {
  readonly type: string;
  readonly block_id: string;
  readonly elements?: readonly SeenElement[];
  readonly accessory?: SeenElement;
  readonly [field: string]: unknown;
};

export type SeenElement = {
  readonly type: string;
  readonly action_id: string;
  readonly text?: { readonly text: string };
  readonly value?: string;
  readonly options?: readonly { readonly text: { readonly text: string }; readonly value: string }[];
  readonly initial_option?: { readonly text: { readonly text: string }; readonly value: string };
  readonly [field: string]: unknown;
};

export type Workspace = Awaited<ReturnType<typeof openWorkspace>>;

/** A hand-written query over orders, the only one of the workspace. */
export const SALES_QUERY = `/*---
title: Sales
owner: "#analytics"
aliases: [revenue]
params:
  measure: { type: choice, default: sales, choices: {
    sales: { sql: "SUM(amount)", label: Sales, format: "$,.0f" },
    units: { sql: "SUM(quantity)", label: Units sold } } }
  by: { type: choice, default: country, choices: {
    country: { sql: country, label: Country },
    city: { sql: city, label: City } } }
  split: { type: choice, optional: true, choices: by }
  country: { type: string, many: true, optional: true, values: "SELECT country FROM countries" }
  city: { type: string, optional: true, values: "SELECT city FROM cities" }
  note: { type: string, optional: true }
  period: { type: period, default: last 12 months }
  top: { type: integer, default: 10, min: 1, max: 100 }
---*/
SELECT {{by}} AS "{{by.label}}" [[, {{split}} AS "{{split.label}}" ]], {{measure}} AS "{{measure.label}}" FROM orders
WHERE day >= {{period.start}} AND day < {{period.end}}
  [[ AND country IN ({{country}}) ]] [[ AND city = {{city}} ]] [[ AND note = {{note}} ]]
GROUP BY 1 ORDER BY 2 DESC LIMIT {{top}}`;

const COUNTRIES = ['France', 'Germany', 'New Zealand', 'Türkiye', 'USA'];

const CITIES = Array.from({ length: 250 }, (_, index) => `City ${index + 1}`);

const PNG = await sharp({ create: { width: 16, height: 8, channels: 3, background: '#fff' } })
  .png()
  .toBuffer();

/** What the engine answers: the statement's values in a few rows. Tests replace it to make it slow or fail. */
export async function answerTable({ sql, parameters }: Statement): Promise<Table> {
  const name = (alias: string) => ({ name: alias, precision: 0, scale: 0 });
  const [dimension = 'Country', measure = 'Sales'] = [...sql.matchAll(/AS "([^"]+)"/g)].map((match) => match[1]!);
  const asked = COUNTRIES.filter((country) => parameters.includes(`'${country}'`));
  const kept = asked.length > 0 ? asked : COUNTRIES;
  return {
    columns: [
      { ...name(dimension), type: 'varchar' },
      { ...name(measure), type: 'bigint' },
    ],
    rows: kept.map((country, index) => [country, String(1000 * (5 - index))]),
    scannedBytes: 1_234_567,
    elapsedMs: 1200,
    engine: 'Athena engine version 3',
    executionId: '00000000-0000-0000-0000-000000000001',
    reused: false,
  };
}

/** Draws every chart in one colour. */
const drawBlank: AnswerContext['draw'] = async () => ({ png: PNG, width: 16, height: 8 });

/** What questions about sales are answered with: one query, whose statements `run` answers. */
export function salesContext({
  run,
  draw = drawBlank,
}: Pick<AnswerContext, 'run'> & Partial<AnswerContext>): AnswerContext {
  const { query, diagnostics } = parseQueryFile('sales.sql', SALES_QUERY);
  if (!query) throw new Error(JSON.stringify(diagnostics));
  const catalogue = buildCatalogue([query]);
  return {
    catalogue: () => catalogue,
    run,
    draw,
    values: async (_, { name }) => (name === 'country' ? COUNTRIES : name === 'city' ? CITIES : []),
    freshness: async () => '2026-10-31',
    calendar: { timezone: 'UTC', weekStart: 1, fiscalYearStart: 1 },
  };
}

/** A bot with one query and a picture of one colour, in a Slack on loopback. */
export async function openWorkspace({
  isPublic = false,
  isSocket = false,
  run = answerTable,
  own = {},
  draw = drawBlank,
  digests = [],
  pictureRules = { goesWithMessage: false },
  storeUrl = ':memory:',
  questions,
  intents,
  moves,
  claim = claimOnce(),
  operators,
  command = '/owl',
  now = () => new Date('2026-11-23T12:00:00Z'),
}: {
  isPublic?: boolean;
  isSocket?: boolean;
  run?: AnswerContext['run'];
  /** What is otherwise in this bot's world. */
  own?: Partial<AnswerContext>;
  draw?: AnswerContext['draw'];
  digests?: readonly Digest[];
  pictureRules?: PictureRules;
  /** Where subscriptions, deliveries and alerts are kept. */
  storeUrl?: string;
  /** What all instances know of what messages were asked to show. */
  intents?: IntentStore;
  /** Where all instances know that messages stand. */
  moves?: MessageMoves;
  /** How the store that all instances share takes a request. */
  claim?: (id: string) => Promise<boolean>;
  /** Where questions outlast this bot. */
  questions?: OpenQuestions;
  /** The channel of the operators, who are told of the audit. */
  operators?: string;
  /** What the workspace calls the slash command. */
  command?: string;
  now?: () => Date;
} = {}) {
  const slack = await openSlack({ fileDelay: 20, manifest: { command } });
  const world = salesContext({ run, draw });
  const pictures = new Map<string, Uint8Array>();
  const audit: AuditEntry[] = [];
  const memory = new Map<string, string>();
  const logged: Record<string, unknown>[] = [];
  const log = pino({ level: 'debug', errorKey: 'error' }, { write: (line) => void logged.push(JSON.parse(line)) });
  const start = (other: Partial<AnswerContext> = {}) =>
    openBot({
      token: slack.token,
      signingSecret: slack.signingSecret,
      ...(isSocket && { appToken: slack.appToken }),
      apiUrl: slack.apiUrl,
      host: '127.0.0.1',
      port: 0,
      ...(isPublic && { publicUrl: (bound) => bound }),
      answerContext: { ...world, ...own, ...other },
      pictures: memoryPictures(pictures),
      pictureRules,
      digests: () => digests,
      deliveries: store.deliveries,
      alerts: store.alerts,
      ...(questions && { questions }),
      ...(intents && { intents }),
      ...(moves && { moves }),
      audit: async (entry) => {
        audit.push(entry);
        await store.audit.record(entry);
      },
      preferences: store.preferences,
      csvBytes: 1_000_000,
      memory: { get: async (key) => memory.get(key), put: async (key, text) => void memory.set(key, text) },
      claim,
      operators: operators === undefined ? undefined : { channel: operators, reports: store.audit },
      now,
      log,
    });
  const store = await openStore(storeUrl, { log });
  const bot = await start();
  const others: Awaited<ReturnType<typeof openBot>>[] = [];
  slack.connect(bot.eventsUrl);

  const post = async (name: string, body: Record<string, unknown>) => {
    const response = await fetch(`${slack.url}/playground/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ person: 'mira', ...body }),
    });
    return (await response.json()) as Record<string, unknown> & { ok: boolean };
  };
  const get = async (name: string) => (await fetch(`${slack.url}/playground/${name}`)).json();
  const scene = async (person = 'mira') => (await get(`state?person=${person}`)) as Scene;

  /** The first scene that passes a test, looked at again whenever anything changes. */
  const until = async <T>(test: (scene: Scene) => T | undefined | false, person = 'mira'): Promise<T> => {
    const stopped = AbortSignal.timeout(60_000);
    const events = await fetch(`${slack.url}/playground/events?person=${person}`, { signal: stopped });
    try {
      for await (const seen of scenesOf(events.body!, () => scene(person))) {
        const found = test(seen) && test(await scene(person)); // the stream may be behind
        if (found) return found;
      }
      throw new Error('the playground has ended');
    } catch (error) {
      const { messages } = await scene(person);
      throw new Error(`never seen; the last messages: ${JSON.stringify(messages.slice(-2), undefined, 1)}`, {
        cause: error,
      });
    }
  };

  const stopAll = async (): Promise<void> => {
    await Promise.all([bot, ...others].map(({ stop }) => stop()));
    const { calls } = (await get('calls')) as { calls: Parameters<typeof faultsOfCalls>[0] };
    const answered = (await scene()).messages.filter(({ ephemeral }) => ephemeral);
    const faults = [...faultsOfCalls(calls), ...answered.flatMap((message) => accessibilityFaults(message))];
    await slack.close();
    if (faults.length > 0) throw new Error([...new Set(faults)].join('\n'));
  };
  let closed: Promise<void> | undefined;

  return {
    slack,
    bot,
    /** What is kept of pictures with public addresses. */
    pictures,
    deliveries: store.deliveries,
    alerts: store.alerts,
    preferences: store.preferences,
    audit,
    logged,
    scene,
    until,
    post,
    type: (text: string, channel = 'sales') => post('type', { channel, text }),
    /** Uses the control of a message whose id begins so. */
    use: (message: Seen, action: string, value?: unknown, person = 'mira') => {
      const [block, element] = find(message, action);
      return post('act', {
        person,
        channel: message.channel,
        ts: message.ts,
        block: block.block_id,
        action: element.action_id,
        value,
      });
    },
    fault: (fault: Record<string, unknown>) => post('faults', fault),
    calls: async () =>
      ((await get('calls')) as { calls: { method: string; ok: boolean; arguments: Record<string, string> }[] }).calls,
    /** Another instance, which has all events from now on. */
    another: async (different: Partial<AnswerContext> = {}) => {
      const other = await start(different);
      others.push(other);
      slack.connect(other.eventsUrl);
      return other;
    },
    /** Stops all, once, and throws when anything was sent that not everybody could read. */
    close: () => (closed ??= stopAll()),
  };
}

/** Takes each request once. */
function claimOnce(): (id: string) => Promise<boolean> {
  const seen = new Set<string>();
  return async (id) => !seen.has(id) && seen.add(id).has(id);
}

export type Modal = {
  readonly id: string;
  readonly blocks: readonly SeenBlock[];
  readonly title?: { readonly text: string };
};

/** The topmost modal, once it holds more than the sentence that one should wait. */
export function filledModal({ modals }: { modals?: readonly Modal[] }): Modal | undefined {
  const modal = modals?.at(-1);
  return JSON.stringify(modal?.blocks ?? '').includes('One moment') ? undefined : modal;
}

/** The answer that stands in a channel: a message with filters and a headline that is not being worked on. */
export function isAnswer(message: Seen): boolean {
  return controlIds(message).includes('filters') && !controlIds(message).includes('cancel');
}

/** The ids of all controls of a message. */
export function controlIds(message: Seen): readonly string[] {
  return elementsOf(message).map(([, element]) => element.action_id);
}

/** A control of a message by the beginning of its id. */
export function find(message: Seen, action: string): [SeenBlock, SeenElement] {
  const found = elementsOf(message).find(([, element]) => element.action_id.startsWith(action));
  if (!found) throw new Error(`no control ${action} among ${controlIds(message).join(', ')}`);
  return found;
}

/** All words that a message shows. */
export function wordsOf(message: Seen): string {
  return JSON.stringify(message.blocks ?? message.text);
}

function elementsOf({ blocks = [] }: Seen): [SeenBlock, SeenElement][] {
  return blocks.flatMap((block) =>
    [...(block.elements ?? []), ...(block.accessory ? [block.accessory] : [])]
      .filter(({ action_id }) => action_id)
      .map((element): [SeenBlock, SeenElement] => [block, element]),
  );
}
