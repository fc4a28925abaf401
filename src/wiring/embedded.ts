import { stat } from 'node:fs/promises';

import type { Config } from '../config.ts';

import { UserError } from '../error.ts';
import { makeDataFolder } from '../folder.ts';

/** The embedded Athena over the lake of the settings, which is made when it is the demo's. Port 0 takes a free one. */
export async function openEmbedded(config: Config, port: number) {
  const [{ openAthena }, { ensureDemoLake }] = await Promise.all([
    import('../local/athena/server.ts'),
    import('../local/athena/demo.ts'),
  ]);
  if (config.isDemo) {
    await makeDataFolder(config.data);
    await ensureDemoLake(config.lake, { now: new Date() });
  }
  const isFolder = (await stat(config.lake).catch(() => undefined))?.isDirectory();
  if (!isFolder) throw new UserError(`there is no folder ${config.lake}: point OWLPOST_LAKE at a folder of tables`);
  return openAthena({ lake: config.lake, port, ...given(config.embedded) });
}

/** How a client reaches an embedded Athena. */
export function embeddedSettings(url: string) {
  return {
    database: 'default',
    region: 'us-east-1',
    endpoint: url,
    s3Endpoint: url,
    output: 's3://owlpost/results/',
    credentials: { accessKeyId: 'owlpost', secretAccessKey: 'owlpost' },
  };
}

/** The settings that were made; the others keep their defaults. */
function given<T extends object>(settings: T): Partial<T> {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined)) as Partial<T>;
}
