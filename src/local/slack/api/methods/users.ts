import type { Json, Workspace } from '../../workspace/workspace.ts';

import { ApiError } from '../../workspace/api-error.ts';
import { BOT, TEAM } from '../../workspace/demo-people.ts';
import { requiredText } from '../input.ts';

/** https://docs.slack.dev/reference/methods/auth.test */
export function testAuth(workspace: Workspace): Json {
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
export function describeUser(workspace: Workspace, input: Json): Json {
  const person = workspace.people.get(requiredText(input, 'user'));
  if (!person) throw new ApiError('user_not_found');
  const user = {
    id: person.id,
    team_id: person.team,
    name: person.name,
    real_name: person.realName,
    tz: person.timezone,
    locale: 'en-GB',
    deleted: false,
    is_bot: person.isBot,
    is_admin: person.isAdmin,
    is_restricted: person.isGuest,
    is_ultra_restricted: person.isGuest,
    is_stranger: person.team !== TEAM.id,
    profile: { real_name: person.realName, display_name: person.name, title: person.title },
  };
  return { user };
}
