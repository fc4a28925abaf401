import type { Person } from '../../workspace/people.ts';
import type { Json, Workspace } from '../../workspace/workspace.ts';

import { ApiError } from '../../workspace/api-error.ts';
import { BOT, EMAIL_DOMAIN, TEAM } from '../../workspace/demo-people.ts';
import { isSet, requiredText } from '../input.ts';

/** Returns the workspace and the bot of the token. https://docs.slack.dev/reference/methods/auth.test */
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

/**
 * Returns a person, with the email address if the bot has the scope for it, and the locale if `include_locale` is set.
 * https://docs.slack.dev/reference/methods/users.info
 */
export function describeUser(workspace: Workspace, input: Json): Json {
  const person = workspace.people.get(requiredText(input, 'user'));
  if (!person) throw new ApiError('user_not_found');
  const user = {
    id: person.id,
    team_id: person.team,
    name: person.name,
    real_name: person.realName,
    tz: person.timezone,
    ...(isSet(input, 'include_locale') && { locale: person.locale }),
    deleted: person.isDeactivated === true,
    is_bot: person.isBot,
    is_admin: person.isAdmin,
    is_restricted: person.isGuest,
    is_ultra_restricted: person.isGuest,
    is_stranger: person.team !== TEAM.id,
    profile: {
      real_name: person.realName,
      display_name: person.name,
      title: person.title,
      ...emailOf(workspace, person),
    },
  };
  return { user };
}

/**
 * Returns the member with an email address whose account is active.
 * https://docs.slack.dev/reference/methods/users.lookupByEmail
 */
export function findUserByEmail(workspace: Workspace, input: Json): Json {
  const email = requiredText(input, 'email').toLowerCase();
  const found = [...workspace.people.values()].find(
    (person) =>
      !person.isDeactivated && 'email' in emailOf(workspace, person) && emailOf(workspace, person).email === email,
  );
  if (!found) throw new ApiError('users_not_found');
  return describeUser(workspace, { user: found.id });
}

/** The address of a person's own workspace, with the scope for it; Slack tells none of people of other companies. */
function emailOf({ manifest: { scopes } }: Workspace, { name, team, isBot }: Person): Json {
  return scopes.includes('users:read.email') && team === TEAM.id && !isBot ? { email: `${name}@${EMAIL_DOMAIN}` } : {};
}

/** Lists the ids of a user group's members. https://docs.slack.dev/reference/methods/usergroups.users.list */
export function listUserGroup({ userGroups }: Workspace, input: Json): Json {
  const users = userGroups.get(requiredText(input, 'usergroup'));
  if (!users) throw new ApiError('no_such_subteam');
  return { users: [...users] };
}
