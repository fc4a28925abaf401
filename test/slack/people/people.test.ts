import { webApi } from '@slack/bolt';
import { expect, test } from 'vitest';

import type { SlackClients } from '../../../src/slack/connection/clients.ts';

import { openPeople } from '../../../src/slack/people/people.ts';

type User = { id: string; deleted?: boolean; is_bot?: boolean; team_id?: string };

const refusal = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });

/** People by the text that names them: a user, or Slack's word for why there is none. */
function open(users: Readonly<Record<string, User | string>>) {
  const asked: string[] = [];
  const logged: unknown[] = [];
  const look = async (text: string) => {
    asked.push(text);
    const found = users[text] ?? 'users_not_found';
    if (typeof found === 'string') throw refusal(found);
    return { user: { team_id: 'T1', ...found } };
  };
  const clients = {
    background: {
      users: {
        info: ({ user }: { user: string }) => look(user),
        lookupByEmail: ({ email }: { email: string }) => look(email),
      },
    },
  } as unknown as SlackClients;
  const log = { warn: (given: unknown) => void logged.push(given) };
  return { asked, logged, people: openPeople(clients, { teamId: 'T1', log: log as never }) };
}

test('find() takes ids and addresses, each person once, and asks nothing of other words', async () => {
  const { people, asked } = open({ U0MIRA0001: { id: 'U0MIRA0001' }, 'mira@example.com': { id: 'U0MIRA0001' } });
  expect(await people.find(['Mira', ' mira@example.com ', 'U0MIRA0001', 'a@b', '<@U1>', ''])).toEqual(['U0MIRA0001']);
  expect(asked).toEqual(['mira@example.com', 'U0MIRA0001']);
});

test('find() leaves out who has left, bots, and people of another company', async () => {
  const { people } = open({
    'left@example.com': { id: 'U1', deleted: true },
    'bot@example.com': { id: 'U2', is_bot: true },
    'guest@partner.com': { id: 'U3', team_id: 'T2' },
    'here@example.com': { id: 'U4' },
  });
  expect(await people.find(['left@example.com', 'bot@example.com', 'guest@partner.com', 'here@example.com'])).toEqual([
    'U4',
  ]);
});

test('find() remembers who is there and who is not, but not what Slack did not tell', async () => {
  const { people, asked, logged } = open({ 'a@example.com': { id: 'U1' }, 'b@example.com': 'internal_error' });
  for (const _ of [1, 2])
    expect(await people.find(['a@example.com', 'b@example.com', 'c@example.com'])).toEqual(['U1']);
  expect(asked.filter((text) => text === 'b@example.com')).toHaveLength(2);
  expect(asked).toHaveLength(4);
  expect(logged).toHaveLength(2);
});

test('find() looks up twenty at most', async () => {
  const { people, asked } = open({});
  await people.find(Array.from({ length: 30 }, (_, index) => `p${index}@example.com`));
  expect(asked).toHaveLength(20);
});
