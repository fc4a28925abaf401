import { webApi } from '@slack/bolt';
import { describe, expect, test } from 'vitest';

import { UserError } from '../../../src/error.ts';
import { NotInConversation } from '../../../src/slack/connection/clients.ts';
import { errorMessage, withQuestion } from '../../../src/slack/messages/error-message.ts';

const refusal = (error: string) => new webApi.WebAPIPlatformError({ ok: false, error });

const options = { question: 'sales', botName: 'owlpost' };

describe('errorMessage()', () => {
  test.each<[string, unknown, string, string]>([
    [
      'with suggestions',
      new UserError('did you mean sales?', { suggestions: ['sales by city'] }),
      'Did you mean sales?',
      'sales by city',
    ],
    ['without', new UserError('ask for less'), 'Ask for less.', 'help'],
    ['the bot is not there', refusal('not_in_channel'), '/invite @owlpost', 'sales'],
    ['a private channel without the bot', refusal('channel_not_found'), '/invite @owlpost', 'sales'],
    ['the message is gone', refusal('message_not_found'), 'That answer was deleted.', 'sales'],
    ['an archived channel', new NotInConversation('C1', { isArchived: true }), 'archived', 'sales just me'],
    ['where one asks, but the bot may not post', refusal('not_in_channel'), '/invite @owlpost', 'sales just me'],
    ['a channel shared with another company', refusal('team_access_not_granted'), 'another company', 'sales just me'],
    [
      'a scope that is missing',
      new webApi.WebAPIPlatformError({ ok: false, error: 'missing_scope', ...{ needed: 'files:write' } }),
      'I lack a permission in this workspace (files:write).',
      'sales',
    ],
    ['too many calls', new webApi.WebAPIRateLimitedError(30), 'Slack lets me say no more for 30 s.', 'sales'],
    ['a form that came too late', refusal('expired_trigger_id'), 'That took too long', 'sales'],
    ['a form that came too late, in the older word', refusal('trigger_expired'), 'Please click again', 'sales'],
    ['Slack refuses', refusal('fatal_error'), 'Slack did not take my answer', 'sales'],
    [
      'Slack is away',
      new webApi.WebAPIRequestError(new Error('ECONNREFUSED')),
      'Slack did not take my answer',
      'sales',
    ],
    ['a bug', new TypeError('x is not a function'), 'Something went wrong on my side', 'sales'],
  ])('%s', (_, error, words, button) => {
    const { message, reference } = errorMessage(error, options);
    expect(message.text).toContain(words);
    expect(message.text).not.toContain('x is not a function');
    expect(JSON.stringify(message.blocks)).toContain(`"value":"${button}"`);
    expect(message.text.includes('reference')).toBe(reference !== undefined);
  });

  test('withQuestion() adds what is offered again, and nothing that a log would write', () => {
    const error = withQuestion(refusal('message_not_found'), 'sales by=city');
    const { message } = errorMessage(error, { ...options, question: undefined });
    expect(message.text).toContain('That answer was deleted.');
    expect(JSON.stringify(message.blocks)).toContain('"value":"sales by=city"');
    expect(JSON.stringify(Object.entries(error as object))).not.toContain('by=city');
    const said = new UserError('ask for less');
    expect(withQuestion(said, 'sales')).toBe(said);
  });

  test('a conversation between people has a button for the one answer that it can have', () => {
    const { message } = errorMessage(refusal('channel_not_found'), { ...options, channel: 'D0MIRATOM1' });
    expect(message.text).toContain('I cannot post in a conversation between people.');
    expect(JSON.stringify(message.blocks).match(/"value":"[^"]*"/g)).toEqual(['"value":"sales just me"']);
  });
});
