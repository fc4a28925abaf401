import { describe, expect, test } from 'vitest';

import { openBench } from '../../../support/ask.ts';

describe('result reuse', () => {
  const reuse = (MaxAgeInMinutes: number) => ({
    ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes } },
  });

  test('serves an earlier result of the same question, and scans nothing', async () => {
    const bench = await openBench({ 't/a.csv': 'n\n1\n2\n' });
    const sql = 'SELECT n FROM t WHERE n = ?';
    const ask = async (value: string, minutes = 60) => {
      const { rows, execution } = await bench.ask(sql, { ExecutionParameters: [value], ...reuse(minutes) });
      const { DataScannedInBytes, ResultReuseInformation } = execution.Statistics!;
      return [rows[1]?.[0], DataScannedInBytes, ResultReuseInformation?.ReusedPreviousResult];
    };
    expect(await ask('1')).toEqual(['1', 6, false]);
    expect(await ask('1')).toEqual(['1', 0, true]);
    expect(await ask('2')).toEqual(['2', 6, false]);
    expect(await ask('1', 0)).toEqual(['1', 6, false]);
    await bench.close();
  });

  test('does not serve again what changes by itself', async () => {
    const bench = await openBench({});
    const ask = () => bench.ask('SELECT current_date', reuse(60));
    await ask();
    expect((await ask()).execution.Statistics?.ResultReuseInformation?.ReusedPreviousResult).toBe(false);
    await bench.close();
  });
});
