import { readFile } from 'node:fs/promises';
import { parse } from 'yaml';

/** An entry of the menu of a message, or of the menu with which one can do something anywhere. */
export type Shortcut = { readonly name: string; readonly type: 'message' | 'global'; readonly callback_id: string };

/** What an app's manifest asks for, as far as this Slack goes by it. */
export type Manifest = {
  /** The bot's scopes; a method or an event for which one is missing is refused or not sent. */
  readonly scopes: readonly string[];
  /** The events that the app is told of: `app_mention`, `message.im`. */
  readonly events: readonly string[];
  /** The slash command: `/owl`. */
  readonly command: string;
  readonly shortcuts: readonly Shortcut[];
  /** Hosts whose links the app unfurls. */
  readonly unfurlDomains: readonly string[];
  /** The host of the Request URL; undefined in Socket Mode. */
  readonly appHost?: string | undefined;
  /** Whether the app shows a home tab. */
  readonly hasHome: boolean;
};

const OWN = new URL('../../../../manifest.yml', import.meta.url);

/** Reads the manifest of this repository, or another one. */
export async function readManifest(address: URL = OWN): Promise<Manifest> {
  const { features = {}, oauth_config, settings = {} } = parse(await readFile(address, 'utf8'));
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
