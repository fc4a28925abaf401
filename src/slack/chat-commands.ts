import { straighten } from '../question/tokens.ts';

/** What a person can tell the bot beside asking. */
export type ChatCommand =
  | { readonly kind: 'settings' }
  /** Filters for every question of a channel; none shows those that are set. */
  | { readonly kind: 'here'; readonly filters: string }
  | { readonly kind: 'forget here' }
  | { readonly kind: 'save'; readonly name: string }
  | { readonly kind: 'forget'; readonly name: string }
  /** A question that comes by itself; without one the last that was asked. `when` and `onlyIf` are as they were typed. */
  | {
      readonly kind: 'subscribe';
      readonly text?: string | undefined;
      readonly when?: string | undefined;
      readonly onlyIf?: string | undefined;
    }
  | { readonly kind: 'digests' };

/** The first words of commands, which no saved question may be called. */
export const COMMAND_WORDS = [
  'subscribe',
  'subscriptions',
  'digests',
  'settings',
  'here',
  'save',
  'forget',
  'help',
  'and',
  'why',
  'reset',
  'explain',
] as const;

const JUST_ME = /[\s,]+(?:just|only)\s+(?:for\s+)?me$/i;

/** Reads what a text tells the bot to do; undefined for a question. */
export function parseCommand(text: string): ChatCommand | undefined {
  const words = straighten(text).trim();
  if (/^settings$/i.test(words)) return { kind: 'settings' };
  if (/^(?:my )?(?:digests|subscriptions)$/i.test(words)) return { kind: 'digests' };
  if (/^subscribe(?:$|\s)/i.test(words)) return readSubscribe(words);
  const here = /^here(?:\s+(.*))?$/i.exec(words);
  if (here) {
    const filters = here[1]?.trim() ?? '';
    return /^(?:nothing|none|reset|clear)$/i.test(filters) ? { kind: 'forget here' } : { kind: 'here', filters };
  }
  const save = /^save(?:\s+(?:this|it|that))?(?:\s+as)?\s+(.+)$/i.exec(words);
  if (save) return { kind: 'save', name: save[1]!.trim() };
  const forget = /^forget\s+(.+)$/i.exec(words);
  return forget ? { kind: 'forget', name: forget[1]!.trim() } : undefined;
}

/** `subscribe every Monday at 09:00`, `subscribe to sales by country last week every weekday at 8:30 only if changed`. */
function readSubscribe(words: string): ChatCommand {
  const [said = '', onlyIf] = words.split(/\s+only\s+if\s+/i, 2);
  const { text, when } =
    /^subscribe(?:\s+to)?(?:\s+(?<text>.+?))??(?:,?\s+(?<when>every\s.+))?$/i.exec(said)?.groups ?? {};
  return { kind: 'subscribe', text, when, onlyIf };
}

/** Takes `just me` off the end of a text; `isPrivate` says whether it was there. */
export function takeJustMe(text: string): { readonly text: string; readonly isPrivate: boolean } {
  const words = text.trim().replace(/[.!]+$/, '');
  return JUST_ME.test(words) ? { text: words.replace(JUST_ME, ''), isPrivate: true } : { text, isPrivate: false };
}
