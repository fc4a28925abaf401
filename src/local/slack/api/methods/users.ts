import type { Person } from '../../workspace/people.ts';
import type { Json, Workspace } from '../../workspace/workspace.ts';

import { ApiError } from '../../workspace/api-error.ts';
import { BOT, TEAM } from '../../workspace/demo-people.ts';
import { requiredText } from '../input.ts';

/** https://docs.slack.dev/reference/methods/auth.test */
export function authTest(workspace: Workspace): Json {
  return {
    url: `${workspace.origin}/`,
    team: TEAM.name,
    user: BOT.name,
    team_id: TEAM.id,
    user_id: BOT.id,
    bot_id: TEAM.botId,
    is_enterprise_install: false,
  };
}

/** https://docs.slack.dev/reference/methods/users.info */
export function info(workspace: Workspace, input: Json): Json {
  const person = workspace.people.get(requiredText(input, 'user'));
  if (!person) throw new ApiError('user_not_found');
  return { user: describePerson(workspace, person) };
}

/** https://docs.slack.dev/reference/methods/users.list */
export function list(workspace: Workspace): Json {
  return {
    members: [...workspace.people.values()].map((person) => describePerson(workspace, person)),
    response_metadata: { next_cursor: '' },
  };
}

function describePerson(workspace: Workspace, person: Person): Json {
  const picture = `${workspace.origin}/playground/avatars/${person.id}.svg`;
  return {
    id: person.id,
    team_id: TEAM.id,
    name: person.name,
    real_name: person.realName,
    tz: person.timezone,
    is_bot: person.isBot,
    deleted: false,
    profile: { real_name: person.realName, display_name: person.name, title: person.title, image_48: picture },
  };
}
