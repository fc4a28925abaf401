import type { JoinProposal } from '../check/join-proposals.ts';
import type { Column } from '../table/table.ts';

import { canonicalPeriod } from '../calendar/period.ts';
import { RESERVED_NAMES, TIME_NAMES } from '../catalogue/dataset-words.ts';
import { KEYWORDS } from '../catalogue/query-file.ts';
import { isKeyName, withoutKeyEnding } from '../check/key-names.ts';
import { kindOf } from '../table/table.ts';
import { normalizeText, plural, singular } from '../text/normalize.ts';
import { labelOf } from '../text/text.ts';
import { sqlName } from '../trino/sql-name.ts';

/** Names of columns that are averaged, as a sum of prices or rates means nothing. */
const AVERAGED = /(?:price|rate|ratio|percent(?:age)?|pct|age|score|rating|temperature|latitude|longitude)$/i;

/** Types whose values can be shown and listed; arrays, maps, rows and bytes cannot. */
const TEXTS = new Set(['varchar', 'char', 'string']);

/** The most dimensions, measures and commented keys of the fact table. */
const MOST_PARTS = 8;

/** The most columns of a joined table that become dimensions. */
const MOST_JOINED_PARTS = 4;

/** A table to write a dataset over: `from` as it stands after FROM, and the tables to join it with. */
export type NewDatasetTable = {
  readonly from: string;
  readonly columns: readonly Column[];
  readonly joins: readonly JoinProposal[];
};

/**
 * Writes a commented dataset over one table and what it joins. Numbers become sums, or averages where their names
 * suggest that a sum means nothing; texts and booleans, also those of joined tables, become dimensions; the first date
 * or timestamp becomes the time. Counts of keys are included as comments. Columns of other types are left out.
 */
export function newDatasetText(name: string, table: NewDatasetTable): string {
  const { from, columns, joins } = table;
  const nameOf = namesFor(['rows']);
  const aliased = withAliases(joins);
  const dimensions = [
    ...groupingOf(columns).map((column) => dimensionLine(nameOf(column.name), 't', column)),
    ...aliased.flatMap((join) =>
      groupingOf(join.columns)
        .filter((column) => column.name.toLowerCase() !== join.key.toLowerCase())
        .slice(0, MOST_JOINED_PARTS)
        .map((column) => dimensionLine(nameOf(dimensionName(join, column, joins)), join.alias, column)),
    ),
  ];
  return `${[
    '# What it is called, a sentence about it, whom to ask, other words for it.',
    `title: ${JSON.stringify(labelOf(name).slice(0, 60))}`,
    `description: ${JSON.stringify(`${labelOf(name)}, from ${from}`.slice(0, 300))}`,
    '# owner: "#your-channel"',
    '# aliases: [another word]',
    `from: ${JSON.stringify(`${from} t`)}`,
    '# Tables of which each row finds at most one row.',
    ...joinLines(aliased),
    timeLine(columns, aliased),
    ...(dimensions.length > 0
      ? ['# What people group and filter by. Take away what nobody would ask for.', 'dimensions:']
      : []),
    ...dimensions,
    '# What they count: sum, average, min, max, count (distinct), rows, or a ratio of two others.',
    'measures:',
    '  rows: { rows: true }',
    ...measureLines(table, nameOf),
    '# What a question means that leaves it open.',
    '# default: { measure: rows, period: all time }',
  ].join('\n')}\n`;
}

/** The first date or timestamp, of the table itself or of one that it is joined with. */
function timeLine(columns: readonly Column[], joins: readonly AliasedJoin[]): string {
  for (const table of [{ alias: 't', columns }, ...joins]) {
    const time = table.columns.find((column) => kindOf(column) === 'time');
    if (!time) continue;
    const hours = time.type.startsWith('timestamp') ? ', hours: true' : '';
    return `time: { sql: ${sqlOf(table.alias, time)}${hours} }`;
  }
  return '# time: { sql: t.day }';
}

/** Returns a line for each measure: counts of the joined keys, then the numbers of the table, then counts of its other keys as comments. */
function measureLines({ columns, joins }: NewDatasetTable, nameOf: (column: string) => string): readonly string[] {
  const isJoined = (own: Column) => joins.some(({ column, through }) => !through && column === own.name);
  const own = columns.filter((column) => !isJoined(column));
  const numbers = own
    .filter((column) => kindOf(column) === 'number' && !isKeyName(column.name))
    .slice(0, MOST_PARTS)
    .map((column) => ({ column, name: nameOf(column.name) }));
  const countNameOf = namesFor(['rows', ...numbers.map(({ name }) => name)]);
  const counted = joins.filter(
    ({ table, through }, index) => !through && joins.findIndex((other) => other.table === table) === index,
  );
  const keys = own.filter((column) => isKeyName(column.name) && kindOf(column) !== 'time').slice(0, MOST_PARTS);
  return [
    ...counted.map(({ entity, column }) => {
      const key = columns.find(({ name }) => name === column)!;
      return `  ${countNameOf(plural(entity))}: { count: ${sqlOf('t', key)} }`;
    }),
    ...numbers.map(({ column, name }) => {
      const aggregate = AVERAGED.test(column.name) ? 'average' : 'sum';
      return `  ${name}: { ${aggregate}: ${sqlOf('t', column)} }`;
    }),
    ...keys.map((column) => `  # number of ${labelOf(column.name).toLowerCase()}: { count: ${sqlOf('t', column)} }`),
  ];
}

type AliasedJoin = JoinProposal & { readonly alias: string; readonly join: JoinProposal };

/** Gives each join the first letter of its table as an alias, with a number where it is taken. */
function withAliases(joins: readonly JoinProposal[]): readonly AliasedJoin[] {
  const used = new Set(['t']);
  return joins.map((join) => {
    const letter = /[a-z]/i.exec(join.entity)?.[0].toLowerCase() ?? 'j';
    let alias = letter;
    for (let count = 2; used.has(alias); count++) alias = `${letter}${count}`;
    used.add(alias);
    return { ...join, alias, join };
  });
}

function joinLines(joins: readonly AliasedJoin[]): readonly string[] {
  if (joins.length === 0) return ['# joins:', '#   p: { table: dim_products, on: t.product_id = p.id }'];
  return [
    'joins:',
    ...joins.map(({ alias, table, column, key, through }) => {
      const holder = joins.find((join) => join.join === through)?.alias ?? 't';
      const on = `${holder}.${sqlName(column)} = ${alias}.${sqlName(key)}`;
      return `  ${alias}: { table: ${JSON.stringify(table)}, on: ${JSON.stringify(on)} }`;
    }),
  ];
}

/** Columns that people can group by, without keys that only find rows. */
function groupingOf(columns: readonly Column[]): readonly Column[] {
  return columns.filter(({ type }) => TEXTS.has(type) || type === 'boolean').slice(0, MOST_PARTS);
}

/**
 * What people call a column of a joined table: `name` of stations is `station`, or `start station` where rides are
 * joined with stations twice; `productline` of products is `product line`.
 */
function dimensionName(join: JoinProposal, { name }: Column, joins: readonly JoinProposal[]): string {
  const isTwice = joins.filter(({ table }) => table === join.table).length > 1;
  const entity = isTwice ? labelOf(withoutKeyEnding(join.column)).toLowerCase() : join.entity;
  const isOwn = name.toLowerCase().startsWith(join.entity) && name.length > join.entity.length;
  const rest = isOwn ? name.slice(join.entity.length).replace(/^_/, '') : name;
  if (/^(?:name|title|label)$/i.test(rest)) return entity;
  return isTwice || isOwn ? `${entity} ${rest}` : name;
}

function dimensionLine(name: string, alias: string, column: Column): string {
  const type = column.type === 'boolean' ? ', type: boolean' : '';
  return `  ${name}: { sql: ${sqlOf(alias, column)}${type} }`;
}

function sqlOf(alias: string, { name }: Column): string {
  return JSON.stringify(`${alias}.${sqlName(name)}`);
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
