import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const source = readFileSync(new URL('../../manifest.yml', import.meta.url), 'utf8');

const socketMode = source
  .split('\n')
  .filter((line) => !line.endsWith('# HTTP'))
  .join('\n')
  .replace('socket_mode_enabled: false', 'socket_mode_enabled: true');

const withAssistant = source.replaceAll(/^#~ /gm, '');

const url = z.url({ protocol: /^https$/ });

const words = (max: number, min = 1) => z.string().min(min).max(max);

/** https://docs.slack.dev/reference/app-manifest, as far as this app uses it. */
const MANIFEST = z
  .strictObject({
    _metadata: z.strictObject({ major_version: z.int(), minor_version: z.int() }),
    display_information: z.strictObject({
      name: words(35),
      description: words(140),
      long_description: words(4000, 175),
      background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
    }),
    features: z.strictObject({
      app_home: z.strictObject({
        home_tab_enabled: z.boolean(),
        messages_tab_enabled: z.boolean(),
        messages_tab_read_only_enabled: z.boolean(),
      }),
      bot_user: z.strictObject({ display_name: words(80), always_online: z.boolean() }),
      slash_commands: z
        .array(
          z.strictObject({
            command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
            description: words(2000),
            usage_hint: words(1000),
            should_escape: z.boolean(),
            url: url.optional(),
          }),
        )
        .max(50),
      shortcuts: z
        .array(
          z.strictObject({
            name: words(24),
            type: z.enum(['message', 'global']),
            callback_id: words(255),
            description: words(150),
          }),
        )
        .max(10),
      unfurl_domains: z.array(z.hostname()).max(5),
    }),
    oauth_config: z.strictObject({
      scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z_]+(:[a-z.]+)*$/)).max(255) }),
    }),
    settings: z.strictObject({
      event_subscriptions: z.strictObject({ request_url: url.optional(), bot_events: z.array(z.string()).max(100) }),
      interactivity: z.strictObject({
        is_enabled: z.boolean(),
        request_url: url.optional(),
        message_menu_options_url: url.optional(),
      }),
      org_deploy_enabled: z.boolean(),
      socket_mode_enabled: z.boolean(),
      token_rotation_enabled: z.boolean(),
    }),
    mcp_servers: z
      .record(z.string(), z.strictObject({ url: url.max(500), auth_type: z.literal('slack_identity_auth') }))
      .optional(),
  })
  .superRefine(({ features, settings }, context) => {
    const urls = [
      features.slash_commands[0]?.url,
      settings.event_subscriptions.request_url,
      settings.interactivity.request_url,
      settings.interactivity.message_menu_options_url,
    ];
    if (urls.some((address) => (address === undefined) !== settings.socket_mode_enabled))
      context.addIssue('HTTP needs every address, and Socket Mode none');
  });

describe('manifest.yml', () => {
  test.each([
    ['over HTTP', source],
    ['in Socket Mode, by its own instructions', socketMode],
    ["with Slack's assistant, by its own instructions", withAssistant],
  ])('is what Slack takes %s', (_, text) => {
    expect(MANIFEST.safeParse(parse(text)).error?.issues).toBeUndefined();
  });

  test("lets Slack's assistant ask when its lines are taken in, and not before", () => {
    const scopes = (text: string) => parse(text).oauth_config.scopes.bot;
    expect(scopes(source)).not.toContain('mcp:connect');
    expect(parse(source).mcp_servers).toBeUndefined();
    expect(scopes(withAssistant)).toContain('mcp:connect');
    expect(parse(withAssistant).mcp_servers.owlpost.url).toMatch(/\/mcp$/);
  });

  test('says what each scope is for, and the README names each', () => {
    const lines = source.split('\n').slice(source.split('\n').findIndex((line) => /^ +bot:$/.test(line)) + 1);
    const asked = lines.slice(
      0,
      lines.findIndex((line) => !/^#?~? +- /.test(line)),
    );
    expect(asked.filter((line) => !/^#?~? +- [a-z_.:]+ # \S+/.test(line))).toEqual([]);
    const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
    const named = (scope: string) => {
      const [, conversations, right] = /^(channels|groups|im|mpim):(.+)$/.exec(scope) ?? [];
      return readme.includes(conversations ? `\`…:${right}\`` : `\`${scope}\``);
    };
    const scopes: readonly string[] = parse(source).oauth_config.scopes.bot;
    expect(asked.length).toBeGreaterThan(scopes.length);
    expect(scopes.filter((scope) => !named(scope))).toEqual([]);
  });

  test('asks for the scopes that the bot uses and no more', () => {
    expect(parse(source).oauth_config.scopes.bot).toEqual([
      'commands',
      'app_mentions:read',
      'chat:write',
      'files:write',
      'files:read',
      'channels:history',
      'groups:history',
      'im:history',
      'mpim:history',
      'channels:read',
      'groups:read',
      'im:read',
      'mpim:read',
      'links:read',
      'links:write',
      'users:read',
      'users:read.email',
      'usergroups:read',
    ]);
  });
});
