import { parseArgs } from 'node:util';

import { openApp } from '../app.ts';
import { readConfig } from '../config.ts';
import { postNow } from '../digests/post-now.ts';
import { UserError } from '../error.ts';

/** Runs `digest NAME`: posts one declared digest now. Throws a UserError when none has that name. */
export async function digest(args: string[]): Promise<void> {
  const { positionals } = parseArgs({ args, allowPositionals: true });
  const config = readConfig(process.env);
  const { readDigests } = await import('../digests/digest-file.ts');
  const { digests, diagnostics } = await readDigests(config.queries, config.calendar);
  const [name = ''] = positionals;
  const wanted = digests.find((candidate) => candidate.name === name);
  if (!wanted) {
    const fault = diagnostics[0] && ` (${diagnostics[0].file}:${diagnostics[0].line}: ${diagnostics[0].message})`;
    const known = digests.map((candidate) => candidate.name).join(', ') || 'none';
    throw new UserError(`there is no digest "${name}" in digests.yml${fault ?? ''}: the declared ones are ${known}`);
  }
  if (wanted.isAlert) throw new UserError(`${name} is an alert: it is told when its number crosses its limit`);
  const app = await openApp({ ...config, port: 0 }, { isWatching: false });
  const { ts } = await postNow(wanted, app.bot.digests).finally(app.close);
  const where = config.slack ? '' : ', on a Slack of its own that is gone now: set SLACK_BOT_TOKEN to post to yours';
  console.log(`posted ${wanted.name} to ${wanted.channel} (${ts})${where}`);
}
