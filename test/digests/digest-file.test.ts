import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';

import { parseDigests } from '../../src/digests/digest-file.ts';

const parsed = (source: string) => parseDigests('queries/digests.yml', source, { timezone: 'Europe/Paris' });

const parse = (source: string) => {
  const { digests, diagnostics } = parsed(source);
  return { digests, diagnostics };
};

test('parseDigests(file) reads what is shipped', () => {
  expect(parse(readFileSync(new URL('../../queries/digests.yml', import.meta.url), 'utf8'))).toEqual({
    digests: [
      {
        name: 'monday-sales',
        questions: ['sales by country last week'],
        channel: '#sales',
        cron: '0 9 * * 1',
        timezone: 'UTC',
        onlyIf: [],
      },
    ],
    diagnostics: [],
  });
});

test('parseDigests(file) takes an empty file and the time zone of the house', () => {
  expect(parse('')).toEqual({ digests: [], diagnostics: [] });
  expect(parse('# none yet\n')).toEqual({ digests: [], diagnostics: [] });
  const { digests } = parse('- { name: a, question: sales, channel: C0123456, cron: "@daily" }');
  expect(digests).toEqual([
    { name: 'a', questions: ['sales'], channel: 'C0123456', cron: '@daily', timezone: 'Europe/Paris', onlyIf: [] },
  ]);
});

test('parseDigests(file) reads alerts, which are checked every hour unless they say otherwise', () => {
  const { digests, diagnostics } = parse(
    [
      '- { name: low, alert: sales yesterday under 1000, channel: "#sales", only if: fresh }',
      '- { name: fall, alert: "any country sales last week change < -10%", channel: "#sales", when: every Monday at 9 }',
    ].join('\n'),
  );
  expect(diagnostics).toEqual([]);
  const common = { channel: '#sales', timezone: 'Europe/Paris', isAlert: true };
  expect(digests).toEqual([
    { ...common, name: 'low', questions: ['sales yesterday under 1000'], cron: '0 * * * *', onlyIf: ['fresh'] },
    {
      ...common,
      name: 'fall',
      questions: ['any country sales last week change < -10%'],
      cron: '0 9 * * 1',
      onlyIf: [],
    },
  ]);
});

test('parseDigests(file) takes a day that the data must reach as a condition', () => {
  const common = 'question: sales, channel: "#sales", when: every day at 9, fresh: last weekday';
  const { digests, diagnostics } = parse(
    `- { name: a, ${common}, wait: 1 hour }\n- { name: b, ${common}, only if: [changed, fresh] }`,
  );
  expect(diagnostics).toEqual([]);
  expect(digests).toMatchObject([
    { name: 'a', onlyIf: ['fresh'], fresh: 'last weekday', waitMs: 3_600_000 },
    { name: 'b', onlyIf: ['changed', 'fresh'], fresh: 'last weekday' },
  ]);
});

const good = '{ name: a, question: sales, channel: "#sales", cron: "0 9 * * 1" }';

const faults: [source: string, diagnostics: string[]][] = [
  [
    '- { name: a, alert: sales under 5, question: sales, channel: "#sales", only if: changed }',
    ['1:21 alert stands alone: keep it, or the question', '1:81 only if takes fresh alone for an alert'],
  ],
  [
    '- { name: a, question: sales, channel: "#sales", when: every day at 9, fresh: tomorrow }',
    ['1:79 fresh must be a day that the data has to reach, like today, yesterday, 2 days ago, last weekday'],
  ],
  ['a: 1', ['1:1 this must be a list: begin each digest with a dash']],
  ['- [', ['1:4 this is not YAML: a bracket or quote is never closed, or the text after it is too little indented']],
  ['- 5', ['1:3 a digest needs a name, a question, a channel and a when']],
  ['- &a { name: a }\n- *a', ['2:3 YAML aliases (*name) are not read here: write the value out']],
  [`- ${good}\n- ${good}`, ['2:11 there is a digest a already: choose another name']],
  [
    '- name: Monday sales\n  question: sales\n  channel: #sales\n  cron: 0 9 30 2 *\n  timezone: Mars\n  time: 9\n',
    [
      '1:9 name must be a word like monday-sales: lower-case letters, digits, - and _',
      '3:12 channel is needed, like "#sales" in quotes',
      '4:9 cron must be five cron fields that come round, like "0 9 * * 1" for Mondays at 9',
      '5:13 timezone must be a time zone like Europe/Paris',
      '6:9 time is no part of a digest: use name, question, questions, alert, channel, when, cron, timezone, owner, only if, fresh, wait, living and restated by',
    ],
  ],
  [
    '- name: a\n  cron: "* * * * * *"',
    [
      '1:3 channel is needed, like "#sales" in quotes',
      '2:9 cron must be five cron fields that come round, like "0 9 * * 1" for Mondays at 9',
    ],
  ],
  [
    '- { name: a, channel: "#sales" }',
    ['1:3 question is needed, like sales by country last week', '1:3 when is needed, like every Monday at 09:00'],
  ],
  [
    '- name: a\n  channel: "#sales"\n  question: sales\n  questions: [orders]\n  when: every Monday at 9\n  cron: "0 9 * * 1"',
    ['4:14 questions and question exclude each other: keep one', '6:9 cron and when exclude each other: keep one'],
  ],
  [
    '- name: a\n  channel: "#sales"\n  question: sales\n  when: each full moon\n  owner: Mira\n  only if: [new]',
    [
      '4:9 when must be words like every Monday at 09:00, every weekday at 8:30 or every month on the 1st at 9',
      '5:10 owner must be a person like U0123456, or a channel like "#analytics", in quotes',
      '6:12 only if must be one of fresh, not empty, changed, or a list',
    ],
  ],
  [
    '- name: a\n  channel: "#sales"\n  question: sales\n  when: every day at 9\n  wait: 6 hours\n  living: daily\n  restated by: 5',
    [
      '5:9 wait must be a time like 90 minutes or 2 hours, at most 5 hours',
      '6:11 living must be true or false',
      '7:16 restated by must be a part of the number like 5%, from 0.1% to 100%',
    ],
  ],
  [
    '- name: a\n  channel: "#sales"\n  question: sales\n  when: every day at 9\n  wait: 1 hour',
    ['5:9 wait is for fresh data: write only if: fresh beside it'],
  ],
];

test('parseDigests(file) reads every key', () => {
  const source = `
- name: week
  questions: [sales last week, orders last week]
  channel: "#sales"
  when: every Monday at 09:00
  owner: U0123456
  only if: [fresh, changed]
  wait: 90 minutes
  living: true
  restated by: 2.5%
`;
  expect(parse(source)).toEqual({
    digests: [
      {
        name: 'week',
        questions: ['sales last week', 'orders last week'],
        channel: '#sales',
        cron: '0 9 * * 1',
        timezone: 'Europe/Paris',
        owner: 'U0123456',
        onlyIf: ['fresh', 'changed'],
        waitMs: 90 * 60_000,
        isLiving: true,
        restatedBy: 0.025,
      },
    ],
    diagnostics: [],
  });
});

test('parseDigests(file) keeps the digests beside one with a fault', () => {
  const { digests, diagnostics } = parse(`- { name: bad }\n- ${good}`);
  expect(digests.map(({ name }) => name)).toEqual(['a']);
  expect(diagnostics.length).toBeGreaterThan(0);
});

test.each(faults)('parseDigests(%j) tells where and what', (source, expected) => {
  const { diagnostics } = parse(source);
  expect(diagnostics.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`)).toEqual(
    expected.map((finding) => `queries/digests.yml:${finding}`),
  );
});

test('parseDigests(file) tells where questions and channels stand', () => {
  const { positions } = parsed(
    [
      '- name: one',
      '  question: sales',
      '  channel: "#sales"',
      '  when: every day at 9',
      '- name: several',
      '  channel: "#sales"',
      '  questions:',
      '    - sales',
      '    - orders',
      '  when: every day at 9',
      '- { name: low, alert: sales < 5, channel: "#sales" }',
    ].join('\n'),
  );
  expect([...positions]).toEqual([
    ['one', { channel: { line: 3, column: 12 }, questions: [{ line: 2, column: 13 }] }],
    [
      'several',
      {
        channel: { line: 6, column: 12 },
        questions: [
          { line: 8, column: 7 },
          { line: 9, column: 7 },
        ],
      },
    ],
    ['low', { channel: { line: 11, column: 43 }, questions: [{ line: 11, column: 23 }] }],
  ]);
});
