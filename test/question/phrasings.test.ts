import fc from 'fast-check';
import { expect, test } from 'vitest';

import type { Vocabulary } from '../../src/question/lexicon.ts';

import { readCatalogue } from '../../src/catalogue/catalogue.ts';
import { UserError } from '../../src/error.ts';
import { parse } from '../../src/question/parse.ts';
import { formatRequest } from '../../src/question/request.ts';
import { tries } from '../support/thorough.ts';

const catalogue = await readCatalogue('queries');

const VALUES = new Map<string, readonly string[]>([
  ['country', ['France', 'Germany', 'Spain', 'USA']],
  ['city', ['Paris', 'Madrid']],
  ['product_line', ['Classic Cars', 'Planes', 'Ships']],
  ['customer', ['Herkku Gifts', 'Mini Gifts Distributors Ltd.']],
]);

const vocabulary: Vocabulary = (_, { name }) => VALUES.get(name) ?? [];

/** How many texts are tried. */
const RUNS = tries(600, 6000);

/** What people say, and the part of a canonical text that it means. */
type Said = readonly [words: string, meaning: string];

const MEASURES: readonly Said[] = [
  ['sales', 'sales'],
  ['total sales', 'sales'],
  ['the turnover', 'sales'],
  ['orders', 'orders'],
  ['number of orders', 'orders'],
  ['quantity', 'units'],
  ['profit', 'margin'],
  ['margin rate', 'margin_rate'],
  ['average order value', 'average_order'],
  ['number of customers', 'customers'],
  ['customer count', 'customers'],
];

const SEVERAL: readonly Said[] = [
  ...MEASURES,
  ['sales and orders', 'sales,orders'],
  ['revenue, profit and units', 'sales,margin,units'],
];

const ADDED: readonly Said[] = MEASURES.filter(([, name]) => /^(?:sales|orders|units|margin|customers)$/.test(name));

/** One of a dimension, several of it, and its name. */
type Noun = readonly [one: string, several: string, name: string];

const DIMENSIONS: readonly Noun[] = [
  ['country', 'countries', 'country'],
  ['customer', 'customers', 'customer'],
  ['product', 'products', 'product'],
  ['product line', 'product lines', 'product_line'],
  ['vendor', 'vendors', 'vendor'],
  ['city', 'cities', 'city'],
];

const TIMES: readonly [Noun, Noun, Noun] = [
  ['month', 'months', 'month'],
  ['quarter', 'quarters', 'quarter'],
  ['weekday', 'weekdays', 'weekday'],
];

const FILTERS: readonly Said[] = [
  ['in France', 'country=France'],
  ['from the USA', 'country=USA'],
  ['of Classic Cars', 'product_line="Classic Cars"'],
  ['for planes and ships', 'product_line=Planes,Ships'],
  ['excluding France', 'country!=France'],
  ['without ships', 'product_line!=Ships'],
  ['for Herkku Gifts', 'customer="Herkku Gifts"'],
  ['in Spain or Germany', 'country=Germany,Spain'],
  ['on Mondays', 'weekday=Monday'],
];

const PERIODS: readonly Said[] = [
  ['in 2004', '2004'],
  ['last year', 'last year'],
  ['in Q3 2004', '2004-Q3'],
  ['since March 2004', 'since 2004-03'],
  ['between January and March 2004', '2004-01..2004-03'],
  ['from Jan 2004 to Mar 2004', '2004-01..2004-03'],
  ['from 3 to 9 May 2004', '2004-05-03..2004-05-09'],
  ['over the last 6 months', 'last 6 months'],
  ['year to date', 'ytd'],
];

const one = <T>(...values: readonly T[]) => fc.constantFrom(...values);

const count = one<Said>(['3', '3'], ['10', '10'], ['five', '5']);

/** A measure by a dimension, in many words. */
const grouped = fc
  .tuple(
    one('', 'show me ', 'what are the ', 'I would like to know the '),
    one(...SEVERAL),
    one(...DIMENSIONS, ...TIMES),
  )
  .chain(([lead, measure, [singular, , name]]) =>
    one('by', 'per', 'for each', 'broken down by', 'across', 'grouped by').map(
      (by): Said => [`${lead}${measure[0]} ${by} ${singular}`, `measure=${measure[1]} by=${name}`],
    ),
  );

const ranked = fc
  .tuple(one(...MEASURES), one(...DIMENSIONS, TIMES[0], TIMES[1]), count, fc.boolean())
  .chain(([[words, measure], [singular, plural, name], [typed, number], isTop]) => {
    const end = isTop ? `top=${number}` : `bottom=${number}`;
    const some = isTop ? 'top=10' : 'bottom=10';
    const bare = words.replace(/^(?:the|total) /, '');
    const meaning = `measure=${measure} by=${name}`;
    return one<Said>(
      [`${isTop ? 'top' : 'bottom'} ${typed} ${plural} by ${words}`, `${meaning} ${end}`],
      [`the ${typed} ${isTop ? 'best' : 'worst'} ${plural} by ${words}`, `${meaning} ${end}`],
      [`which ${singular} has the ${isTop ? 'highest' : 'lowest'} ${bare}`, `${meaning} ${some}`],
      [`which ${typed} ${plural} had the ${isTop ? 'highest' : 'lowest'} ${bare}`, `${meaning} ${end}`],
      [`${words} of the ${isTop ? 'top' : 'bottom'} ${typed} ${plural}`, `${meaning} ${end}`],
    );
  });

const within = fc
  .tuple(one(...MEASURES), one(...DIMENSIONS), one(...DIMENSIONS), count)
  .filter(([, [left], [right]]) => left !== right)
  .chain(([[words, measure], [, plural, name], [each, , outer], [typed, number]]) =>
    one<Said>(
      [
        `top ${typed} ${plural} in each ${each} by ${words}`,
        `measure=${measure} by=${name} split=${outer} within=${outer} top=${number}`,
      ],
      [`${words} by month for the top ${typed} ${plural}`, `measure=${measure} by=month split=${name} top=${number}`],
    ),
  );

const shown = fc
  .tuple(one(...ADDED), one(...DIMENSIONS), one('month', 'week', 'quarter', 'customer', 'product'), one('10%', '2.5%'))
  .chain(([[words, measure], [singular, plural, name], per, percent]) => {
    const bare = words.replace(/^(?:the|total) /, '');
    const part = String(Number.parseFloat(percent) / 100);
    return one<Said>(
      [`share of ${bare} by ${singular}`, `measure=${measure} by=${name} show=share`],
      [
        `${plural} with more than ${percent} of ${bare.replace('number of ', '')}`,
        `measure=${measure} by=${name} show=share over=${part}`,
      ],
      [`average ${bare} per ${per}`, `measure=${measure} by=none show=average_per_${per}`],
      [`${bare} growth by month`, `measure=${measure} by=month show=change`],
      [`${plural} with ${bare} over 1000`, `measure=${measure} by=${name} over=1000`],
    );
  });

/** The share of a value that is filtered by is of all that the other filters leave. */
const ofAll = (meaning: string, filter: string) =>
  meaning.includes(`by=${/^(\w+)=/.exec(filter)?.[1]} `) ? meaning.replace('show=share', 'show=share_of_all') : meaning;

const canonical = (text: string) => {
  try {
    return formatRequest(parse(text, catalogue, vocabulary, { today: '2005-06-01' }).request);
  } catch (error) {
    if (error instanceof UserError) return `refused: ${error.message}`;
    throw error;
  }
};

test('what is asked in many words means the same as its canonical text', () => {
  const body = fc.oneof(grouped, ranked, within, shown);
  const rest = fc.tuple(
    fc.option(one(...FILTERS), { nil: undefined }),
    fc.option(one(...PERIODS), { nil: undefined }),
    fc.boolean(),
  );
  fc.assert(
    fc.property(body, rest, ([words, meaning], [filter, period, isPeriodFirst]) => {
      const parts = [filter?.[0], period?.[0]].filter((part) => part !== undefined);
      const text = [words, ...(isPeriodFirst ? parts.reverse() : parts)].join(' ');
      const wanted = canonical(
        `sales ${ofAll(meaning, filter?.[1] ?? '')} ${filter?.[1] ?? ''} ${period ? `period="${period[1]}"` : ''}`,
      );
      expect(canonical(text), text).toBe(wanted);
    }),
    { numRuns: RUNS, seed: 20_050_601 },
  );
});
