import type { Channel, Person } from './people.ts';

/** The ids and names of the workspace, and the ids of the app installed in it (`app`, `botId`). */
export const TEAM = {
  id: 'T0WLPOST1',
  name: 'Owlpost playground',
  domain: 'owlpost-playground',
  app: 'A0WLPOST1',
  botId: 'B0WLPOST1',
} as const;

/** The domain of the members' email addresses. */
export const EMAIL_DOMAIN = 'owlpost.example.com';

/** The user groups of a new workspace: a group's id and its members' ids. */
export const USER_GROUPS: readonly (readonly [string, readonly string[]])[] = [
  ['S0FINANCE1', ['U0PRIYA003', 'U0JONAS004']],
];

/** Another organisation, with which a channel is shared. */
const PARTNER_TEAM = 'T0PARTNER1';

/** The app's bot user, whose token the app has. */
export const BOT: Person = {
  ...person('U0WLPOST1', 'owlpost', 'Owlpost', 'Brings charts from Athena', 'UTC'),
  isBot: true,
};

/** Slack's own bot, which tells people of failed commands. */
export const SLACKBOT: Person = { ...person('USLACKBOT', 'slackbot', 'Slackbot', '', 'UTC'), isBot: true };

/** The people who can be played: four members, one of them an administrator, a guest, and someone of another organisation. */
export const PEOPLE: readonly Person[] = [
  person('U0MIRA0001', 'mira', 'Mira Okafor', 'Product', 'Europe/Berlin'),
  person('U0TOMAS002', 'tomas', 'Tomás Lindqvist', 'Marketing', 'Europe/Madrid'),
  person('U0PRIYA003', 'priya', 'Priya Raman', 'Operations', 'Asia/Kolkata', 'hi-IN'),
  { ...person('U0JONAS004', 'jonas', 'Jonas Adeyemi', 'Sales', 'America/New_York', 'en-US'), isAdmin: true },
  { ...person('U0GUEST005', 'lena', 'Lena Voss', 'Guest, agency', 'Europe/Vienna', 'de-DE'), isGuest: true },
  { ...person('U0PARTNR06', 'sam', 'Sam Whitaker', 'Northwind Traders', 'Europe/London'), team: PARTNER_TEAM },
];

const [MIRA, TOMAS, PRIYA, JONAS, LENA, SAM] = PEOPLE.map(({ id }) => id) as [
  string,
  string,
  string,
  string,
  string,
  string,
];

const MEMBERS = [MIRA, TOMAS, PRIYA, JONAS];

/**
 * The channels of a new workspace. The bot is not in `lounge`, `board` and two of the conversations without a name, so that
 * every refusal can be tried; `announcements` is for administrators, `spring-launch` archived, `northwind` shared.
 */
export const CHANNELS: readonly Omit<Channel, 'created'>[] = [
  channel('C0GENERAL1', 'general', 'public', 'Everyone, everything', [...MEMBERS, BOT.id]),
  channel('C0SALES001', 'sales', 'public', 'Orders, customers, targets', [...MEMBERS, BOT.id]),
  channel('C0MARKET01', 'marketing', 'public', 'Campaigns and what they bring', [...MEMBERS, LENA, BOT.id]),
  channel('C0ANALYT01', 'analytics', 'public', 'Questions, queries and what they mean', [...MEMBERS, BOT.id]),
  channel('C0LOUNGE01', 'lounge', 'public', 'Lunch, plants and music', MEMBERS),
  channel('C0OPS00001', 'ops', 'private', 'Warehouse and shipping', [MIRA, PRIYA, BOT.id]),
  channel('C0BOARD001', 'board', 'private', 'Figures for the quarter', [MIRA, JONAS]),
  {
    ...channel('C0ANNOUNC1', 'announcements', 'public', 'News; only admins post', [...MEMBERS, BOT.id]),
    isReadOnly: true,
  },
  { ...channel('C0SPRING01', 'spring-launch', 'public', 'Archived', [...MEMBERS, BOT.id]), isArchived: true },
  {
    ...channel('C0NORTHW01', 'northwind', 'private', 'Shared with Northwind Traders', [MIRA, TOMAS, SAM, BOT.id]),
    isConnected: true,
  },
  channel('D0MIRATOM1', 'directmessage', 'direct', '', [MIRA, TOMAS]),
  channel('G0MPDM0001', 'mpdm-mira--priya--jonas-1', 'group', '', [MIRA, PRIYA, JONAS]),
  channel('G0MPDM0002', 'mpdm-mira--tomas--owlpost-1', 'group', '', [MIRA, TOMAS, BOT.id]),
];

function person(id: string, name: string, realName: string, title: string, timezone: string, locale = 'en-GB'): Person {
  return { id, name, realName, title, timezone, locale, isBot: false, isGuest: false, isAdmin: false, team: TEAM.id };
}

function channel(id: string, name: string, kind: Channel['kind'], topic: string, members: readonly string[]) {
  return { id, name, kind, topic, members: new Set(members) };
}
