import { expect, test } from 'vitest';

import { folderOf } from '../support/folder.ts';
import { runCommand, temporaryFolder } from '../support/program.ts';

const DATA = temporaryFolder();

const owlpost = (args: readonly string[], settings: Readonly<Record<string, string>> = {}) =>
  runCommand(args, { OWLPOST_DATA: DATA, ...settings });

test('owlpost digest posts one declared digest now', async () => {
  const { code, stdout, stderr } = await owlpost(['digest', 'monday-sales']);
  expect(stderr).toBe('');
  expect(stdout).toMatch(
    /^posted monday-sales to #sales \(\d+\.\d+\), on a Slack of its own that is gone now: set SLACK_BOT_TOKEN to post to yours\n$/,
  );
  expect(code).toBe(0);
});

test('a name that no digest has is refused with those there are; an alert is not posted by hand', async () => {
  const OWLPOST_QUERIES = folderOf({
    'sales.sql': 'SELECT 1 AS n',
    'digests.yml': `- { name: monday, question: sales, channel: "#sales", cron: "0 9 * * 1" }
- { name: low, alert: "sales under 5", channel: "#sales", cron: "0 9 * * *" }
`,
  });
  expect(await owlpost(['digest', '__proto__'], { OWLPOST_QUERIES })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'there is no digest "__proto__" in digests.yml: the declared ones are monday, low\n',
  });
  expect(await owlpost(['digest', 'low'], { OWLPOST_QUERIES })).toEqual({
    code: 2,
    stdout: '',
    stderr: 'low is an alert: it is told when its number crosses its limit\n',
  });
});
