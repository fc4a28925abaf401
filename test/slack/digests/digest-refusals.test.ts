import { webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';

import { CostError, UserError } from '../../../src/error.ts';
import { NotInConversation } from '../../../src/slack/connection/clients.ts';
import { explainRefusal, isTemporary } from '../../../src/slack/digests/digest-refusals.ts';
import { MONDAY } from '../../support/claimed-delivery.ts';

const refusal = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });

const OWN = { ...MONDAY, channel: 'C1', when: 'every Monday at 09:00', isPaused: false };

describe('explainRefusal()', () => {
  test.each([
    [
      refusal('not_in_channel'),
      MONDAY,
      'the bot is not in #sales: invite it there with /invite, or name another channel in digests.yml',
    ],
    [
      new NotInConversation('#sales'),
      OWN,
      'the bot is not in its channel: invite it there with /invite, or stop this subscription',
    ],
    [refusal('is_archived'), MONDAY, '#sales is archived: name another channel in digests.yml'],
    [new NotInConversation('C1', { isArchived: true }), OWN, 'its channel is archived: stop this subscription'],
    [
      refusal('restricted_action'),
      MONDAY,
      '#sales does not let the bot post: allow it there, or name another channel in digests.yml',
    ],
  ])('of %s tells its owner what to do', (error, digest, sentence) => {
    expect(explainRefusal(error, digest)).toBeInstanceOf(UserError);
    expect(explainRefusal(error, digest)).toMatchObject({ message: sentence, cause: error });
  });

  test.each([refusal('ratelimited'), refusal('constructor'), new Error('no network')])('leaves %s as it is', (error) =>
    expect(explainRefusal(error, MONDAY)).toBe(error),
  );
});

test.each([
  [refusal('internal_error'), true],
  [refusal('channel_not_found'), false],
  [new webApi.WebAPIRateLimitedError(30), true],
  [new webApi.WebAPIRequestError(new Error('ECONNRESET')), true],
  [new UserError('no such query'), false],
  [new UserError('Athena is away', { isTemporary: true }), true],
  [new CostError('this reads 5 TB', { cheaper: undefined }), false],
  [new TypeError('x is not a function'), false],
  ['text', false],
])('isTemporary(%s) is %s', (error, expected) => expect(isTemporary(error)).toBe(expected));
