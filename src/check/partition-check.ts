import type { AnswerContext } from '../answer/context.ts';
import type { Diagnostic } from '../catalogue/diagnostic.ts';
import type { Request } from '../question/request.ts';
import type { CheckOptions } from './check.ts';
import type { DatasetQuery } from './dataset-check.ts';

import { render } from '../answer/statement.ts';
import { STATEMENT_MS } from './statement-time.ts';

/**
 * Returns a note of how many bytes one day reads with and without the partition of a dataset, and a diagnostic when the
 * partition leaves out rows of the day or reads no less. The day is the newest one in the data.
 */
export async function checkPartition(
  query: DatasetQuery,
  { run, calendar }: AnswerContext,
  { now }: Pick<CheckOptions, 'now'>,
): Promise<readonly Diagnostic[]> {
  const { dataset, file, freshness } = query;
  const { time } = dataset;
  if (!time?.partition || freshness === undefined) return [];
  const signal = AbortSignal.timeout(STATEMENT_MS);
  const day = (await run({ sql: freshness, parameters: [] }, signal)).rows[0]?.[0]?.slice(0, 10);
  if (day === undefined) return [];
  const { partition, ...unpartitioned } = time;
  const request: Request = { query: query.name, values: { by: ['none'], period: [day] }, excluded: [] };
  const [pruned, whole] = await Promise.all(
    [query, { ...query, dataset: { ...dataset, time: unpartitioned } }].map((one) =>
      run(render(one, request, { now, calendar }), signal),
    ),
  );
  const at = { file, ...partition.position };
  if (JSON.stringify(pruned!.rows) !== JSON.stringify(whole!.rows))
    return [
      {
        ...at,
        message: `the partition ${partition.sql} leaves out rows of ${day}: ${pruned!.rows[0]?.[0]} with it, ${whole!.rows[0]?.[0]} without; its day must be that of ${time.sql}`,
      },
    ];
  const message = `one day reads ${bytesText(pruned!.scannedBytes)} with the partition ${partition.sql}, ${bytesText(whole!.scannedBytes)} without`;
  return [{ ...at, message, isNote: true }];
}

function bytesText(bytes: number): string {
  return `${bytes.toLocaleString('en-US')} bytes`;
}
