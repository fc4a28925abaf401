import { readFileSync, writeFileSync } from 'node:fs';
import { parse } from 'yaml';

import { startProgram, temporaryFolder } from '../support/program.ts';
import {
  actionOn,
  callerOf,
  controlsOf,
  eventually,
  initialValues,
  openActions,
  openForwarder,
} from './emulated-slack.ts';

/**
 * The conversation on a Slack that others made, `emulate`, which holds the bot to the scopes of its manifest: asked by command,
 * mention, direct message and shortcut; changed by menu and form; looked into, explained, doubted, subscribed to, kept to oneself
 * and posted; and refused where Slack says no. With `seed FILE` writes what emulate is started with; with an address runs the bot against it, and prints which
 * methods it called. Exit code 1 when something of it does not come, or a call is refused that should not be.
 */
const [first = '', file = ''] = process.argv.slice(2);

const TOKENS = { bot: 'xoxb-owlpost-test', person: 'xoxp-mira' };

const SECRET = 'a signing secret';

/** What a person may do there: put the bot out of a channel, and archive one. */
const PERSON_SCOPES = ['channels:manage', 'channels:write', 'groups:write', 'im:write', 'channels:read', 'users:read'];

/** Methods of the bot that emulate has not. */
const UNKNOWN = /^(?:users\.conversations|usergroups\.)/;

// biome-ignore lint/suspicious/noExplicitAny: the JSON of a wire format is read freely in tests
type Wire = any;

if (first === 'seed') {
  const { oauth_config } = parse(readFileSync('manifest.yml', 'utf8')) as {
    oauth_config: { scopes: { bot: string[] } };
  };
  const tokens = [
    { token: TOKENS.bot, user: 'owlpost', scopes: oauth_config.scopes.bot },
    { token: TOKENS.person, user: 'mira', scopes: PERSON_SCOPES },
  ];
  const users = ['owlpost', 'mira'].map((name) => ({ name, real_name: name, email: `${name}@example.com` }));
  const channels = ['sales', 'lounge', 'past'].map((name) => ({ name })); // all users are their members
  const slack = { strict_scopes: true, signing_secret: SECRET, users, channels, tokens };
  writeFileSync(file, JSON.stringify({ slack })); // JSON is YAML, too
} else {
  process.exitCode = (await converse(first)) ? 0 : 1;
}

async function converse(slack: string): Promise<boolean> {
  const [asBot, asPerson] = [callerOf(slack, TOKENS.bot), callerOf(slack, TOKENS.person)];
  const [{ user_id: botUser, team_id: team }, { user_id: person }] = await Promise.all(
    [asBot, asPerson].map((call) => call('auth.test')),
  );
  const { channels } = await asBot('conversations.list');
  const idOf = (wanted: string): string => channels.find(({ name }: Wire) => name === wanted).id;
  const [sales, lounge, past] = [idOf('sales'), idOf('lounge'), idOf('past')];
  const direct = (await asPerson('conversations.open', { users: botUser })).channel.id;
  const forwarder = await openForwarder(slack);
  const { calls, told } = forwarder;
  const bot = await startProgram(
    ['start'],
    {
      SLACK_BOT_TOKEN: TOKENS.bot,
      SLACK_SIGNING_SECRET: SECRET,
      SLACK_API_URL: forwarder.apiUrl,
      OWLPOST_DATA: temporaryFolder(),
      PORT: '0',
      LOG_LEVEL: 'warn',
    },
    /^Owlpost listens on (\S+)$/,
  );
  const newTrigger = async () => (await asBot('views.generateTriggerId', { user_id: person })).trigger_id;
  const { responseUrl } = forwarder;
  const acting = openActions({ bot, secret: SECRET, team, botUser, person, responseUrl, newTrigger });

  /** The newest message of a channel, or of a thread, that shows these words and is not being worked on. */
  const sees = (channel: string, words: RegExp, thread?: string): Promise<Wire> =>
    eventually(async () => {
      const method = thread ? 'conversations.replies' : 'conversations.history';
      const { messages } = await asBot(method, { channel, limit: 50, ...(thread && { ts: thread }) });
      const shown = ({ blocks = [] }: Wire) =>
        words.test(JSON.stringify(blocks)) && !/"cancel"/.test(JSON.stringify(blocks));
      return thread ? messages.findLast(shown) : messages.find(shown);
    }, `${words} in ${channel}`);
  /** A view that the bot has opened, changed or published, and emulate has taken, once it shows these words. */
  const seesView = (words: RegExp): Promise<Wire> =>
    eventually(
      async () => calls.findLast(({ answer: { view } }) => words.test(JSON.stringify(view?.blocks ?? '')))?.answer.view,
      `${words} in a form`,
    );
  const press = (channel: string, message: Wire, label: string) => {
    const action = actionOn(message.blocks, label);
    if (!action) {
      const labels = controlsOf(message.blocks).map(({ text, placeholder }) => (text ?? placeholder)?.text);
      throw new Error(`there is no “${label}” among ${labels.join(', ')}`);
    }
    return acting.use(channel, message, action);
  };
  /** Chooses a row in the menu under an answer that looks into it. */
  const lookInto = (channel: string, message: Wire, row: string) => {
    const menu = controlsOf(message.blocks).find(({ action_id }) => action_id.startsWith('drill/'));
    const selected_option = menu?.options?.find(({ text }: Wire) => text.text.startsWith(row));
    if (!selected_option) throw new Error(`there is no ${row} to look into in ${JSON.stringify(message.blocks)}`);
    const { type, action_id, block_id } = menu;
    return acting.use(channel, message, { type, action_id, block_id, selected_option });
  };
  const hears = (words: RegExp): Promise<Wire> =>
    eventually(async () => told.findLast((each) => words.test(JSON.stringify(each))), `${words} for the asker alone`);
  const say = (what: string) => console.log(`emulate: ${what}`);

  try {
    await acting.event({ type: 'app_home_opened', tab: 'home', channel: direct });
    await seesView(/Ask a question/);
    await acting.event({ type: 'app_home_opened', tab: 'messages', channel: direct });
    await sees(direct, /I am Owlpost/);
    say('App Home is published, and who opens the conversation is greeted');

    const im = { type: 'message', channel: direct, channel_type: 'im' };
    await acting.event({ ...im, text: 'orders by month 2025', ts: '1700000000.000100' });
    await sees(direct, /Orders by month · 2025/);
    say('a direct message is answered');

    await acting.command(sales, 'sales by country 2025');
    const byCountry = await sees(sales, /Sales by country · 2025/);
    await press(sales, byCountry, 'by city');
    const byCity = await sees(sales, /Sales by city · 2025/);
    say(`a menu changes an answer, ${byCity.text}`);

    await press(sales, byCity, 'Filters');
    const form = await seesView(/Compare with/);
    const compare = form.blocks.find(({ label }: Wire) => label?.text === 'Compare with');
    const lastYear = compare.element.options.find(({ text }: Wire) => text.text === 'Last year');
    await acting.submit(form, {
      [compare.block_id]: { [compare.element.action_id]: { type: 'static_select', selected_option: lastYear } },
    });
    const compared = await sees(sales, /Sales by city · 2025 · vs last year/);
    say('so does its form');

    await press(sales, compared, 'Why?');
    await sees(sales, /Why sales (?:rose|fell) · 2025 · vs last year/);
    await press(sales, compared, 'vs last year ✕');
    const single = await sees(sales, /Sales by city · 2025"/);
    say('it is asked why, and a chip takes the comparison away');

    await press(sales, single, 'Show as table');
    const table = await sees(sales, /"type":"(?:data_)?table"/);
    await press(sales, table, 'Download CSV');
    await eventually(
      async () => (await asBot('files.list')).files.some(({ name }: Wire) => name.endsWith('.csv')),
      'the CSV',
    );
    say('it is shown as a table, and its CSV comes');

    await press(sales, table, 'Details…');
    const details = await seesView(/Number looks wrong/);
    await acting.useInForm(details, actionOn(details.blocks, 'Number looks wrong')!);
    const doubt = await sees(sales, /It is right/, table.ts);
    await sees(sales, /Under review/);
    await acting.use(sales, { ...doubt, thread_ts: table.ts }, actionOn(doubt.blocks, 'It is right')!);
    await hears(/The owner says whether it is right/);
    say('its details open, its number is doubted in its thread, and only the owner may judge it');

    await acting.command(sales, 'sales by country 2024');
    const countries = await sees(sales, /Sales by country · 2024"/);
    await lookInto(sales, countries, 'France');
    const cities = await sees(sales, /Sales by city · 2024 · Country: France/);
    await press(sales, cities, 'France ✕');
    const back = await sees(sales, /Sales by country · 2024"/);
    await acting.command(sales, 'average order in France 2024');
    const average = await sees(sales, /Average order · 2024 · Country: France/);
    await press(sales, average, 'Explain this number');
    await seesView(/Counted as/);
    say('a row is looked into and left again, and the number is explained');

    await press(sales, back, 'Subscribe…');
    const subscription = await seesView(/Into this channel/);
    await acting.submit(subscription, initialValues(subscription.blocks));
    await sees(sales, /subscribed this channel to “Sales by country · 2024”: it comes every Monday at 09:00/);
    say('it is subscribed to, by the form as it is opened');

    await acting.command(sales, 'here only France');
    await sees(sales, /now keep to .*France/);
    await acting.command(sales, 'orders by quarter 2024');
    await sees(sales, /Orders by quarter · 2024 · Country: France/);
    await acting.command(sales, 'forget here');
    await hears(/no filters of its own any more/);
    say('a channel keeps a filter');

    const typed = (form: Wire, text: string) => {
      const { block_id, element } = form.blocks[0];
      return { [block_id]: { [element.action_id]: { type: element.type, value: text } } };
    };
    await acting.shortcut('ask_owlpost');
    const search = await seesView(/Where the answer goes/);
    await acting.submit(search, typed(search, 'units by month 2024'));
    await sees(direct, /Units sold by month · 2024/);
    const about = { channel: sales, message: { ts: back.ts, text: 'units by city 2024' } };
    await acting.shortcut('ask_about_message', about);
    const question = await seesView(/units by city 2024/);
    await acting.submit(question, typed(question, 'units by city 2024'));
    await sees(sales, /Units sold by city · 2024/, back.ts);
    say('both shortcuts ask by a form');

    const asked = `<@${botUser}> orders by month 2025`;
    const thread = (await asBot('chat.postMessage', { channel: sales, text: asked })).ts;
    const said = { channel: sales, channel_type: 'channel' };
    await acting.event({ type: 'app_mention', text: asked, ts: thread, event_ts: thread, ...said });
    await sees(sales, /Orders by month · 2025/, thread);
    const reply = `${Math.floor(Date.now() / 1000)}.000100`;
    await acting.event({
      type: 'message',
      text: 'only France',
      ts: reply,
      event_ts: reply,
      thread_ts: thread,
      ...said,
    });
    await sees(sales, /Now it is “Orders by month · 2025 · Country: France”/, thread);
    say('a mention is answered in its thread, and half a sentence follows up there');

    await acting.event({
      type: 'app_mention',
      text: `<@${botUser}> sales by product line 2024 just me`,
      ts: reply,
      ...said,
    });
    const alone = await eventually(
      async () =>
        calls.findLast(
          ({ method, sent }) => method === 'chat.postEphemeral' && /Post to channel/.test(JSON.stringify(sent)),
        ),
      'an answer for its asker alone',
    );
    const { message_ts: ts } = alone.answer;
    await press(sales, { ts, blocks: alone.sent.blocks, isEphemeral: true }, 'Post to channel');
    await sees(sales, /Sales by product line · 2024/);
    say('what is asked alone is answered alone, and posted');

    await asPerson('conversations.kick', { channel: lounge, user: botUser });
    await acting.command(lounge, 'sales by country 2025');
    await hears(/I cannot post in this conversation yet/);
    await asPerson('conversations.archive', { channel: past });
    await acting.command(past, 'sales by country 2025');
    await hears(/archived/);
    say('where the bot is not a member, and where nobody may write, the asker is told');

    const refused = calls.filter(({ method, answer }) => !answer.ok && !UNKNOWN.test(method));
    const reasons = refused.map(({ method, answer }) => `${method}: ${answer.error}`);
    const unexpected = reasons.filter((reason) => !/: (?:not_in_channel|is_archived)$/.test(reason));
    if (unexpected.length > 0) throw new Error(`refused: ${unexpected.join(', ')}`);
    say(`methods called: ${[...new Set(calls.map(({ method }) => method))].toSorted().join(' ')}`);
    return true;
  } catch (error) {
    console.error(error, JSON.stringify(told.slice(-2)), bot.output());
    for (const { method, answer } of calls) if (!answer.ok) console.error(method, answer);
    return false;
  } finally {
    forwarder.close();
    await bot.stop();
  }
}
