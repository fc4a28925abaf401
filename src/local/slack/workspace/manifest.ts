import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** A shortcut of the app: `message` ones are in the menu of each message, `global` ones beside the composer. */
export type Shortcut = { readonly name: string; readonly type: 'message' | 'global'; readonly callback_id: string };

/** The parts of an app manifest that the local Slack implements: https://docs.slack.dev/reference/app-manifest */
export type Manifest = {
  /** The bot's scopes: without the right one a method is refused and an event not sent. */
  readonly scopes: readonly string[];
  /** The bot events that the app subscribes to: `app_mention`, `message.im`. */
  readonly events: readonly string[];
  /** The slash command: `/owl`. */
  readonly command: string;
  readonly shortcuts: readonly Shortcut[];
  /** Domains whose links the app unfurls. */
  readonly unfurlDomains: readonly string[];
  /** The host of the Request URL; undefined in Socket Mode. */
  readonly appHost?: string | undefined;
  /** Whether the app shows a home tab. */
  readonly hasHome: boolean;
};

const MANIFEST = new URL('../../../../manifest.yml', import.meta.url);

/** Reads the manifest of this repository. */
export async function readManifest(): Promise<Manifest> {
  const { features = {}, oauth_config, settings = {} } = parse(await readFile(MANIFEST, 'utf8'));
  const requestUrl: string | undefined = settings.event_subscriptions?.request_url;
  return {
    scopes: oauth_config.scopes.bot,
    events: settings.event_subscriptions?.bot_events ?? [],
    command: features.slash_commands?.[0]?.command ?? '/owl',
    shortcuts: features.shortcuts ?? [],
    unfurlDomains: features.unfurl_domains ?? [],
    appHost: requestUrl && new URL(requestUrl).hostname,
    hasHome: features.app_home?.home_tab_enabled === true,
  };
}
