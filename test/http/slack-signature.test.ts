import { expect, test } from 'vitest';

import { isSameSecret, isSigned, isTimely } from '../../src/http/slack-signature.ts';

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
const SECRET = '8f742231b10e8888abcd99yyyzzz85a5';

const HEADERS = {
  'x-slack-request-timestamp': '1531420618',
  'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
};

const BODY =
  'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c';

test("isSigned() takes Slack's own example, and nothing that differs from it", () => {
  expect(isSigned(HEADERS, BODY, SECRET)).toBe(true);
  expect(isSigned(HEADERS, `${BODY}x`, SECRET)).toBe(false);
  expect(isSigned(HEADERS, BODY, `${SECRET}x`)).toBe(false);
  expect(isSigned({ ...HEADERS, 'x-slack-request-timestamp': '1531420619' }, BODY, SECRET)).toBe(false);
  expect(isSigned({}, BODY, SECRET)).toBe(false);
});

test.each([
  [1_531_420_618_000, true],
  [1_531_420_918_000, true],
  [1_531_420_919_000, false],
  [1_531_420_318_000, true],
  [1_531_420_317_000, false],
])('isTimely() at %i is %s', (now, outcome) => expect(isTimely(HEADERS, now)).toBe(outcome));

test('isTimely() refuses a request without a time', () => expect(isTimely({}, 0)).toBe(false));

test.each([
  ['secret', 'secret', true],
  ['secret', 'Secret', false],
  ['secret', 'secrets', false],
  ['', '', true],
])('isSameSecret(%j, %j) is %s', (given, wanted, outcome) => expect(isSameSecret(given, wanted)).toBe(outcome));
