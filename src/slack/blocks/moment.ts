/**
 * Writes a moment in mrkdwn. Slack shows it by the clock of whoever reads it, and in the form that they have chosen; where
 * it cannot, as in notifications, it stands there by the clocks of `timezone`: `30 Nov 2026, 09:00 (Europe/Berlin)`.
 * https://docs.slack.dev/messaging/formatting-message-text#date-formatting
 */
export function momentMarkup(at: Date, timezone: string): string {
  const words = at.toLocaleString('en-GB', {
    timeZone: timezone,
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  });
  return `<!date^${Math.floor(at.getTime() / 1000)}^{date_short_pretty}, {time}|${words} (${timezone})>`;
}
