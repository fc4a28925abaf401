import type { Json, Workspace } from '../workspace/workspace.ts';

import { HttpError } from '../http.ts';
import { findChannel } from '../workspace/channel.ts';
import { readPerson } from './arguments.ts';

/**
 * Creates the playground's calls `deactivate`, `leave`, `connect` and `rename`, which change people and channels as an
 * administrator could; `Playground` lists them.
 */
export function membershipCalls(workspace: Workspace): Readonly<Record<string, (body: Json) => Json>> {
  const { people, userGroups, channels } = workspace;
  const channelOf = (body: Json) => {
    const channel = findChannel(workspace, String(body.channel));
    if (!channel) throw new HttpError(400, 'there is no such channel');
    return channel;
  };
  return {
    deactivate: (body) => {
      const person = readPerson(workspace, body.person);
      people.set(person.id, { ...person, isDeactivated: true });
      for (const [id, members] of userGroups)
        userGroups.set(id, new Set([...members].filter((member) => member !== person.id)));
      return { ok: true };
    },
    leave: (body) => ({ ok: channelOf(body).members.delete(readPerson(workspace, body.person).id) }),
    connect: (body) => {
      const channel = channelOf(body);
      channels.set(channel.id, { ...channel, isConnected: true });
      return { ok: true };
    },
    rename: (body) => {
      const channel = channelOf(body);
      channels.set(channel.id, { ...channel, name: String(body.name) });
      return { ok: true };
    },
  };
}
