import { monitorEventLoopDelay } from 'node:perf_hooks';

import type { Vocabulary } from '../../src/question/lexicon.ts';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { UserError } from '../../src/error.ts';
import { parse } from '../../src/question/parse.ts';
import { BLOCK_LIMITS } from '../../src/slack/blocks/limits.ts';
import { suggestValues } from '../../src/slack/blocks/suggestions.ts';
import { prepareIndex } from '../../src/text/value-index.ts';
import { median, quantile } from '../support/quantile.ts';

/** How long it takes to understand a question, and to find what a key means in a menu, over 100,000 values: processor time, whatever else the machine does. */
const syllables =
  'ba be bi bo bu da de di do du ka ke ki ko ku la le li lo lu ma me mi mo mu na ne ni no nu ra re ri ro ru sa se si so su'.split(
    ' ',
  );

const word = (number: number) =>
  Array.from(
    { length: 4 },
    (_, index) => syllables[Math.floor(number / syllables.length ** index) % syllables.length],
  ).join('');

const values = Array.from({ length: 100_000 }, (_, index) => `${word(index * 31)} ${word(index)}`);

const catalogue = await readCatalogue('queries');

const vocabulary: Vocabulary = (_, { name }) => (name === 'country' ? values : []);

const milliseconds = (work: () => void) => {
  const start = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(start);
  return (user + system) / 1000;
};

const understand = (text: string) => {
  try {
    parse(text, catalogue, vocabulary);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
  }
};

const turns = monitorEventLoopDelay({ resolution: 1 });
turns.enable();
const preparing = process.cpuUsage();
await prepareIndex(values);
const { user } = process.cpuUsage(preparing);
turns.disable();
console.log(
  `100,000 values indexed as they are read: ${(user / 1000).toFixed(0)} ms, the loop held for ${(turns.max / 1e6).toFixed(0)} ms at most; first question: ${milliseconds(() => understand('sales')).toFixed(0)} ms`,
);

for (const [name, text] of [
  ['a choice and a period', 'sales by month last quarter'],
  ['two of 100,000 values', `sales in ${values[77]} and ${values[99_000]} by month`],
  ['a near miss', `sales in ${values[500]!.slice(0, -1)}x`],
  ['nothing like it', 'sales qqqqqq zzzzzz wwwwww'],
  ['2,000 characters', 'sales '.concat('month france 2025 '.repeat(120)).slice(0, 2000)],
] as const) {
  const times = Array.from({ length: 21 }, () => milliseconds(() => understand(text)));
  console.log(
    `${name.padEnd(24)} median ${median(times).toFixed(2).padStart(7)} ms, longest ${Math.max(...times)
      .toFixed(1)
      .padStart(6)} ms`,
  );
}

/** Texts made to take long: long runs of what separates, opens, repeats or nearly means something. */
const bricks = [
  ...[
    'by ',
    'by by',
    '=',
    ',',
    ', ',
    '"',
    '\\"',
    '!=',
    '5',
    '1,',
    '2025-',
    '2025 ',
    '..',
    'e\u0301',
    '\u0301',
    '🦉',
    'a=',
    'a="',
  ],
  ...[
    'not ',
    'and ',
    'top ',
    'last ',
    'vs last ',
    'as ',
    'between ',
    'sales ',
    'country=',
    'France ',
    'period=',
    'of the ',
  ],
  `${values[1]} `,
  `${values[2]!.slice(1)} `,
  'qzx ',
  ...[
    '\uFB03',
    '\uFDFA',
    'jan-',
    'baba-',
    'top 3 ',
    'over 5 ',
    'how many ',
    'share of ',
    '(',
    '\u2019',
    'country=qzx ',
  ],
  `sales in ${values[3]!.slice(1)} `,
];

const LENGTH = 2000;

let state = 1;

const next = (limit: number) => {
  state = (state * 48_271) % 2_147_483_647;
  return state % limit;
};

const runs = bricks.flatMap((brick) =>
  ['', 'sales ', 'sales country="', 'sales by '].map((start) => (start + brick.repeat(LENGTH)).slice(0, LENGTH)),
);

const mixed = Array.from({ length: 2000 }, () => {
  let text = '';
  while (text.length < LENGTH) text += bricks[next(bricks.length)]!.repeat(1 + next(40));
  return text.slice(0, LENGTH);
});

const timed = [...runs, ...mixed].map((text) => ({ text, time: milliseconds(() => understand(text)) }));

const slowest = timed.sort((left, right) => right.time - left.time).slice(0, 3);

console.log(`${timed.length} adversarial texts of ${LENGTH.toLocaleString('en')} characters, the slowest:`);

for (const { text, time } of slowest)
  console.log(`  ${time.toFixed(1).padStart(6)} ms  ${JSON.stringify(text.slice(0, 60))} …`);

/** What a person has typed in a menu after each key: the beginning of a value, of its second word, and of nothing. */
const typed = [values[40_000]!, values[7]!.split(' ')[1]!, 'qqqqqqqq'].flatMap((text) =>
  Array.from(text, (_, index) => text.slice(0, index + 1)),
);

const keys = Array.from({ length: 20 }, () => typed)
  .flat()
  .map((text) => milliseconds(() => void suggestValues(values, text, BLOCK_LIMITS.options)));

console.log(
  `a key in a menu of 100,000 values: median ${median(keys).toFixed(0)} ms, p99 ${quantile(keys, 0.99).toFixed(0)} ms`,
);
