import { expect, test } from 'vitest';

import { runInProcess } from '../support/in-process.ts';
import { temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

const owlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runInProcess(args, { OWLPOST_DATA: DATA, ...settings });

test('owlpost ask asks back what will read very much, and runs it with --yes', async () => {
  const small = { OWLPOST_ASK_ABOVE: '1kB' };
  const refused = await owlpost(['ask', 'sales by city 2025'], small);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toMatch(
    /^this reads about \d+ kB, under \$0\.01: run it all the same\? Add --yes to run it\.\n$/,
  );
  const { code, stdout } = await owlpost(['ask', 'sales by city 2025', '--yes', '--json'], small);
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ request: 'sales by=city period=2025', reused: false });
  expect((await owlpost(['ask', 'sales by city 2025'])).code).toBe(0);
  const audit = JSON.parse((await owlpost(['audit', '--json'])).stdout);
  expect(audit.map(({ outcome }: { outcome: string }) => outcome)).toEqual(['answered', 'answered', 'costly']);
});

test('owlpost ask answers without a store, and says that it is missing', async () => {
  const { code, stdout, stderr } = await owlpost(['ask', 'sales by city 2025', '--csv'], {
    DATABASE_URL: 'postgres://owlpost@127.0.0.1:1/none',
  });
  expect(code).toBe(0);
  expect(stdout).toMatch(/^City,Sales\n/);
  expect(stderr).toMatch(/^the question could not be entered into the audit: the database at 127\.0\.0\.1:1 cannot be/);
});
