import { expect, test } from 'vitest';

import type { Digest } from '../../../src/digests/digest.ts';

import { buildCatalogue } from '../../../src/catalogue/catalogue.ts';
import { parseQueryFile } from '../../../src/catalogue/query-file.ts';
import { findContact } from '../../../src/slack/digests/digest-contact.ts';
import { openChannels } from '../../../src/slack/people/channels.ts';
import { openPreferenceMap } from '../../support/preferences.ts';
import { openSlackClients } from '../../support/slack-clients.ts';
import { salesContext } from '../../support/workspace.ts';

const query = (name: string, owner: string | undefined) =>
  parseQueryFile(`${name}.sql`, `/*---\ntitle: ${name}\n${owner ? `owner: "${owner}"` : ''}\n---*/\nSELECT 1 AS n`)
    .query!;

const digest = (...questions: [string, ...string[]]): Digest => ({
  name: 'weekly',
  questions,
  channel: 'C0SPRING01',
  cron: '0 9 * * 1',
  timezone: 'UTC',
  onlyIf: [],
});

test.each<[string, Digest, string | undefined, string | undefined]>([
  ['the channel that owns its data', digest('sales'), '#ops', '#sales'],
  ['the person who owns its data', digest('orders'), '#ops', 'U0JONAS004'],
  ['the owner of any of its questions', digest('refunds', 'orders'), '#ops', 'U0JONAS004'],
  ['the operators, when nobody owns its data', digest('refunds'), '#ops', '#ops'],
  ['the operators, when its data belong to an archived channel', digest('spring'), '#ops', '#ops'],
  ['the operators, when a team is named in words', digest('visits'), '#ops', '#ops'],
  ['the operators, when its question names no data any more', digest('gone by country'), '#ops', '#ops'],
  ['the operators, when there is no question left', digest('   '), '#ops', '#ops'],
  ['nobody without operators', digest('refunds'), undefined, undefined],
  ['nobody where the bot is not in their channel', digest('refunds'), '#lounge', undefined],
])('the contact of a digest is %s', async (_, asked, operators, expected) => {
  const { clients } = await openSlackClients();
  const catalogue = buildCatalogue([
    query('sales', '#sales'),
    query('orders', 'U0JONAS004'),
    query('refunds', undefined),
    query('spring', 'C0SPRING01'),
    query('visits', 'the web team'),
  ]);
  const found = await findContact(asked, {
    askers: {
      whole: {
        ...salesContext({ run: async () => Promise.reject(new Error('not asked')) }),
        catalogue: () => catalogue,
      },
    },
    channels: openChannels(clients, openPreferenceMap()),
    operators: operators === undefined ? undefined : { channel: operators },
  });
  expect(found).toBe(expected);
});
