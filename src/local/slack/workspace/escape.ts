/** Writes `&`, `<` and `>` as entities: https://docs.slack.dev/messaging/formatting-message-text#escaping */
export function escapeText(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** Turns the entities of `escapeText` back into characters. */
export function unescapeText(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** Fields with addresses or with an app's own data, which Slack sends back as it got them. */
const VERBATIM = /^(\w+_)?(url|permalink|metadata)$/;

/**
 * Returns an app's JSON as Slack sends it back: in texts and values, `&`, `<` and `>` have become entities unless they already
 * were; in `mrkdwn` only a lone `&` has. Text objects name their `emoji` and `verbatim`. What a person typed stays as it is.
 */
export function escapeSent(value: unknown): unknown {
  if (typeof value === 'string') return escapeString(value, { isMarkup: false });
  if (Array.isArray(value)) return value.map(escapeSent);
  if (typeof value !== 'object' || value === null || isTyped(value)) return value;
  const { type, text } = value as { type?: unknown; text?: unknown };
  const escaped = Object.entries(value).map(([field, entry]) => [
    field,
    VERBATIM.test(field) ? entry : escapeSent(entry),
  ]);
  const isMarkup = type === 'mrkdwn' || type === 'message' || type === 'app_mention';
  return {
    ...(type === 'plain_text' ? { emoji: true } : {}),
    ...(type === 'mrkdwn' ? { verbatim: false } : {}),
    ...Object.fromEntries(escaped),
    ...(isMarkup && typeof text === 'string' ? { text: escapeString(text, { isMarkup }) } : {}),
  };
}

/** The state of a field in which a person has written. */
function isTyped(value: object): boolean {
  return 'type' in value && 'value' in value && String(value.type).endsWith('_input');
}

function escapeString(text: string, { isMarkup }: { isMarkup: boolean }): string {
  const ampersands = text.replace(/&(?!amp;|lt;|gt;)/g, '&amp;');
  return isMarkup ? ampersands : ampersands.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
