import type { Workspace } from '../../src/local/slack/workspace/workspace.ts';

import { readManifest } from '../../src/local/slack/workspace/manifest.ts';
import { openWorkspace } from '../../src/local/slack/workspace/workspace.ts';

/** Opens a workspace of the local Slack without its server, and a clock that only `wait` advances. */
export async function openBareWorkspace(): Promise<{
  readonly workspace: Workspace;
  readonly wait: (milliseconds: number) => void;
}> {
  let at = Date.UTC(2026, 10, 27);
  const workspace = openWorkspace({
    clock: { now: () => at, wait: async () => {} },
    origin: 'http://127.0.0.1:1',
    fileDelay: 0,
    manifest: await readManifest(),
    hasRateLimits: false,
    channels: [],
  });
  return {
    workspace,
    wait: (milliseconds) => {
      at += milliseconds;
    },
  };
}
