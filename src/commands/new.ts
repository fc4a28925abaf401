import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Column } from '../table/table.ts';
import type { CommandContext } from './command.ts';

import { canonicalPeriod } from '../calendar/period.ts';
import { RESERVED_NAMES, TIME_NAMES } from '../catalogue/dataset-words.ts';
import { KEYWORDS } from '../catalogue/query-file.ts';
import { UserError } from '../error.ts';
import { kindOf } from '../table/table.ts';
import { normalizeText, plural, singular } from '../text/normalize.ts';
import { labelOf } from '../text/text.ts';
import { writeNew } from './command.ts';

/** Runs `new NAME --table TABLE`: writes a dataset to begin with. */
export async function newQuery(args: string[], { config, openEngine, signal }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { table: { type: 'string' } } });
  const [name = '', ...others] = positionals;
  const { table = '' } = values;
  if (!/^[a-z][a-z0-9_-]*$/.test(name) || others.length > 0) {
    throw new UserError('new takes the name of the dataset, a command word: new sales-by-region --table fact_orders');
  }
  if (!/^[^\s.'"`;]+(\.[^\s.'"`;]+){0,2}$/.test(table)) {
    throw new UserError(`new takes the table to begin with: new ${name} --table fact_orders`);
  }
  const from = table.split('.').map(quoted).join('.');
  const { context, close } = await openEngine();
  const { columns } = await context
    .run({ sql: `SELECT * FROM ${from} LIMIT 0`, parameters: [] }, signal)
    .catch((cause: unknown) => {
      if (!(cause instanceof UserError)) throw cause;
      throw new UserError(`the table ${table} cannot be read: check its name (${cause.message})`, { cause });
    })
    .finally(close);
  const file = join(config.queries, `${name}.yml`);
  await writeNew(file, newDatasetText(name, from, columns), 'choose a name that is free', 'wx');
  console.log(`wrote ${file}: ask it with npm run -s owlpost -- ask ${name}`);
}

const KEY = /(?:number|id|key|code|_no|zip|phone)$/i; // names things, so that its sum means nothing

/** Sizes of one thing: adding them up means nothing, so they are averaged. */
const AVERAGED = /(?:price|rate|ratio|percent(?:age)?|pct|age|score|rating|temperature|latitude|longitude)$/i;

/** Types whose values can be shown and listed; arrays, maps, rows and bytes cannot. */
const TEXTS = new Set(['varchar', 'char', 'string']);

const MOST_PARTS = 8;

/**
 * Writes a commented dataset over one table, `from` as it stands after FROM. Numbers become sums, or averages where
 * their names suggest that a sum means nothing; texts and booleans become dimensions; the first date or timestamp
 * becomes the time. Counts of keys are included as comments. Columns of other types are left out.
 */
export function newDatasetText(name: string, from: string, columns: readonly Column[]): string {
  const nameOf = namesFor(['rows']);
  const sqlOf = (column: Column) => JSON.stringify(`t.${quoted(column.name)}`);
  const time = columns.find((column) => kindOf(column) === 'time');
  const grouping = columns.filter(({ type }) => TEXTS.has(type) || type === 'boolean').slice(0, MOST_PARTS);
  const numbers = columns
    .filter((column) => kindOf(column) === 'number' && !KEY.test(column.name))
    .slice(0, MOST_PARTS);
  const dimensions = grouping.map((column) => {
    const type = column.type === 'boolean' ? ', type: boolean' : '';
    return `  ${nameOf(column.name)}: { sql: ${sqlOf(column)}${type} }`;
  });
  const measures = numbers.map((column) => {
    const aggregate = AVERAGED.test(column.name) ? 'average' : 'sum';
    return `  ${nameOf(column.name)}: { ${aggregate}: ${sqlOf(column)} }`;
  });
  const keys = columns.filter((column) => KEY.test(column.name) && kindOf(column) !== 'time').slice(0, MOST_PARTS);
  const counts = keys.map(
    (column) => `  # number of ${labelOf(column.name).toLowerCase()}: { count: ${sqlOf(column)} }`,
  );
  const hours = time?.type.startsWith('timestamp') ? ', hours: true' : '';
  return `${[
    '# What it is called, a sentence about it, whom to ask, other words for it.',
    `title: ${JSON.stringify(labelOf(name).slice(0, 60))}`,
    `description: ${JSON.stringify(`${labelOf(name)}, from ${from}`.slice(0, 300))}`,
    '# owner: "#your-channel"',
    '# aliases: [another word]',
    `from: ${JSON.stringify(`${from} t`)}`,
    '# Tables of which each row finds at most one row.',
    '# joins:',
    '#   p: { table: dim_products, on: t.product_id = p.id }',
    ...(time ? [`time: { sql: ${sqlOf(time)}${hours} }`] : ['# time: { sql: t.day }']),
    ...(dimensions.length > 0
      ? ['# What people group and filter by. Take away what nobody would ask for.', 'dimensions:']
      : []),
    ...dimensions,
    '# What they count: sum, average, min, max, count (distinct), rows, or a ratio of two others.',
    'measures:',
    '  rows: { rows: true }',
    ...measures,
    ...counts,
    '# What a question means that leaves it open.',
    '# default: { measure: rows, period: all time }',
  ].join('\n')}\n`;
}

/** Gives each column a name that is no other's and no word of the question language. */
function namesFor(taken: readonly string[]): (column: string) => string {
  const used = new Set(taken);
  const language = new Set([...KEYWORDS, ...RESERVED_NAMES, ...TIME_NAMES].map(normalizeText));
  return (column) => {
    const plain = normalizeText(column.replace(/(?<=[a-z])(?=[A-Z])/g, ' '))
      .replace(/[^a-z0-9 ]/g, '')
      .trim()
      .slice(0, 40)
      .trim();
    const base = /^[a-z]/.test(plain) ? plain : `column ${plain}`.trim();
    const isTaken = (text: string) =>
      [text, plural(text), text.split(' ').map(singular).join(' ')].some((form) => used.has(form)) ||
      language.has(text) ||
      canonicalPeriod(text) !== undefined;
    let free = base;
    for (let count = 1; isTaken(free); count++) free = `${base} column${count > 1 ? ` ${count}` : ''}`;
    used.add(free).add(plural(free));
    return free;
  };
}

/** Words that Trino's grammar keeps for itself: as names they stand in double quotes. */
const RESERVED_WORDS = new Set(
  (
    'alter and as between by case cast constraint create cross cube current_date current_time current_timestamp ' +
    'current_user deallocate delete describe distinct drop else end escape except execute exists extract false first for ' +
    'from full group grouping having in inner insert intersect into is join last left like listagg localtime ' +
    'localtimestamp natural normalize not null on or order outer prepare recursive right rollup select skip table then ' +
    'trim true uescape union unnest using values when where with'
  ).split(' '),
);

function quoted(name: string): string {
  const isPlain = /^[a-z_][a-z0-9_]*$/i.test(name) && !RESERVED_WORDS.has(name.toLowerCase());
  return isPlain ? name : `"${name.replaceAll('"', '""')}"`;
}
