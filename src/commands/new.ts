import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { Column } from '../table/table.ts';
import type { CommandContext } from './command.ts';

import { UserError } from '../error.ts';
import { kindOf } from '../table/table.ts';
import { labelOf } from '../text/text.ts';
import { writeNew } from './command.ts';

/** `new NAME --table TABLE`: a query file to begin with. */
export async function newQuery(args: string[], { config, openEngine, signal }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { table: { type: 'string' } } });
  const [name = '', ...others] = positionals;
  const { table = '' } = values;
  if (!/^[a-z][a-z0-9_-]*$/.test(name) || others.length > 0) {
    throw new UserError('new takes the name of the query, a command word: new sales-by-region --table fact_orders');
  }
  if (!/^[a-z_]\w*(\.[a-z_]\w*)?$/i.test(table)) {
    throw new UserError(`new takes the table to begin with: new ${name} --table fact_orders`);
  }
  const { context, close } = await openEngine();
  const { columns } = await context
    .run({ sql: `SELECT * FROM ${table} LIMIT 0`, parameters: [] }, signal)
    .catch((cause: unknown) => {
      if (!(cause instanceof UserError)) throw cause;
      throw new UserError(`the table ${table} cannot be read: check its name (${cause.message})`, { cause });
    })
    .finally(close);
  const file = join(config.queries, `${name}.sql`);
  await writeNew(file, newQueryText(name, table, columns), 'choose a name that is free', 'wx');
  console.log(`wrote ${file}: ask it with npm run -s owlpost -- ask ${name}`);
}

const KEY = /(?:number|id|key|code|_no|zip|phone)$/i; // names things, so that its sum means nothing

/** A commented query over one table, to begin with: its numbers as measures, its texts as dimensions, its first day as the period. */
export function newQueryText(name: string, table: string, columns: readonly Column[]): string {
  const named = (column: Column) =>
    /^[a-z_][a-z0-9_]*$/.test(column.name) ? column.name : `"${column.name.replaceAll('"', '""')}"`;
  const numbers = columns.filter((column) => kindOf(column) === 'number' && !KEY.test(column.name)).slice(0, 6);
  const texts = columns.filter((column) => kindOf(column) === 'text').slice(0, 6);
  const time = columns.find((column) => kindOf(column) === 'time');
  const choice = (key: string, sql: string, label: string, more = '') =>
    `      ${key}: { sql: ${JSON.stringify(sql)}, label: ${JSON.stringify(label)}${more} }`;
  const key = (column: Column) =>
    column.name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '_')
      .replace(/^(?![a-z])/, 'c_');
  const measures = [
    choice('rows', 'COUNT(*)', 'Rows', ', format: ",.0f"'),
    ...numbers.map((column) => choice(key(column), `SUM(t.${named(column)})`, labelOf(column.name))),
  ];
  const dimensions = [
    ...texts.map((column) => choice(key(column), `COALESCE(t.${named(column)}, 'Unknown')`, labelOf(column.name))),
    ...(time ? [choice('month', `date_trunc('month', t.${named(time)})`, 'Month', ', type: date')] : []),
  ];
  const first = [...texts.map(key), 'month'][0];
  const grouped = dimensions.length > 0;
  return `/*---
# What it is called, a sentence about it, whom to ask, other words for it.
title: ${labelOf(name)}
description: ${labelOf(name)}, from ${table}
# owner: "#your-channel"
# aliases: [another word]
${time ? `# The newest day in the data, shown under every answer.\nfreshness: SELECT MAX(${named(time)}) FROM ${table}\n` : ''}params:
  # Each choice is your own SQL. Take away what nobody would ask for.
  measure:
    type: choice
    default: rows
    choices:
${measures.join('\n')}
${grouped ? `  by:\n    type: choice\n    default: ${first}\n    choices:\n${dimensions.join('\n')}\n` : ''}${time ? '  # Days, the end not included: `last quarter`, `2025`, `since 2025-03-01`.\n  period: { type: period, default: last 12 months }\n' : ''}---*/
SELECT ${grouped ? '{{by}} AS "{{by.label}}", ' : ''}{{measure}} AS "{{measure.label}}"
FROM ${table} t
${time ? `WHERE t.${named(time)} >= {{period.start}} AND t.${named(time)} < {{period.end}}\n` : ''}${grouped ? 'GROUP BY 1\nORDER BY 2 DESC\n' : ''}`;
}
