import { expect, test } from 'vitest';

import { noticeMessage } from '../../../src/slack/blocks/notice.ts';
import { postOnce } from '../../../src/slack/digests/post-once.ts';
import { openMessages } from '../../../src/slack/messages/messages.ts';
import { openUploadedPictures } from '../../../src/slack/messages/picture-host.ts';
import { openChannels } from '../../../src/slack/people/channels.ts';
import { openPreferenceMap } from '../../support/preferences.ts';
import { openSlackClients } from '../../support/slack-clients.ts';

test.each(['#sales', 'C0SALES001', 'U0JONAS004', 'U0MIRA0001'])(
  'what %s was told for a run is not told again',
  async (target) => {
    const { clients, log, calls } = await openSlackClients();
    const channels = openChannels(clients, openPreferenceMap());
    const options = {
      clients,
      channels,
      messages: openMessages({ clients, channels, pictures: openUploadedPictures(clients, { log }), log }),
    };
    const since = new Date(Date.now() - 3_600_000);
    const tell = (runId: string) => postOnce(noticeMessage(['Told.'], 'n', runId), { target, runId, since }, options);
    const first = await tell('one');
    expect(first.isNew).toBe(true);
    expect(await tell('one')).toEqual({ ...first, isNew: false });
    expect((await tell('two')).isNew).toBe(true);
    expect((await calls()).filter(({ method }) => method === 'chat.postMessage')).toHaveLength(2);
  },
);
