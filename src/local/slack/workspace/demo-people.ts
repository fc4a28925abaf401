import type { Channel, Person } from './people.ts';

export const TEAM = {
  id: 'T0WLPOST1',
  name: 'Owlpost playground',
  domain: 'owlpost-playground',
  app: 'A0WLPOST1',
  botId: 'B0WLPOST1',
} as const;

export const BOT: Person = {
  id: 'U0WLPOST1',
  name: 'owlpost',
  realName: 'Owlpost',
  title: 'Brings charts from Athena',
  timezone: 'UTC',
  isBot: true,
};

export const SLACKBOT: Person = {
  id: 'USLACKBOT',
  name: 'slackbot',
  realName: 'Slackbot',
  title: '',
  timezone: 'UTC',
  isBot: true,
};

export const PEOPLE: readonly Person[] = [
  person('U0MIRA0001', 'mira', 'Mira Okafor', 'Product', 'Europe/Berlin'),
  person('U0TOMAS002', 'tomas', 'Tomás Lindqvist', 'Marketing', 'Europe/Madrid'),
  person('U0PRIYA003', 'priya', 'Priya Raman', 'Operations', 'Asia/Kolkata'),
  person('U0JONAS004', 'jonas', 'Jonas Adeyemi', 'Sales', 'America/New_York'),
];

const EVERYONE = PEOPLE.map(({ id }) => id);

const [MIRA, , PRIYA, JONAS] = EVERYONE as [string, string, string, string];

/** Two channels have no bot in them, one public and one private, so that both refusals can be met. */
export const CHANNELS: readonly Omit<Channel, 'created'>[] = [
  channel('C0GENERAL1', 'general', 'public', 'Everyone, everything', [...EVERYONE, BOT.id]),
  channel('C0SALES001', 'sales', 'public', 'Orders, customers, targets', [...EVERYONE, BOT.id]),
  channel('C0MARKET01', 'marketing', 'public', 'Campaigns and what they bring', [...EVERYONE, BOT.id]),
  channel('C0ANALYT01', 'analytics', 'public', 'Questions, queries and what they mean', [...EVERYONE, BOT.id]),
  channel('C0LOUNGE01', 'lounge', 'public', 'Lunch, plants and music', EVERYONE),
  channel('C0OPS00001', 'ops', 'private', 'Warehouse and shipping', [MIRA, PRIYA, BOT.id]),
  channel('C0BOARD001', 'board', 'private', 'Figures for the quarter', [MIRA, JONAS]),
];

function person(id: string, name: string, realName: string, title: string, timezone: string): Person {
  return { id, name, realName, title, timezone, isBot: false };
}

function channel(id: string, name: string, kind: Channel['kind'], topic: string, members: readonly string[]) {
  return { id, name, kind, topic, members: new Set(members) };
}
