import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { lastDue, nextDue, parseDigests } from '../../src/digests/digest.ts';

const parse = (source: string) => parseDigests('queries/digests.yml', source, { timezone: 'Europe/Paris' });

test('parseDigests(file) reads what is shipped', () => {
  expect(parse(readFileSync(new URL('../../queries/digests.yml', import.meta.url), 'utf8'))).toEqual({
    digests: [
      {
        name: 'monday-sales',
        question: 'sales by country last week',
        channel: '#sales',
        cron: '0 9 * * 1',
        timezone: 'UTC',
      },
    ],
    findings: [],
  });
});

test('parseDigests(file) takes an empty file and the time zone of the house', () => {
  expect(parse('')).toEqual({ digests: [], findings: [] });
  expect(parse('# none yet\n')).toEqual({ digests: [], findings: [] });
  const { digests } = parse('- { name: a, question: sales, channel: C0123456, cron: "@daily" }');
  expect(digests).toEqual([
    { name: 'a', question: 'sales', channel: 'C0123456', cron: '@daily', timezone: 'Europe/Paris' },
  ]);
});

const good = '{ name: a, question: sales, channel: "#sales", cron: "0 9 * * 1" }';

const faults: [source: string, findings: string[]][] = [
  ['a: 1', ['1:1 this must be a list: begin each digest with a dash']],
  ['- [', ['1:4 this is not YAML: Flow sequence in block collection must be sufficiently indented and end with a ]']],
  ['- 5', ['1:3 a digest needs a name, a question, a channel and a cron']],
  ['- &a { name: a }\n- *a', ['2:3 YAML aliases (*name) are not read here: write the value out']],
  [`- ${good}\n- ${good}`, ['2:11 there is a digest a already: choose another name']],
  [
    '- name: Monday sales\n  question: sales\n  channel: #sales\n  cron: 0 9 30 2 *\n  timezone: Mars\n  time: 9\n',
    [
      '1:9 name must be a word like monday-sales: lower-case letters, digits, - and _',
      '3:12 channel is needed, like "#sales" in quotes',
      '4:9 cron must be five cron fields that come round, like "0 9 * * 1" for Mondays at 9',
      '5:13 timezone must be a time zone like Europe/Paris',
      '6:9 time is no part of a digest: use name, question, channel, cron and timezone',
    ],
  ],
  [
    '- name: a\n  cron: "* * * * * *"',
    [
      '1:3 question is needed, like sales by country last week',
      '1:3 channel is needed, like "#sales" in quotes',
      '2:9 cron must be five cron fields that come round, like "0 9 * * 1" for Mondays at 9',
    ],
  ],
];

test.each(faults)('parseDigests(%j) tells where and what', (source, expected) => {
  const { findings } = parse(source);
  expect(findings.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual(
    expected.map((finding) => `queries/digests.yml:${finding}`),
  );
});

/** Paris goes from 02:00 to 03:00 on 28 March 2027, and from 03:00 back to 02:00 on 31 October 2027. */
const dues: [cron: string, after: string, dues: string[]][] = [
  ['0 9 * * 1', '2027-03-20T00:00Z', ['2027-03-22T08:00Z', '2027-03-29T07:00Z', '2027-04-05T07:00Z']],
  ['0 9 * * 1', '2027-10-24T00:00Z', ['2027-10-25T07:00Z', '2027-11-01T08:00Z']],
  ['30 2 * * *', '2027-03-27T00:00Z', ['2027-03-27T01:30Z', '2027-03-28T01:00Z', '2027-03-29T00:30Z']],
  ['30 2 * * *', '2027-10-30T00:00Z', ['2027-10-30T00:30Z', '2027-10-31T00:30Z', '2027-11-01T01:30Z']],
  ['0 * * * *', '2027-03-28T00:30Z', ['2027-03-28T01:00Z', '2027-03-28T02:00Z']],
  [
    '*/30 * * * *',
    '2027-10-31T00:00Z',
    ['2027-10-31T00:30Z', '2027-10-31T01:00Z', '2027-10-31T01:30Z', '2027-10-31T02:00Z'],
  ],
  ['0 9 31 * *', '2027-01-01T00:00Z', ['2027-01-31T08:00Z', '2027-03-31T07:00Z', '2027-05-31T07:00Z']],
  ['0 9 L * *', '2027-02-01T00:00Z', ['2027-02-28T08:00Z', '2027-03-31T07:00Z']],
];

test.each(dues)('nextDue(%j) after %s, and lastDue() is its inverse', (cron, after, expected) => {
  const digest = { name: 'a', question: 'sales', channel: '#sales', cron, timezone: 'Europe/Paris' };
  let moment = new Date(after);
  for (const due of expected) {
    const previous = moment;
    moment = nextDue(digest, moment)!;
    expect(moment).toEqual(new Date(due));
    expect(lastDue(digest, moment)).toEqual(moment);
    if (previous > new Date(after)) expect(lastDue(digest, new Date(moment.getTime() - 1))).toEqual(previous);
  }
});
