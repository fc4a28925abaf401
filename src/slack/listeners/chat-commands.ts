import type { OperatorReport } from '../operator-reports.ts';

import { straighten } from '../../question/tokens.ts';

/** A command that a person can give the bot beside asking a question. */
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
  | { readonly kind: 'digests' }
  /** A question about Owlpost itself. */
  | { readonly kind: 'report'; readonly report: OperatorReport }
  /** An alert's sentence; `when` is how often it is checked, as it was typed, and `isFresh` whether it waits for new data. */
  | {
      readonly kind: 'alert';
      readonly text: string;
      readonly when?: string | undefined;
      readonly isFresh: boolean;
    };

/** The first words of commands. No saved question may have one of them as its name. */
export const COMMAND_WORDS = [
  'subscribe',
  'subscriptions',
  'digests',
  'alert',
  'alerts',
  'settings',
  'here',
  'save',
  'forget',
  'help',
  'and',
  'why',
  'reset',
  'explain',
  'owlpost',
] as const;

/** How the operators ask about Owlpost itself. */
const REPORTS: readonly (readonly [OperatorReport, RegExp])[] = [
  ['cost', /^(?:owlpost costs?|what (?:did|does) owlpost cost(?: by (?:dataset|week|dataset and week))?\??)$/i],
  ['demand', /^(?:owlpost demand|what did owlpost not (?:answer|understand)\??)$/i],
];

/** How a channel's filters are taken away, after `here`. */
const NO_FILTERS = /^(?:nothing|none|reset|clear|off|everything|all|(?:no|without) filters?)$/i;

const JUST_ME = /[\s,]+(?:just|only)\s+(?:for\s+)?me$/i;

/** Reads a text as a command; undefined for a question. */
export function parseCommand(text: string): ChatCommand | undefined {
  const words = straighten(text).trim();
  if (/^settings$/i.test(words)) return { kind: 'settings' };
  if (/^(?:my )?(?:digests|subscriptions|alerts)$/i.test(words)) return { kind: 'digests' };
  const [report] = REPORTS.find(([, pattern]) => pattern.test(words)) ?? [];
  if (report) return { kind: 'report', report };
  if (/^subscribe(?:$|\s)/i.test(words)) return readSubscribe(words);
  if (/^alert(?:$|\s)/i.test(words)) return readAlertCommand(words);
  const here = /^here(?:\s+(.*))?$/i.exec(words);
  if (here) {
    const filters = here[1]?.trim() ?? '';
    return NO_FILTERS.test(filters) ? { kind: 'forget here' } : { kind: 'here', filters };
  }
  if (/^forget\s+(?:here|the(?:se)? filters?(?: here)?)$/i.test(words)) return { kind: 'forget here' };
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

/** How often an alert is checked, unless it is how often it reminds. */
const CHECKED =
  /,?\s*(?<!remind(?: me| us)?(?: again)? )\b(?:checked?\s+)?(every\s+(?:hour\b|(?:(?!\bevery\b).)+?\s+at\s+(?:noon|midnight|\d{1,2}(?::\d{2})?\s*(?:am|pm)?)))/i;

/** What was meant as such a time, and is none. */
const UNREAD_TIME = /,?\s*(?<!remind(?: me| us)?(?: again)? )\b(every\s+(?!\d+\s)[^,]+)$/i;

const ONLY_FRESH = /,?\s*\bonly\s+if\s+(?:it\s+is\s+)?fresh\b/i;

/** `alert sales yesterday under 1000 every day at 9, only if fresh`. */
function readAlertCommand(words: string): ChatCommand {
  const said = words.replace(/^alert\s*(?:me\s+|us\s+)?(?:(?:when|if)\s+)?/i, '');
  const pattern = CHECKED.test(said) ? CHECKED : UNREAD_TIME;
  const when = pattern.exec(said)?.[1];
  const text = said.replace(pattern, '').replace(ONLY_FRESH, '').trim();
  return { kind: 'alert', text, when, isFresh: ONLY_FRESH.test(said) };
}

/** Writes a question that is to be answered to its asker alone, as `takeJustMe` reads it. */
export function formatJustMe(question: string): string {
  return `${question} just me`;
}

/** Removes `just me` from the end of a text; `isPrivate` says whether it was there. */
export function takeJustMe(text: string): { readonly text: string; readonly isPrivate: boolean } {
  const words = text.trim().replace(/[.!]+$/, '');
  return JUST_ME.test(words) ? { text: words.replace(JUST_ME, ''), isPrivate: true } : { text, isPrivate: false };
}
