import type { types } from '@slack/bolt';

import type { CatalogueNews } from '../../catalogue/catalogue-news.ts';
import type { Help } from '../../question/help.ts';
import type { SavedInWords } from './settings.ts';
import type { ListedDigest } from './subscriptions.ts';

import { dayWords } from '../../calendar/words.ts';
import { formatHelp } from '../../question/help.ts';
import { uncapital } from '../../text/text.ts';
import { homeWords } from '../words.ts';
import { askButton } from './ask-button.ts';
import { ACTIONS } from './filter-ids.ts';
import { queryBlocks } from './help.ts';
import { BLOCK_LIMITS, bold, mrkdwn, named, plain } from './limits.ts';
import { rowBlocks } from './subscriptions.ts';

/** So many of each kind are listed. */
const MOST = { digests: 15, mine: 10, saved: 8, news: 5 } as const;

/** A digest as App Home lists it. */
export type HomeDigest = {
  /** Its name as people write it; missing for a subscription. */
  readonly name?: string | undefined;
  /** Its first question, which can be asked here. */
  readonly question: string;
  /** All its questions in words. */
  readonly words: string;
  /** When and where it comes, and when next, in mrkdwn. */
  readonly times: readonly string[];
};

/** What the App Home tab shows a person. */
export type Home = {
  readonly help: Help;
  /** The questions that the person saved. */
  readonly saved: readonly SavedInWords[];
  /** The questions that the person asked last, as canonical texts and in words. */
  readonly recent: readonly { readonly text: string; readonly words: string }[];
  /** What is new in the catalogue, the newest first. */
  readonly news: readonly CatalogueNews[];
  /** The subscriptions of the person, and the declared digests that the person owns. */
  readonly mine: readonly ListedDigest[];
  /** Other digests of the channels that the person is in. */
  readonly digests: readonly HomeDigest[];
  /** What does not work at present; undefined when all is well. */
  readonly trouble: string | undefined;
};

/** Makes the App Home tab: a field to ask, saved and recent questions, the queries from index `start` on, and digests. `locale` is the language tag for dates. */
export function homeView(
  { help, saved, recent, news, mine, digests, trouble }: Home,
  {
    user,
    now,
    nonce,
    start = 0,
    locale,
  }: { user: string; now: Date; nonce: string; start?: number; locale?: string | undefined },
): types.HomeView {
  const favourites = saved.slice(0, MOST.saved).flatMap(({ name, text, words }, index) => {
    return row(`saved-${index}/${nonce}`, named(name, words, 400), askButton(text, index, homeWords.askSaved), 'saved');
  });
  const last = recent.flatMap(({ text, words }, index) => {
    return row(`recent-${index}/${nonce}`, plain(words, 400), askButton(text, index, homeWords.askAgain), 'recent');
  });
  const subscribed = mine.slice(0, MOST.mine).flatMap((listed, index) => {
    return rowBlocks(listed, { user, now, id: `mine-${index}/${nonce}` });
  });
  return {
    type: 'home',
    blocks: [
      search(help.examples[0], nonce),
      ...part(homeWords.saved, favourites, nonce),
      ...part(homeWords.recent, last, nonce),
      ...part(homeWords.mine, subscribed, nonce),
      ...part(homeWords.news, news.slice(0, MOST.news).flatMap(newsBlocks(nonce, locale)), nonce),
      ...part(help.title, [line(`text/${nonce}`, help.text), ...queryBlocks(help, { nonce, start })], nonce),
      ...part(homeWords.others, digests.slice(0, MOST.digests).flatMap(digestBlocks(nonce)), nonce),
      line(`where/${nonce}`, homeWords.where),
      line(`status/${nonce}`, trouble === undefined ? homeWords.allIsWell : homeWords.trouble(trouble)),
    ],
  };
}

function search(example: string | undefined, nonce: string): types.InputBlock {
  return {
    type: 'input',
    block_id: `search/${nonce}`,
    dispatch_action: true,
    label: plain(homeWords.ask, BLOCK_LIMITS.inputLabel),
    element: {
      type: 'plain_text_input',
      action_id: ACTIONS.search,
      placeholder: plain(example ? homeWords.example(example) : homeWords.typeQuestion, BLOCK_LIMITS.placeholder),
      dispatch_action_config: { trigger_actions_on: ['on_enter_pressed'] },
    },
  };
}

/** A headed part of the page; nothing when it is empty. */
function part(title: string, blocks: readonly types.KnownBlock[], nonce: string): types.KnownBlock[] {
  if (blocks.length === 0) return [];
  return [{ type: 'header', block_id: `${title}/${nonce}`, text: plain(title, BLOCK_LIMITS.header) }, ...blocks];
}

function newsBlocks(nonce: string, locale: string | undefined) {
  return (news: CatalogueNews, index: number): types.KnownBlock[] => {
    const { title, name } = news.query;
    const text = named(title, `${newsWords(news)} (${dayWords(news.day, locale)})`, 400);
    return row(`news-${index}/${nonce}`, text, askButton(formatHelp(name), index, homeWords.howToAsk), 'news');
  };
}

/** Says what is new about a query: `can now be asked for margin, and by warehouse`. */
function newsWords(news: CatalogueNews): string {
  if (news.kind === 'new') return homeWords.newQuery(news.query.description).trim();
  if (news.kind === 'changed') return homeWords.changedQuery;
  const words = (labels: readonly string[]) => labels.map((label) => uncapital(label)).join(', ');
  const parts = [
    ...(news.measures.length > 0 ? [homeWords.newMeasures(words(news.measures))] : []),
    ...(news.dimensions.length > 0 ? [homeWords.newDimensions(words(news.dimensions))] : []),
  ];
  return homeWords.newParts(parts);
}

function digestBlocks(nonce: string) {
  return ({ name, question, words, times }: HomeDigest, index: number): types.KnownBlock[] => [
    ...row(
      `digest-${index}/${nonce}`,
      name === undefined ? bold(words, 400) : named(name, words, 400),
      askButton(question, index, homeWords.askNow),
      'digest',
    ),
    { type: 'context', block_id: `due-${index}/${nonce}`, elements: times.map((each) => mrkdwn(each)) },
  ];
}

/** A text with a button beside it; `place` tells its id from those of other parts. */
function row(
  id: string,
  text: types.TextObject,
  button: types.Button | undefined,
  place: string,
): types.SectionBlock[] {
  const accessory = button && { ...button, action_id: `${button.action_id}/${place}` };
  return [{ type: 'section', block_id: id, text, ...(accessory && { accessory }) }];
}

function line(id: string, text: string): types.ContextBlock {
  return { type: 'context', block_id: id, elements: [plain(text, 1000)] };
}
