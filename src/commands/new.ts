import { join } from 'node:path';
import { parseArgs } from 'node:util';

import type { CommandContext } from './command.ts';

import { proposeJoins } from '../check/join-proposals.ts';
import { UserError } from '../error.ts';
import { sqlName } from '../trino/sql-name.ts';
import { writeNew } from './command.ts';
import { newDatasetText } from './new-dataset.ts';

/** Runs `new NAME --table TABLE`: writes a dataset to begin with. */
export async function newDataset(args: string[], { config, openEngine, signal }: CommandContext): Promise<void> {
  const { values, positionals } = parseArgs({ args, allowPositionals: true, options: { table: { type: 'string' } } });
  const [name = '', ...others] = positionals;
  const { table = '' } = values;
  if (!/^[a-z][a-z0-9_-]*$/.test(name) || others.length > 0) {
    throw new UserError('new takes the name of the dataset, a command word: new sales-by-region --table fact_orders');
  }
  if (table === '') throw new UserError(`new takes the table to begin with: new ${name} --table fact_orders`);
  if (!/^[^\s.'"`;]+(\.[^\s.'"`;]+){0,2}$/.test(table)) {
    throw new UserError(
      `${JSON.stringify(table)} cannot be the name of a table: write it without quotes and blanks, after its database where it needs one, as in sales.fact_orders`,
    );
  }
  const from = table.split('.').map(sqlName).join('.');
  const { context, close } = await openEngine();
  try {
    const { columns } = await context
      .run({ sql: `SELECT * FROM ${from} LIMIT 0`, parameters: [] }, signal)
      .catch((cause: unknown) => {
        if (!(cause instanceof UserError)) throw cause;
        throw new UserError(`the table ${table} cannot be read: check its name (${cause.message})`, { cause });
      });
    const joins = await proposeJoins({ name: table, columns }, config.athena?.database, context.run, signal);
    const file = join(config.queries, `${name}.yml`);
    await writeNew(file, newDatasetText(name, { from, columns, joins }), 'choose a name that is free', 'wx');
    const joined =
      joins.length > 0 ? `, joined with ${[...new Set(joins.map((found) => found.table))].join(', ')}` : '';
    console.log(`wrote ${file}${joined}: ask it with npm run -s owlpost -- ask ${name}`);
  } finally {
    await close();
  }
}
