import type { AddressInfo } from 'node:net';
import type { BlockAction, SlackActionMiddlewareArgs } from '@slack/bolt';
import { App, LogLevel } from '@slack/bolt';
import sharp from 'sharp';

import type { LocalSlack } from '../../src/local/slack/server.ts';

import { eventually } from './person.ts';

const COUNTRIES = ['France', 'Germany', 'Japan', 'Spain', 'USA', 'Österreich'];

/**
 * A small real Bolt app for the tests: `/owl chart` posts a picture with filters, `/owl modal` opens a form, `/owl quiet`
 * never acknowledges, `/owl table` posts a table, `/owl home` publishes the home tab, anything else is echoed to the person.
 */
export async function openBot(
  slack: LocalSlack,
  { socketMode = false } = {},
): Promise<{ app: App; close: () => Promise<void> }> {
  const app = new App({
    token: slack.token,
    signingSecret: slack.signingSecret,
    ...(socketMode ? { socketMode, appToken: slack.appToken } : {}),
    logLevel: LogLevel.ERROR,
    clientOptions: { slackApiUrl: slack.apiUrl, retryConfig: { retries: 0 } },
  });
  app.error(async () => undefined);
  listen(app);
  if (socketMode) {
    await app.start();
  } else {
    const server = await app.start({ port: 0, host: '127.0.0.1' });
    const { port } = (server as { address: () => AddressInfo }).address();
    slack.connect(`http://127.0.0.1:${port}/slack/events`);
  }
  return { app, close: async () => void (await app.stop()) };
}

/** A picture with as many bars as asked, so that two of them differ. */
export function drawing(bars: number, width = 1200): Promise<Buffer> {
  const rectangles = Array.from({ length: bars }, (_, index) => {
    const height = 80 + ((index * 137) % 340);
    return `<rect x="${60 + index * 110}" y="${520 - height}" width="80" height="${height}" fill="#3f66b8"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1200" height="600"><rect width="1200" height="600" fill="#fff"/>${rectangles.join('')}</svg>`;
  return sharp(Buffer.from(svg)).resize({ width }).png().toBuffer();
}

function listen(app: App): void {
  app.command('/owl', async ({ ack, command, client, respond }) => {
    const [word = ''] = command.text.split(' ');
    if (word === 'quiet') return;
    if (word === 'public') return ack({ response_type: 'in_channel', text: 'For everyone' });
    if (word === 'modal') {
      await ack();
      await client.views.open({ trigger_id: command.trigger_id, view: MODAL as never });
    } else if (word === 'home') {
      await ack();
      await client.views.publish({
        user_id: command.user_id,
        view: { type: 'home', blocks: [section('*Your questions*')] },
      });
    } else if (word === 'table') {
      await ack();
      await client.chat.postMessage({ channel: command.channel_id, text: 'A table', blocks: [TABLE] as never });
    } else if (word === 'chart') {
      await ack();
      const id = await upload(client, 4);
      await client.chat.postMessage({
        channel: command.channel_id,
        text: 'Sales by country',
        blocks: chart(id) as never,
      });
    } else if (word === 'later') {
      await ack();
      await respond('Here it is');
    } else {
      await ack(`You said ${command.text}`);
    }
  });

  app.action({ block_id: 'filters' }, async ({ ack, body, client }) => {
    await ack();
    const { channel, message, state } = body as BlockAction;
    const values = state?.values.filters ?? {};
    const id = await upload(client, 6);
    const countries = (values.country?.selected_options ?? []).map(({ value }) => value);
    const by = values.by?.selected_option?.value ?? 'country';
    await client.chat.delete({ channel: channel!.id, ts: message!.ts });
    const text = `Sales by ${by} in ${countries.join(', ') || 'all countries'} from ${values.from?.selected_date}`;
    await client.chat.postMessage({ channel: channel!.id, text, blocks: chart(id, text, values) as never });
  });
  app.action('publish', async ({ ack, respond }: SlackActionMiddlewareArgs<BlockAction>) => {
    await ack();
    await respond({ replace_original: true, text: 'Published' });
  });
  app.options('customer', async ({ ack, payload }) => {
    const all = ['Atelier Nord', 'Blue Whale Toys', 'Café Lumière', 'Dragon Imports'];
    await ack({ options: all.filter((name) => name.toLowerCase().includes(payload.value.toLowerCase())).map(option) });
  });
  app.action('customer', async ({ ack }) => ack());
  app.view('subscribe', async ({ ack, view, client, body }) => {
    const name = view.state.values.name?.name?.value ?? '';
    if (name === 'taken') return ack({ response_action: 'errors', errors: { name: 'This name is taken' } });
    await ack();
    await client.chat.postMessage({ channel: body.user.id, text: `Subscribed to ${name}` });
  });
  app.event('app_home_opened', async ({ event, client }) => {
    await client.views.publish({
      user_id: event.user,
      view: { type: 'home', blocks: [section('*Welcome home*'), ...HOME] as never },
    });
  });
}

type Client = App['client'];

async function upload(client: Client, bars: number): Promise<string> {
  const result = await client.filesUploadV2({ file: await drawing(bars), filename: 'chart.png' });
  const [completed] = (result as unknown as { files: { files: { id: string }[] }[] }).files;
  const id = completed!.files[0]!.id;
  await eventually(async () => (await client.files.info({ file: id })).file?.mimetype);
  return id;
}

type Values = Readonly<
  Record<string, { selected_option?: object | null; selected_options?: object[]; selected_date?: string | null }>
>;

function chart(id: string, text = 'Sales by country', values: Values = {}): object[] {
  return [
    { type: 'header', text: { type: 'plain_text', text: 'Sales' } },
    section(`*${text}*: $4.2M in all; USA leads with $1.9M (45%) :owl:`),
    { type: 'image', slack_file: { id }, alt_text: 'Bar chart of sales by country' },
    {
      type: 'actions',
      block_id: 'filters',
      elements: [
        {
          type: 'static_select',
          action_id: 'by',
          placeholder: { type: 'plain_text', text: 'By' },
          options: ['country', 'month', 'product line'].map(option),
          initial_option: values.by?.selected_option ?? option('country'),
        },
        {
          type: 'multi_static_select',
          action_id: 'country',
          placeholder: { type: 'plain_text', text: 'Country' },
          options: COUNTRIES.map(option),
          ...(values.country?.selected_options?.length ? { initial_options: values.country.selected_options } : {}),
        },
        { type: 'datepicker', action_id: 'from', initial_date: values.from?.selected_date ?? '2025-01-01' },
        {
          type: 'button',
          action_id: 'refresh',
          text: { type: 'plain_text', text: 'Refresh' },
          style: 'primary',
          value: 'x',
        },
        {
          type: 'button',
          action_id: 'remove',
          text: { type: 'plain_text', text: 'Delete' },
          style: 'danger',
        },
        { type: 'overflow', action_id: 'more', options: ['Show as table', 'Subscribe', 'Show SQL'].map(option) },
      ],
    },
    {
      type: 'context',
      elements: [
        { type: 'mrkdwn', text: 'Data as of 21 Nov 2026 · 6 rows · 12 MB scanned · 1.2 s · `Athena engine version 3`' },
      ],
    },
  ];
}

export function option(text: string): { text: { type: 'plain_text'; text: string }; value: string } {
  return { text: { type: 'plain_text', text }, value: text };
}

function section(text: string): { type: 'section'; text: { type: 'mrkdwn'; text: string } } {
  return { type: 'section', text: { type: 'mrkdwn', text } };
}

const cell = (text: string) => ({ type: 'raw_text', text });

const TABLE = {
  type: 'table',
  column_settings: [{ is_wrapped: true }, { align: 'right' }, { align: 'right' }],
  rows: [
    ['Country', 'Sales', 'Orders'].map(cell),
    ...Array.from({ length: 40 }, (_, index) => [
      cell(`Country ${index + 1}`),
      cell(`$${(index * 7919) % 9000},000`),
      cell(`${index * 13}`),
    ]),
  ],
};

const HOME = [
  { type: 'divider' },
  {
    type: 'section',
    text: { type: 'mrkdwn', text: '*Sales by country*\nEvery Monday at 9:00 in <#C0SALES001|sales>' },
    accessory: { type: 'button', action_id: 'publish', text: { type: 'plain_text', text: 'Run now' } },
  },
];

const MODAL = {
  type: 'modal',
  callback_id: 'subscribe',
  title: { type: 'plain_text', text: 'Subscribe' },
  submit: { type: 'plain_text', text: 'Subscribe' },
  close: { type: 'plain_text', text: 'Cancel' },
  blocks: [
    section('You get the chart *every Monday* at 9:00.'),
    {
      type: 'input',
      block_id: 'name',
      label: { type: 'plain_text', text: 'Name' },
      hint: { type: 'plain_text', text: 'Shown above the chart' },
      element: { type: 'plain_text_input', action_id: 'name', min_length: 3 },
    },
    {
      type: 'input',
      block_id: 'customer',
      optional: true,
      label: { type: 'plain_text', text: 'Customer' },
      element: { type: 'external_select', action_id: 'customer', min_query_length: 1 },
    },
    {
      type: 'input',
      block_id: 'days',
      label: { type: 'plain_text', text: 'Days' },
      element: {
        type: 'checkboxes',
        action_id: 'days',
        options: ['Monday', 'Thursday'].map(option),
        initial_options: [option('Monday')],
      },
    },
  ],
};
