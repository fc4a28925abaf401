import type { ServerResponse } from 'node:http';

import type { Person } from '../workspace/people.ts';
import type { Change, Json, Workspace } from '../workspace/workspace.ts';

import { changeFor, viewModelOf } from './view-model.ts';

/** Answers with server-sent events of what a person sees: one `state` with everything, then a `change` for each change. */
export function streamChanges(workspace: Workspace, person: Person, response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  const send = (event: string, data: Json) => response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`);
  const watch = (change: Change) => {
    const seen = changeFor(workspace, person, change);
    if (seen) send('change', seen);
  };
  send('state', viewModelOf(workspace, person));
  workspace.watchers.add(watch);
  response.on('close', () => workspace.watchers.delete(watch));
}
