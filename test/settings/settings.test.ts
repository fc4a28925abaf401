import { expect, test } from 'vitest';

import { SETTINGS } from '../../src/settings/settings.ts';

test('SETTINGS of an empty environment are the defaults', () =>
  expect(SETTINGS.parse({})).toMatchObject({
    PORT: 3000,
    HOST: '127.0.0.1',
    OWLPOST_DATA: '.owlpost',
    OWLPOST_TIMEZONE: 'UTC',
    OWLPOST_ASK_ABOVE: 100e9,
    OWLPOST_DELETE_PICTURES: 'no',
  }));

test.each([
  [{ PORT: '0' }, { PORT: 0 }],
  [{ OWLPOST_ASK_ABOVE: ' 1.5 TB ' }, { OWLPOST_ASK_ABOVE: 1.5e12 }],
  [{ OWLPOST_BUDGET_PERSON: '$5' }, { OWLPOST_BUDGET_PERSON: { dollars: 5 } }],
  [{ OWLPOST_BUDGET_DAY: '500GB' }, { OWLPOST_BUDGET_DAY: { bytes: 500e9 } }],
  [{ OWLPOST_FAULTS: '{"slowMs":20}' }, { OWLPOST_FAULTS: { slowMs: 20 } }],
  [{ OWLPOST_PUBLIC_URL: 'none' }, { OWLPOST_PUBLIC_URL: 'none' }],
])('SETTINGS of %j', (environment, expected) => expect(SETTINGS.parse(environment)).toMatchObject(expected));

test.each([
  [{ PORT: '70000' }, 'must be a number from 0 to 65535'],
  [{ PORT: '80.5' }, 'must be a number from 0 to 65535'],
  [{ SLACK_BOT_TOKEN: 'xoxp-1' }, 'must begin with xoxb-'],
  [{ OWLPOST_ASK_ABOVE: '40 GiB' }, 'must be a size such as 40GB'],
  [{ OWLPOST_BUDGET_DAY: 'five' }, 'must be a size such as 500GB, or dollars such as $5'],
  [{ OWLPOST_FAULTS: '[1]' }, 'must be a JSON object'],
  [{ OWLPOST_FAULTS: '{' }, 'must be a JSON object'],
  [{ OWLPOST_LOCALE: '123' }, 'must be a language tag such as de or en-GB'],
  [{ OWLPOST_TIMEZONE: 'Mars/Olympus' }, 'must be a time zone such as Europe/Paris'],
  [{ OWLPOST_PUBLIC_URL: 'ftp://x' }, 'must be a URL that begins with http:// or https://'],
  [{ ATHENA_OUTPUT: 's3://' }, 'must be a place in S3'],
  [{ OWLPOST_MCP_TOKEN: 'short' }, 'is too short to be a secret'],
])('SETTINGS refuses %j', (environment, message) => {
  const { error } = SETTINGS.safeParse(environment);
  expect(JSON.stringify(error!.issues)).toContain(message);
});
