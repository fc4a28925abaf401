import { parseArgs } from 'node:util';

import { openEmbedded } from '../app.ts';
import { readConfig } from '../config.ts';
import { interrupted } from './signals.ts';

/** Runs `athena [--port N] [--lake DIR]`: serves the embedded Athena and S3 until the process is asked to stop. */
export async function athena(args: string[]): Promise<void> {
  const { values } = parseArgs({ args, options: { port: { type: 'string', default: '0' }, lake: { type: 'string' } } });
  const config = readConfig({ ...process.env, PORT: values.port, ...(values.lake && { OWLPOST_LAKE: values.lake }) });
  const engine = await openEmbedded(config, config.port);
  console.log(`Athena and S3 on ${engine.url}`);
  console.log(
    `export AWS_ENDPOINT_URL_ATHENA=${engine.url} AWS_ENDPOINT_URL_S3=${engine.url} AWS_REGION=us-east-1 AWS_ACCESS_KEY_ID=owlpost AWS_SECRET_ACCESS_KEY=owlpost`,
  );
  await interrupted();
  await engine.close();
}
